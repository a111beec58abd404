import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AwsError } from '../../../shared/aws/aws-error.ts'
import { functionAccount } from '../../../shared/aws/function-account.ts'
import { type JsonCall, jsonCall } from '../../../shared/aws/json-call.ts'

type Seen = { headers: any; body: string }

let server: Server
let seen: Seen[]
/** What the service does at each call, in turn; then it says yes. */
let script: ((response: ServerResponse) => void)[]
let call: JsonCall

const service = { service: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' } as const
const credentials = async () => ({ accessKeyId: 'local', secretAccessKey: 'local', sessionToken: 'session' })

beforeEach(async () => {
  seen = []
  script = []
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString()
    seen.push({ headers: request.headers, body })
    const next = script.shift() ?? ((answer) => answer.end('{"Answer":"yes"}'))
    next(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  call = jsonCall(service, { region: 'eu-central-1', endpoint: endpoint(), credentials, attemptMs: 300 })
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

function endpoint(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const refusing =
  (status: number, type: string, more: object = {}) =>
  (response: ServerResponse) =>
    void response
      .writeHead(status)
      .end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'No.', ...more }))

describe('a call', () => {
  it('names its operation, and is signed with the session of the role', async () => {
    const answer = await call('GetItem', { TableName: 'table' })

    expect(answer).toEqual({ Answer: 'yes' })
    expect(seen).toEqual([
      {
        body: '{"TableName":"table"}',
        headers: expect.objectContaining({
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'DynamoDB_20120810.GetItem',
          'x-amz-security-token': 'session',
          authorization: expect.stringMatching(
            /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/eu-central-1\/dynamodb\//,
          ),
        }),
      },
    ])
  })

  it.each([
    ['a fault of the service', refusing(500, 'InternalServerError')],
    ['another attempt that is on its way still', refusing(400, 'TransactionInProgressException')],
    ['a limit', refusing(400, 'ProvisionedThroughputExceededException')],
    ['a proxy’s page', (response: ServerResponse) => void response.writeHead(503).end('<html>')],
    ['a lost connection', (response: ServerResponse) => void response.socket?.destroy()],
    [
      'half an answer',
      (response: ServerResponse) => void response.writeHead(200, { 'content-length': 99 }).end('{'),
    ],
    ['no answer', () => undefined],
  ])('that meets %s is made again, the same', async (_, fault) => {
    script = [fault]

    expect(await call('PutItem', { n: 1 })).toEqual({ Answer: 'yes' })
    expect(seen.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":1}'])
  })

  it('that is refused is not made again, and says why', async () => {
    const CancellationReasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }]
    script = [refusing(400, 'TransactionCanceledException', { CancellationReasons })]

    const error = await call('TransactWriteItems', {}).catch((refused: unknown) => refused)

    expect(error).toBeInstanceOf(AwsError)
    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      message: 'No.',
      cancellationCodes: ['None', 'ConditionalCheckFailed'],
      attempts: 1,
    })
    expect(seen).toHaveLength(1)
  })

  it('that is refused after a fault says that an earlier attempt may have been carried out', async () => {
    script = [(response) => void response.socket?.destroy(), refusing(400, 'ConditionalCheckFailedException')]

    await expect(call('PutItem', {})).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      attempts: 2,
    })
  })

  it('is given up after four attempts', async () => {
    script = Array.from({ length: 9 }, () => refusing(500, 'InternalServerError'))

    await expect(call('GetItem', {})).rejects.toMatchObject({ name: 'InternalServerError', attempts: 4 })
    expect(seen).toHaveLength(4)
  })
})

describe('the account of a function', () => {
  const environment = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
  }

  it('is what Lambda says in its environment', async () => {
    const account = functionAccount(environment, 'dynamodb')

    expect(account).toMatchObject({ region: 'eu-central-1', endpoint: 'http://127.0.0.1:1' })
    expect(functionAccount(environment, 'eventbridge').endpoint).toBeUndefined()
    expect(await account.credentials()).toEqual({
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      sessionToken: 'session',
    })
  })

  it('is refused at the start where credentials are missing', () => {
    expect(() => functionAccount({ AWS_REGION: 'eu-central-1' }, 'dynamodb')).toThrow()
  })
})
