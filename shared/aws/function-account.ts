import * as z from 'zod'
import type { AwsAccount } from './json-call.ts'

/**
 * What Lambda gives every function of its account. The credentials outlive the process that has them.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
const LambdaEnv = z.object({
  AWS_REGION: z.string().min(1),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_ENDPOINT_URL_DYNAMODB: z.string().optional(),
  AWS_ENDPOINT_URL_EVENTBRIDGE: z.string().optional(),
})

/** The account that a function runs in, from its environment. */
export function functionAccount(
  environment: Readonly<Record<string, string | undefined>>,
  service: 'dynamodb' | 'eventbridge',
): AwsAccount {
  const env = LambdaEnv.parse(environment)
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
  }
  const endpoints = {
    dynamodb: env.AWS_ENDPOINT_URL_DYNAMODB,
    eventbridge: env.AWS_ENDPOINT_URL_EVENTBRIDGE,
  }
  return { region: env.AWS_REGION, credentials: async () => credentials, endpoint: endpoints[service] }
}
