import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import * as z from 'zod'
import { createApp } from '../functions/api/app.ts'
import { tokenBuckets } from '../functions/api/rate-limit.ts'
import { signInFrom } from '../functions/api/sign-in.ts'
import { createFeeds } from '../functions/feed/app.ts'
import { createMailLinks } from '../functions/mail-links/app.ts'
import { smtpChannel } from '../shared/channel/email-smtp/channel.ts'
import { openGet } from '../shared/channel/target/get.ts'
import { openPost } from '../shared/channel/target/post.ts'
import { causeOf, logLine } from '../shared/log/cause.ts'
import { redactedKey } from '../shared/log/redacted.ts'
import { mailLinksPath } from '../shared/mail-link/mail-link.ts'
import { openChangePump } from './change-pump.ts'
import { dashboardRoutes } from './dashboard.ts'
import { startDatabase } from './embedded-database.ts'
import { LocalEnv } from './env.ts'
import { folderTableId } from './folder-identity.ts'
import { lockFolder } from './folder-lock.ts'
import { keepsake } from './keepsake.ts'
import { localRoutes } from './local-routes.ts'
import { onlyLoopback } from './loopback.ts'
import { openClock } from './machine-clock.ts'
import { openMailbox } from './mailbox.ts'
import { openTable } from './open-table.ts'
import { startRuntime } from './runtime.ts'
import { loadSample } from './sample.ts'
import { noSample, sampleRoutes } from './sample-removal.ts'
import { settleIn } from './settle-in.ts'

/** A publisher that hangs keeps what else works in the background waiting. */
const calendarTimeoutMs = 5_000

/** The product on one machine: the deployed functions in one process, on an embedded database. */
async function main(): Promise<void> {
  const env = readEnv()
  const folder = resolve(import.meta.dirname, '..', env.SERVANDA_DATA)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = lockFolder(join(folder, 'lock'))
  if (lock === undefined)
    return quit(`Another process is using ${folder}. Stop it, or name another folder in SERVANDA_DATA.`)

  const clock = openClock(join(folder, 'clock.json'), env.SERVANDA_NOW)
  const token = keepsake(join(folder, 'token'), env.SERVANDA_TOKEN)
  const database =
    env.SERVANDA_DYNAMODB === undefined ? await startDatabase(join(folder, 'table.db')) : undefined
  const endpoint = env.SERVANDA_DYNAMODB ?? database?.endpoint ?? ''
  const table = await openTable(endpoint)
  const tableId = await folderTableId(folder, table)
  await settleIn(table, { now: clock.now(), email: env.SERVANDA_ADMIN_EMAIL, token })

  const mailbox = openMailbox(join(folder, 'mailbox.jsonl'), clock.now)
  const report = (fault: unknown) => process.stderr.write(`${describe(fault)}\n`)
  const signIn = signInFrom(env)
  const reach = env.SERVANDA_LOOPBACK_TARGETS === 'allow' ? 'loopback_too' : 'public'
  const api = createApp({
    table,
    tableId: async () => tableId,
    clock: clock.now,
    report,
    reach,
    rateLimit: tokenBuckets({ perSecond: env.SERVANDA_RATE, burst: 10 * env.SERVANDA_RATE }),
    ...(signIn === undefined ? {} : { signIn }),
  })
  const sampleDone = join(folder, 'sample-loaded')
  const ask = (request: Request) => api.fetch(request)
  if (!existsSync(sampleDone)) {
    const reference = new URL('../examples/reference.json', import.meta.url)
    const sample = env.SERVANDA_SAMPLE === 'reference' ? await loadSample(reference, ask, token) : noSample
    writeFileSync(sampleDone, JSON.stringify(sample))
  }

  const app = new Hono()
  const server = serve({ fetch: app.fetch, port: env.PORT, hostname: '127.0.0.1' })
  const port = await listening(server)
  if (port === undefined) {
    await database?.stop()
    return quit(`Port ${env.PORT} is taken. Name another one in PORT.`)
  }
  const baseUrl = `http://127.0.0.1:${port}`
  const channel = env.SMTP_URL === undefined ? mailbox : smtpChannel(env.SMTP_URL)
  const pump = openChangePump(endpoint, { table, now: clock.now, publish: async () => undefined, report })
  const runtime = startRuntime({
    table,
    tableId: async () => tableId,
    clock,
    channel,
    post: openPost({ reach }),
    get: openGet({ reach, timeoutMs: calendarTimeoutMs }),
    from: 'Servanda <servanda@localhost>',
    baseUrl,
    linksUrl: `${baseUrl}${mailLinksPath}`,
    report,
    tellChanges: () => pump.run(),
  })
  app.use(onlyLoopback)
  app.route('/', localRoutes({ clock, runtime, mailbox: mailbox.list, report }))
  app.route('/', sampleRoutes({ path: sampleDone, ask, report }))
  app.route('/', createMailLinks({ table, clock: clock.now, report }))
  app.route('/', createFeeds({ table, clock: clock.now, report }))
  app.route('/', dashboardRoutes(env.OIDC_ISSUER))
  app.route('/', api)
  await runtime.settle()

  process.stdout.write(`token ${token}\nready ${baseUrl}\n`)
  const stop = async () => {
    server.close()
    await runtime.stop()
    await database?.stop()
    lock.release()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
}

function readEnv(): LocalEnv {
  const read = LocalEnv.safeParse(process.env)
  if (read.success) return read.data
  return quit(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
}

function quit(line: string): never {
  process.stderr.write(`servanda: ${line}\n`)
  process.exit(1)
}

function describe(fault: unknown): string {
  const { requestId, key, error } = z
    .object({ requestId: z.string().optional(), key: z.string().optional(), error: z.unknown() })
    .catch({ error: fault })
    .parse(fault)
  const where = key === undefined ? {} : { key: redactedKey(key) }
  return logLine('error', { requestId, ...where, cause: causeOf(error ?? fault) })
}

function listening(server: ReturnType<typeof serve>): Promise<number | undefined> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.once('listening', () => {
      const address = server.address()
      resolve(address === null || typeof address === 'string' ? undefined : address.port)
    })
  })
}

await main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`)
  process.exit(1)
})
