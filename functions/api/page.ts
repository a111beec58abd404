import * as z from 'zod'
import { canonical } from '../../shared/history/history.ts'
import type { Call } from './route.ts'

const limitAdvice = 'Write a whole number from 1 to 100.'

/** The parameters of every list. A limit above 100 is refused, not cut. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^(100|[1-9][0-9]?)$/, { error: limitAdvice })
    .default('25')
    .meta({ description: 'How many, 1 to 100.' }),
  cursor: z.string().max(2000).optional().meta({ description: 'The nextCursor of the page before.' }),
}

export type PageQuery = { readonly limit: string; readonly cursor?: string | undefined }

export function pageOf<Member extends z.ZodType>(member: Member) {
  return z.object({ data: z.array(member), nextCursor: z.string().nullable() })
}

/** Where the page begins, or undefined for the first. @throws Refusal invalid at /cursor */
export async function pageStart(call: Call<PageQuery>, list: string): Promise<string | undefined> {
  const { cursor } = call.query
  return cursor === undefined ? undefined : call.cursors.read(nameOf(call, list), cursor)
}

/** The answer of a list: `position` says where each member stands, for the page after it. */
export async function pageAnswer<Member>(
  call: Call<PageQuery>,
  list: string,
  found: {
    readonly members: readonly Member[]
    readonly hasMore: boolean
    readonly position: (last: Member) => string
  },
) {
  const last = found.members.at(-1)
  const nextCursor =
    found.hasMore && last !== undefined
      ? await call.cursors.write(nameOf(call, list), found.position(last))
      : null
  return { status: 200 as const, body: { data: found.members, nextCursor }, nextCursor }
}

/** The members of an ordered list that stand after a position, one page of them. */
export async function pageOfSorted<Member>(
  call: Call<PageQuery>,
  list: string,
  members: readonly Member[],
  position: (member: Member) => string,
) {
  const start = await pageStart(call, list)
  const after = members.filter((member) => start === undefined || position(member) > start)
  const limit = Number(call.query.limit)
  return pageAnswer(call, list, { members: after.slice(0, limit), hasMore: after.length > limit, position })
}

/** A cursor belongs to one workspace, one list and one choice of filters. */
function nameOf(call: Call<PageQuery>, list: string): string {
  const { cursor: _cursor, limit: _limit, ...filters } = call.query
  return canonical([call.identity.workspaceId, list, filters])
}
