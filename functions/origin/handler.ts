import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerResult } from 'aws-lambda'
import { cameThrough } from './came-through.ts'
import { OriginEnv } from './env.ts'

const env = OriginEnv.parse(process.env)
const secrets = [env.ORIGIN_SECRET, env.ORIGIN_SECRET_BEFORE].filter((each) => each !== undefined)

/** Asked by the API before its routes; the answer is kept there for an hour, by the secret that was sent. */
export async function handler({
  headers = {},
}: APIGatewayRequestAuthorizerEventV2): Promise<APIGatewaySimpleAuthorizerResult> {
  return { isAuthorized: cameThrough(headers, secrets) }
}
