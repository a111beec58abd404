/*
 * Does the data of one version serve another, and back? `npm run drill:upgrade -- --from v1.2.0`
 * Plays a deployment and a roll-back on one machine: the old code founds a workspace and fills it, the new code reads
 * all of it and writes, and the old code reads all of that. Old and new code run side by side for a while in the cloud,
 * so each has to bear what the other stored.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const at = process.argv.indexOf('--from')
const from = at < 0 ? 'HEAD~1' : (process.argv[at + 1] ?? '')
const scratch = mkdtempSync(join(tmpdir(), 'servanda-upgrade-'))
const old = join(scratch, 'old')
const data = join(scratch, 'data')
const token = `drill-${crypto.randomUUID()}`
const lists = ['organisations', 'records', 'deadlines', 'reminders', 'team'] as const

type Running = { readonly child: ChildProcess; readonly url: string }

async function start(code: string, sample: string): Promise<Running> {
  const child = spawn(process.execPath, ['--no-warnings', 'local/main.ts'], {
    cwd: code,
    env: { ...process.env, PORT: '0', SERVANDA_DATA: data, SERVANDA_TOKEN: token, SERVANDA_SAMPLE: sample },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  for await (const chunk of child.stdout ?? []) {
    printed += chunk
    const url = /^ready (\S+)$/m.exec(printed)?.[1]
    if (url !== undefined) return { child, url }
  }
  throw new Error(`${code} did not start`)
}

async function stop({ child }: Running): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function ask(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers = {},
): Promise<{ body: any; headers: Headers }> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return { body: await response.json(), headers: response.headers }
}

/** The ids of everything in every list. */
async function everything(url: string): Promise<string[]> {
  const found: string[] = []
  for (const list of lists) {
    let next = `/v1/${list}?limit=100`
    while (next !== '') {
      const { body, headers } = await ask(url, 'GET', next)
      for (const { id, deliveryId } of body.data) found.push(`${list} ${id ?? deliveryId}`)
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? ''
    }
  }
  return found.sort()
}

/** Something that stores a record, changes one, and closes a deadline, as this version writes them. */
async function work(url: string, title: string): Promise<void> {
  const schedule = { kind: 'every', startsOn: '2030-01-31', period: 'P1Y' }
  const created = await ask(url, 'POST', '/v1/commitments', { title, schedule })
  const { id } = created.body
  await ask(
    url,
    'PATCH',
    `/v1/commitments/${id}`,
    { note: title },
    { 'if-match': created.headers.get('etag') },
  )
  const listed = await ask(url, 'GET', `/v1/deadlines?recordId=${id}&to=2030-12-31&from=2030-01-01`)
  const [deadline] = listed.body.data
  const reason = { reason: title }
  await ask(url, 'POST', `/v1/deadlines/${deadline.id}/waive`, reason, { 'if-match': deadline.etag })
}

function same(what: string, before: readonly string[], after: readonly string[]): void {
  const lost = before.filter((each) => !after.includes(each))
  console.log(
    `${lost.length === 0 ? 'ok    ' : 'FAILED'}  ${what}: ${before.length - lost.length} of ${before.length}`,
  )
  if (lost.length > 0) throw new Error(`lost: ${lost.slice(0, 5).join(', ')}`)
}

try {
  execFileSync('git', ['worktree', 'add', '--detach', old, from], { cwd: root, stdio: 'ignore' })
  symlinkSync(join(root, 'node_modules'), join(old, 'node_modules'))
  const founded = await start(old, 'reference')
  await work(founded.url, 'Written by the old code')
  const before = await everything(founded.url)
  await stop(founded)

  const upgraded = await start(root, 'reference')
  same('the new code reads what the old code stored', before, await everything(upgraded.url))
  await work(upgraded.url, 'Written by the new code')
  const after = await everything(upgraded.url)
  await stop(upgraded)

  const rolledBack = await start(old, 'reference')
  same('the old code reads what the new code stored', after, await everything(rolledBack.url))
  await work(rolledBack.url, 'Written after the roll-back')
  console.log('ok      the old code goes on working')
  await stop(rolledBack)
} finally {
  execFileSync('git', ['worktree', 'remove', '--force', old], { cwd: root, stdio: 'ignore' })
  rmSync(scratch, { recursive: true, force: true })
}
