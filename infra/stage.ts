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
    /** What the account may cost in a month, in US dollars; whoever gets the alarms is mailed before it does. */
    monthlyBudgetUsd: z.coerce.number().positive().default(25),
    /** The dashboard's own domain, and its certificate, which CloudFront takes from us-east-1 only. */
    domain: z
      .string()
      .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, { error: 'Write a domain in small letters.' })
      .optional(),
    certificateArn: z
      .string()
      .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, {
        error: 'Write the ARN of a certificate in us-east-1.',
      })
      .optional(),
    /** The web ACL of WAF that guards the distribution. */
    webAclArn: z
      .string()
      .regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/, {
        error: 'Write the ARN of a web ACL of WAFv2 for CloudFront, which is in us-east-1.',
      })
      .optional(),
    /** Where the dashboard is, if something else stands before the distribution. */
    baseUrl: z.url().optional(),
    /** The number of the secret by which the API knows what came through the distribution: raise it to change that. */
    originSecret: z.coerce.number().int().min(1).default(1),
    /** The table to go on with, by the ARN of its stream: one that was restored. The stack then has none of its own. */
    restoredTable: z
      .string()
      .regex(/^arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/[\d:T.-]+$/, {
        error: 'Write the ARN of the stream of the restored table (LatestStreamArn).',
      })
      .optional(),
    /** The organisation's own issuer, exactly as it calls itself; left out, people sign in at a pool of the stack. */
    oidcIssuer: z.url({ protocol: /^https$/, error: 'Write the https address of the issuer.' }).optional(),
    /** The client that the dashboard is at that issuer, the API's own audience there, and the scope it needs. */
    oidcClientId: z.string().min(1).optional(),
    oidcAudience: z.string().min(1).optional(),
    oidcScope: z.string().min(1).optional(),
  })
  .refine((stage) => !isProduction(stage) || !stage.mailFrom.endsWith('@example.org'), {
    path: ['mailFrom'],
    error: 'Say where mails come from: nobody can send as example.org, so no reminder would go out.',
  })
  .refine((stage) => !isProduction(stage) || stage.alarmEmail !== undefined, {
    path: ['alarmEmail'],
    error: 'Say who is mailed when something is wrong: an alarm that nobody gets is none.',
  })
  .refine(({ domain, certificateArn }) => (domain === undefined) === (certificateArn === undefined), {
    path: ['domain'],
    error: 'Name domain and certificateArn, or neither: a browser trusts a domain by its certificate.',
  })
  .refine(
    ({ oidcIssuer, oidcClientId, oidcAudience, oidcScope }) => {
      const rest = [oidcClientId, oidcAudience, oidcScope]
      return oidcIssuer === undefined
        ? rest.every((each) => each === undefined)
        : rest.every((each) => each !== undefined) && oidcAudience !== oidcClientId
    },
    {
      path: ['oidcIssuer'],
      error:
        'Name oidcIssuer, oidcClientId, oidcAudience and oidcScope, or none of them; the audience is not the client.',
    },
  )
export type Stage = z.output<typeof Stage>

export function isProduction({ stage }: { readonly stage: string }): boolean {
  return stage === 'production'
}
