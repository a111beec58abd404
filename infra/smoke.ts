/*
 * Does a deployment answer as it should? `SERVANDA_TOKEN=... npm run smoke -- https://servanda.mission.example`
 * Everything is asked through the public API, and nothing is stored.
 */
import { SmokeEnv } from './smoke-env.ts'

type Check = { readonly name: string; readonly run: (ask: Ask) => Promise<void> }
type Ask = (method: string, path: string, asked?: { token?: string; body?: unknown }) => Promise<Answered>
type Answered = { readonly status: number; readonly headers: Headers; readonly text: string }

const [address] = process.argv.slice(2)
const { SERVANDA_TOKEN: token } = SmokeEnv.parse(process.env)
if (address === undefined || !URL.canParse(address)) {
  console.error('Say where it is: npm run smoke -- https://servanda.mission.example')
  process.exit(2)
}

const ask: Ask = async (method, path, { token: bearer, body } = {}) => {
  const response = await fetch(new URL(path, address), {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

function is(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`)
}

function problem({ headers, text }: Answered): void {
  is('the media type', headers.get('content-type')?.split(';')[0], 'application/problem+json')
  is('the request id', typeof JSON.parse(text).requestId, 'string')
}

/** A day that a list shows without being asked for more. */
const on = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10)
const report = { title: 'Smoke check', schedule: { kind: 'once', on } }

const checks: readonly Check[] = [
  {
    name: 'answers, and its clock is right',
    async run(get) {
      const { status, text } = await get('GET', '/v1/healthz')
      is('the status', status, 200)
      const apart = Math.abs(Date.parse(JSON.parse(text).now) - Date.now())
      if (!(apart < 300_000)) throw new Error(`its clock and this one are ${apart} milliseconds apart`)
    },
  },
  {
    name: 'describes itself in OpenAPI 3.1',
    async run(get) {
      const { status, text } = await get('GET', '/v1/openapi.json')
      is('the status', status, 200)
      is('the version', JSON.parse(text).openapi, '3.1.0')
    },
  },
  {
    name: 'lets nobody in without a token, and says so in a problem document',
    async run(get) {
      const answer = await get('GET', '/v1/records')
      is('the status', answer.status, 401)
      problem(answer)
    },
  },
  {
    name: 'lets nobody in with a made-up token',
    async run(get) {
      is('the status', (await get('GET', '/v1/records', { token: crypto.randomUUID() })).status, 401)
    },
  },
  {
    name: 'has no doors of a single machine',
    async run(get) {
      is('the status', (await get('GET', '/local/mailbox')).status, 404)
    },
  },
]

const withToken: readonly Check[] = [
  {
    name: 'reads the settings of the workspace',
    async run(get) {
      const { status, text } = await get('GET', '/v1/settings', { token: token ?? '' })
      is('the status', status, 200)
      is('the zone', typeof JSON.parse(text).zone, 'string')
    },
  },
  {
    name: 'computes deadlines and reminders in a dry run',
    async run(get) {
      const answer = await get('POST', '/v1/commitments?dryRun=true', { token: token ?? '', body: report })
      is('the status', answer.status, 200)
      is('the first due day', JSON.parse(answer.text).deadlines?.[0]?.dueOn, on)
    },
  },
  {
    name: 'refuses bad input by the name of the field',
    async run(get) {
      const answer = await get('POST', '/v1/commitments?dryRun=true', { token: token ?? '', body: {} })
      is('the status', answer.status, 422)
      problem(answer)
    },
  },
]

let failed = 0
for (const { name, run } of token === undefined ? checks : [...checks, ...withToken]) {
  const said = await run(ask).then(
    () => 'ok    ',
    (error: unknown) => {
      failed += 1
      console.error(`        ${error instanceof Error ? error.message : error}`)
      return 'FAILED'
    },
  )
  console.log(`${said}  ${name}`)
}
if (token === undefined) console.log('Without SERVANDA_TOKEN, what needs one was not asked.')
process.exit(failed === 0 ? 0 : 1)
