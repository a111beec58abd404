/*
 * Is a backup of any use? `npm run drill:restore`
 * Plays a lost database on one machine, where a backup is a copy of the database's file: work, back up, go on and have
 * mails sent, lose the database, put the copy in its place. Then nothing may go out before a person has released it, all
 * that was backed up has to be there with its history unbroken, and what may have gone out twice has to say so.
 * In AWS the copy is a table that is restored to a point in time: docs/operations.md, "Back up and restore".
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Product } from '../support/product.ts'

const root = join(import.meta.dirname, '../..')
const folder = await mkdtemp(join(tmpdir(), 'servanda-restore-'))
const backup = `${folder}.backup`
const environment = { SERVANDA_NOW: '2026-03-02T09:00:00Z', SERVANDA_SAMPLE: 'reference' }
const schedule = { kind: 'once', on: '2026-06-01' }
let running: Product | undefined

async function on(work: (product: Product) => Promise<void>): Promise<void> {
  running = await Product.start(folder, environment)
  await work(running)
  await running.stop()
}

function claim(what: string, holds: boolean, found: unknown): void {
  console.log(`${holds ? 'ok    ' : 'FAILED'}  ${what}`)
  if (!holds) throw new Error(`found: ${JSON.stringify(found)}`)
}

const advance = (product: Product, now: string) => product.call('POST', '/local/clock', { now })

/** The id and version of each record. */
async function recordsOf(product: Product): Promise<string[]> {
  const found: string[] = []
  let cursor = ''
  do {
    const { body } = await product.call('GET', `/v1/records?limit=100${cursor}`)
    for (const { id, version } of body.data) found.push(`${id} ${version}`)
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`
  } while (cursor !== '')
  return found.sort()
}

function verified(product: Product): string {
  return execFileSync('npm', ['run', '--silent', 'servanda', '--', 'verify'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, SERVANDA_URL: product.baseUrl, SERVANDA_TOKEN: product.token },
  }).trim()
}

try {
  const before: string[] = []
  let sent: string[] = []
  await on(async (product) => {
    await product.call('POST', '/v1/commitments', { title: 'Drilled', schedule, leadDays: [30] })
    await advance(product, '2026-04-30T12:00:00Z')
    before.push(...(await recordsOf(product)))
  })
  copyFileSync(join(folder, 'table.db'), backup)
  console.log(`backed up ${before.length} records`)

  await on(async (product) => {
    await product.call('POST', '/v1/commitments', { title: 'After the backup', schedule, leadDays: [] })
    await advance(product, '2026-05-01T09:00:00Z')
    sent = (await product.subjects()).filter((subject) => subject.includes('Drilled'))
    claim('a reminder went out after the backup', sent.length === 1, sent)
  })
  for (const name of ['table.db', 'table.db-wal', 'table.db-shm']) rmSync(join(folder, name), { force: true })
  copyFileSync(backup, join(folder, 'table.db'))

  await on(async (product) => {
    await advance(product, '2026-05-01T10:00:00Z')
    const { body } = await product.call('GET', '/v1/healthz')
    claim('what was restored is recognised, and sends nothing', body.sending === 'frozen', body)
    const subjects = (await product.subjects()).filter((subject) => subject.includes('Drilled'))
    claim('no mail has gone out of it', subjects.length === sent.length, subjects)
    const after = await recordsOf(product)
    claim(`all ${before.length} records are there as they were backed up`, same(before, after), after)
    const history = verified(product)
    claim(`their histories are whole: ${history}`, history.endsWith(', 0 of them broken'), history)
    const { body: release } = await product.call('GET', '/v1/settings/release')
    claim(`a person sees what would go out: ${release.count} reminders`, release.count > 0, release)

    await product.call('POST', '/v1/settings/release', {})
    await advance(product, '2026-05-01T10:05:00Z')
    const all = (await product.subjects()).filter((subject) => subject.includes('Drilled'))
    const again = all.filter((subject) => subject.startsWith('Sent again:'))
    claim('what was released goes out, and says that it may have gone out before', again.length === 1, all)
  })
} finally {
  await running?.stop()
  await rm(folder, { recursive: true, force: true })
  rmSync(backup, { force: true })
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, n) => each === b[n])
}
