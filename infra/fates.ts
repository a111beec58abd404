import * as z from 'zod'

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), DeletionPolicy: z.string().optional() })),
})

type Resource = { readonly id: string; readonly type: string }

/** What becomes of the resources of a stack when it is deleted. */
export type Fates = { readonly deleted: readonly Resource[]; readonly kept: readonly Resource[] }

export function fatesOf(template: unknown): Fates {
  const resources = Object.entries(Template.parse(template).Resources).map(
    ([id, { Type, DeletionPolicy }]) => ({
      id,
      type: Type,
      isKept: isKept(DeletionPolicy),
    }),
  )
  return { deleted: resources.filter((each) => !each.isKept), kept: resources.filter((each) => each.isKept) }
}

function isKept(policy: string | undefined): boolean {
  return policy !== undefined && policy !== 'Delete'
}
