import * as z from 'zod'

/** What a deployment is told, by `--context name=value` or in `cdk.json`. */
export const Stage = z
  .strictObject({
    /** Names the stack. A stage called `production` keeps its data when the stack is deleted. */
    stage: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,19}$/, { error: 'Write 1 to 20 small letters, digits and hyphens.' })
      .default('development'),
    /** The sender of every mail: an address of an identity that is verified in SES. */
    mailFrom: z.email().default('servanda@example.org'),
    /** Where everything is; left out, the Region of whoever deploys. */
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: 'Write the code of a Region, such as eu-central-1.' })
      .optional(),
    /** Where alarms are mailed. */
    alarmEmail: z.email().optional(),
    /** Where the dashboard is; left out, mails have no link. */
    baseUrl: z.url().optional(),
  })
  .refine((stage) => !isProduction(stage) || !stage.mailFrom.endsWith('@example.org'), {
    path: ['mailFrom'],
    error: 'Say where mails come from: nobody can send as example.org, so no reminder would go out.',
  })
export type Stage = z.output<typeof Stage>

export function isProduction({ stage }: { readonly stage: string }): boolean {
  return stage === 'production'
}
