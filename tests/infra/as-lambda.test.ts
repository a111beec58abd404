import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { placeOf } from '../support/database.ts'
import { Desk } from '../support/desk.ts'
import { LambdaProcess } from '../support/lambda-process.ts'
import { Resources, stackOf } from './synthesised.ts'

// Required rather than imported: it is CommonJS, and its default export differs by loader.
const { default: startSes } = createRequire(import.meta.url)(
  'aws-ses-v2-local',
) as typeof import('aws-ses-v2-local')

const resources = new Resources(stackOf({ baseUrl: 'https://desk.mission.test' }).stack)
const scratch = mkdtempSync(join(tmpdir(), 'servanda-lambda-'))
const recordedAt = '2026-03-02T09:00:00Z'
/** A week before the deadline of the test, at the sending hour. */
const dueAt = '2026-05-25T08:00:30Z'

let desk: Desk
let bus: Bus
let ses: Awaited<ReturnType<typeof startSes>>
const running: LambdaProcess[] = []

beforeAll(async () => {
  desk = await Desk.open(recordedAt)
  bus = await Bus.open()
  ses = await startSes({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  for (const each of running) await each.close()
  bus.close()
  await new Promise((done) => ses.close(done))
  rmSync(scratch, { recursive: true })
})

/** What EventBridge is to the sweep: it takes every entry, and keeps it. */
class Bus {
  readonly entries: { Source: string; DetailType: string; Detail: string }[] = []
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    server.on('request', async (request, response) => {
      let body = ''
      for await (const part of request.setEncoding('utf8')) body += part
      const { Entries } = JSON.parse(body)
      this.entries.push(...Entries)
      response.setHeader('content-type', 'application/x-amz-json-1.1')
      response.end(
        JSON.stringify({
          FailedEntryCount: 0,
          Entries: Entries.map(() => ({ EventId: crypto.randomUUID() })),
        }),
      )
    })
  }

  static async open(): Promise<Bus> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Bus(server)
  }

  get endpoint(): string {
    return addressOf(this.#server)
  }

  close(): void {
    this.#server.close()
  }
}

function addressOf(server: Pick<Server, 'address'>): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The function in the environment that the template gives it; what AWS would put behind the endpoints is here. */
async function deployed(folder: string, prefix: string, now: string): Promise<LambdaProcess> {
  const { Environment } = resources.the('AWS::Lambda::Function', prefix)
  const given = Object.entries<any>(Environment.Variables).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const process = await LambdaProcess.open(folder, mkdtempSync(join(scratch, 'run-')), {
    ...Object.fromEntries(given),
    ...('LINKS_URL' in Environment.Variables ? { LINKS_URL: 'https://api.mission.test/mail-links' } : {}),
    ...('OIDC_ISSUER' in Environment.Variables ? { OIDC_ISSUER: 'https://id.mission.test' } : {}),
    TABLE_NAME: placeOf(desk.table).tableName,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('databaseEndpoint'),
    AWS_ENDPOINT_URL_EVENTBRIDGE: bus.endpoint,
    AWS_ENDPOINT_URL_SESV2: addressOf(ses),
    CLOCK_AHEAD_MS: String(Date.parse(now) - Date.now()),
  })
  running.push(process)
  return process
}

function request(method: string, path: string, body?: unknown) {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: {
      host: 'api.mission.test',
      authorization: `Bearer ${desk.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    requestContext: {
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      domainName: 'api.mission.test',
      requestId: 'request-1',
      stage: '$default',
    },
    isBase64Encoded: false,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
}

function message(id: string, body: string) {
  return { messageId: id, body }
}

async function mails(): Promise<{ subject: string; destination: { to: string[] } }[]> {
  const response = await fetch(`${addressOf(ses)}/store`)
  return ((await response.json()) as { emails: { subject: string; destination: { to: string[] } }[] }).emails
}

describe('what would be deployed, run as Lambda runs it', () => {
  it('records a commitment, sweeps it a week before it is due, and sends the mail once', async () => {
    const api = await deployed('api', 'ApiFunction', recordedAt)
    const commitment = {
      title: 'Annual report',
      schedule: { kind: 'once', on: '2026-06-01' },
      leadDays: [7],
    }
    const created = await api.invoke(request('POST', '/v1/commitments', commitment))
    expect(created).toMatchObject({ kind: 'answered', payload: { statusCode: 201 } })
    const read = await api.invoke(request('GET', '/v1/deadlines'))
    expect(read).toMatchObject({ kind: 'answered', payload: { statusCode: 200 } })
    expect(api.starts).toBe(1)

    const sweep = await deployed('sweep', 'SweepFunction', dueAt)
    const swept = await sweep.invoke({})
    expect(swept).toMatchObject({ kind: 'answered', payload: { planned: 1, published: 1 } })
    expect(bus.entries).toHaveLength(1)

    const deliver = await deployed('deliver', 'DeliveryFunction', dueAt)
    const event = JSON.stringify({ detail: JSON.parse(bus.entries[0]!.Detail) })
    const delivered = await deliver.invoke({
      Records: [message('bad', '{"detail":{}}'), message('good', event), message('twice', event)],
    })
    expect(delivered).toEqual({
      kind: 'answered',
      payload: { batchItemFailures: [{ itemIdentifier: 'bad' }] },
    })
    expect(await mails()).toMatchObject([
      { subject: expect.stringContaining('Annual report'), destination: { to: ['admin@example.org'] } },
    ])
    // The level that the alarms count.
    expect(deliver.logs).toMatch(/"level":"ERROR"/)
  })

  it('that runs out of time is killed, and the next call has a new process that answers', async () => {
    const api = await deployed('api', 'ApiFunction', recordedAt)

    const cutOff = await api.invoke(request('GET', '/v1/healthz'), 1)
    const next = await api.invoke(request('GET', '/v1/healthz'))

    expect(cutOff).toEqual({ kind: 'timed out' })
    expect(next).toMatchObject({ kind: 'answered', payload: { statusCode: 200 } })
    expect(api.starts).toBe(2)
  })

  it('without its environment does not start, and says which variable it misses', async () => {
    const api = await LambdaProcess.open('api', mkdtempSync(join(scratch, 'run-')), {
      AWS_REGION: 'eu-central-1',
    })
    running.push(api)

    const failed = await api.invoke(request('GET', '/v1/healthz'))

    expect(failed.kind).toBe('failed')
    expect(api.logs).toContain('TABLE_NAME')
  })
})
