import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { random } from './random.ts'

const root = resolve(import.meta.dirname, '../..')

/** What came of some kills, in words that a person understands; `wrongs` is empty where every promise was kept. */
export type Killed = { readonly kills: number; readonly labelled: number; readonly wrongs: readonly string[] }

/**
 * The product in a process of its own, on its embedded database, sending to a real SMTP server and a real receiver of
 * webhooks that count. Again and again it is killed with -9 while a reminder goes out, started anew, and left to
 * settle; then each reminder has arrived once, or a second time labelled so, or is held.
 */
export async function killAgainAndAgain(seed: number, kills: number): Promise<Killed> {
  const dice = random(seed)
  const folder = mkdtempSync(join(tmpdir(), 'servanda-kill-'))
  const mails: string[] = []
  const calls: string[] = []
  const smtp = await mailServer(mails)
  const receiver = await hookServer(calls)
  const environment = {
    SERVANDA_DATA: folder,
    SERVANDA_NOW: '2026-03-02T09:00:00Z',
    SERVANDA_TOKEN: 'the-token-of-the-kills',
    SERVANDA_LOOPBACK_TARGETS: 'allow',
    SMTP_URL: smtp.url,
  }
  const wrongs: string[] = []
  let product = await start(environment)
  try {
    await call(product, 'POST', '/v1/webhooks', {
      name: 'Counter',
      url: receiver.url,
      types: ['reminder.sent'],
    })
    for (let n = 1; n <= kills; n += 1) {
      const eve = dayAfter('2026-03-02', 7 * n)
      const title = `Kill ${n}.`
      const schedule = { kind: 'once', on: dayAfter(eve, 1) }
      await call(product, 'POST', '/v1/commitments', { title, schedule, leadDays: [1] })
      await call(product, 'POST', '/local/clock', { now: `${eve}T07:59:50Z` })
      const moving = call(product, 'POST', '/local/clock', { now: `${eve}T08:00:10Z` }).catch(() => undefined)
      await pause(dice.below(300))
      product.child.kill('SIGKILL')
      await product.ended
      await moving
      product = await start(environment)
      await call(product, 'POST', '/local/clock', { now: `${eve}T20:00:00Z` })
      wrongs.push(...(await wrongsOf(product, title, mails)))
    }
    await call(product, 'POST', '/local/clock', { now: dayAfter('2026-03-02', 7 * kills + 6) + 'T00:00:00Z' })
    wrongs.push(...(await untold(product, calls)))
    const labelled = mails.filter((subject) => subject.startsWith('Sent again:')).length
    return { kills, labelled, wrongs }
  } finally {
    product.child.kill('SIGKILL')
    await product.ended
    await Promise.all([smtp.close(), receiver.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What is wrong with how one reminder went out. */
async function wrongsOf(product: Started, title: string, mails: readonly string[]): Promise<string[]> {
  const own = mails.filter((subject) => subject.includes(title))
  const again = own.filter((subject) => subject.startsWith('Sent again:')).length
  const { data } = await call(
    product,
    'GET',
    '/v1/reminders?from=2026-01-01&to=2026-12-31&limit=100&state=held',
  )
  const isHeld = data.length > 0
  if (own.length - again > 1) return [`${title} arrived twice and did not say so: ${own.join(' | ')}`]
  if (again > 1) return [`${title} was sent again more than once: ${own.join(' | ')}`]
  return own.length === 0 && !isHeld ? [`${title} never arrived`] : []
}

/** What was sent and the receiver was not told of. */
async function untold(product: Started, calls: readonly string[]): Promise<string[]> {
  const { data } = await call(
    product,
    'GET',
    '/v1/reminders?from=2026-01-01&to=2026-12-31&limit=100&state=sent',
  )
  const told = new Set(calls)
  return data
    .filter(({ deliveryId }: { deliveryId: string }) => !told.has(deliveryId))
    .map(({ deadlineId }: { deadlineId: string }) => `the receiver was not told that ${deadlineId} was sent`)
}

type Started = { readonly child: ChildProcess; readonly baseUrl: string; readonly ended: Promise<unknown> }

async function start(environment: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'local/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', SERVANDA_SAMPLE: 'none', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let printed = ''
  const baseUrl = await new Promise<string>((ready, failed) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const [, url] = /^ready (\S+)$/m.exec(printed) ?? []
      if (url !== undefined) ready(url)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => failed(new Error(`ended with ${code}: ${printed}`)))
  })
  return { child, baseUrl, ended }
}

async function call({ baseUrl }: Started, method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: { authorization: 'Bearer the-token-of-the-kills', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answered: any = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answered)}`)
  return answered
}

async function mailServer(mails: string[]) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then(({ subject = '' }) => {
        mails.push(subject)
        done()
      }, done)
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()))
  const { port } = server.server.address() as AddressInfo
  const close = () => new Promise<void>((closed) => server.close(() => closed()))
  return { url: `smtp://127.0.0.1:${port}`, close }
}

async function hookServer(calls: string[]) {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString()
    calls.push(JSON.parse(body).data.subjectId)
    response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}/in`, close }
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
