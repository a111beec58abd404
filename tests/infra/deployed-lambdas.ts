import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { placeOf } from '../support/database.ts'
import { Desk } from '../support/desk.ts'
import { LambdaProcess } from '../support/lambda-process.ts'
import { Resources, stackOf } from './synthesised.ts'

// Required rather than imported: it is CommonJS, and its default export differs by loader.
const { default: startSes } = createRequire(import.meta.url)(
  'aws-ses-v2-local',
) as typeof import('aws-ses-v2-local')

const resources = new Resources(stackOf({ baseUrl: 'https://desk.mission.test' }).stack)

export type Mail = { subject: string; destination: { to: string[] }; body: { text: string } }

/**
 * The functions as Lambda runs them, in the environment that the template gives them: on the embedded database, with
 * a bus that keeps what it is told, and a SES of this machine.
 */
export class DeployedLambdas {
  readonly desk: Desk
  readonly bus: Bus
  readonly scratch = mkdtempSync(join(tmpdir(), 'servanda-lambda-'))
  readonly #ses: Awaited<ReturnType<typeof startSes>>
  readonly #running: LambdaProcess[] = []

  private constructor(desk: Desk, bus: Bus, ses: Awaited<ReturnType<typeof startSes>>) {
    this.desk = desk
    this.bus = bus
    this.#ses = ses
  }

  static async open(now: string): Promise<DeployedLambdas> {
    const ses = await startSes({ host: '127.0.0.1', port: 0 })
    return new DeployedLambdas(await Desk.open(now), await Bus.open(), ses)
  }

  async close(): Promise<void> {
    for (const each of this.#running) await each.close()
    this.bus.close()
    await new Promise((done) => this.#ses.close(done))
    rmSync(this.scratch, { recursive: true })
  }

  get tableName(): string {
    return placeOf(this.desk.table).tableName
  }

  /** `functions/<folder>`, deployed under an id that begins so. */
  async start(folder: string, prefix: string, now: string): Promise<LambdaProcess> {
    const { Environment } = resources.the('AWS::Lambda::Function', prefix)
    const given = Object.entries<any>(Environment.Variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ])
    return this.run(folder, {
      ...Object.fromEntries(given),
      ...('LINKS_URL' in Environment.Variables ? { LINKS_URL: 'https://api.mission.test/mail-links' } : {}),
      ...('OIDC_ISSUER' in Environment.Variables ? { OIDC_ISSUER: 'https://id.mission.test' } : {}),
      TABLE_NAME: this.tableName,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: inject('databaseEndpoint'),
      AWS_ENDPOINT_URL_EVENTBRIDGE: this.bus.endpoint,
      AWS_ENDPOINT_URL_SESV2: addressOf(this.#ses),
      CLOCK_AHEAD_MS: String(Date.parse(now) - Date.now()),
    })
  }

  /** In this environment and no other. */
  async run(folder: string, env: Readonly<Record<string, string>>): Promise<LambdaProcess> {
    const process = await LambdaProcess.open(folder, mkdtempSync(join(this.scratch, 'run-')), env)
    this.#running.push(process)
    return process
  }

  /** What API Gateway hands over. */
  request(method: string, path: string, body?: unknown) {
    const { pathname, search } = new URL(path, 'https://api.mission.test')
    return {
      version: '2.0',
      routeKey: '$default',
      rawPath: pathname,
      rawQueryString: search.slice(1),
      headers: {
        host: 'api.mission.test',
        authorization: `Bearer ${this.desk.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      requestContext: {
        http: { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
        domainName: 'api.mission.test',
        requestId: 'request-1',
        stage: '$default',
      },
      isBase64Encoded: false,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
  }

  async mails(): Promise<Mail[]> {
    const response = await fetch(`${addressOf(this.#ses)}/store`)
    return ((await response.json()) as { emails: Mail[] }).emails
  }
}

/** What EventBridge is to the functions: it takes every entry, and keeps it. */
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

/** One message of a queue: an event as the bus's rule put it there. */
export function message(id: string, detail: unknown) {
  return { messageId: id, body: JSON.stringify({ detail }) }
}

/** The numbers that a metric filter takes of a log: it looks at a member of each line that is JSON. */
export function counted(filterPrefix: string, logs: string): number[] {
  const { FilterPattern, MetricTransformations } = resources.the('AWS::Logs::MetricFilter', filterPrefix)
  const [, path, least] = /^\{ \$\.([\w.]+) >= (\d+) \}$/.exec(FilterPattern)!
  if (MetricTransformations[0].MetricValue !== `$.${path}`) throw new Error('counts what it did not look at')
  return logs.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return []
    const value = path!.split('.').reduce((within, name) => within?.[name], JSON.parse(line))
    return typeof value === 'number' && value >= Number(least) ? [value] : []
  })
}
