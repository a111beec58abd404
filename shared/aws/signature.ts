import { createHash, createHmac } from 'node:crypto'

export type Credentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Of a role's temporary credentials, as every function has them. */
  readonly sessionToken?: string | undefined
}

/** A POST to the root of an AWS service, which is all that its JSON protocol knows. */
export type UnsignedCall = {
  readonly service: string
  readonly region: string
  readonly host: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The headers of a call with its signature, by which AWS knows who calls. Header names must be in lower case.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function signedHeaders(
  call: UnsignedCall,
  credentials: Credentials,
  at: Date,
): Record<string, string> {
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const { sessionToken } = credentials
  const headers: Record<string, string> = {
    ...call.headers,
    host: call.host,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  }
  const names = Object.keys(headers).sort()
  const canonical = [
    'POST\n/\n',
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    `\n${names.join(';')}`,
    sha256(call.body),
  ].join('\n')
  const date = time.slice(0, 8)
  const scope = `${date}/${call.region}/${call.service}/aws4_request`
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${credentials.secretAccessKey}`)
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { ...headers, authorization }
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
