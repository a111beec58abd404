/*
 * Does the data of one version serve another, and back? `npm run drill:upgrade -- --from v1.2.0`
 * Plays a deployment, a roll-back and another deployment on one machine: the old code founds a workspace and fills it,
 * the new code reads all of it, migrates and writes, the old code reads all of that and writes, and the new code reads
 * that. Old and new code run side by side for a while in the cloud, so each has to bear what the other stored.
 * Without --from it takes the last version that has a tag.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const at = process.argv.indexOf('--from')
const from = at < 0 ? previous() : (process.argv[at + 1] ?? '')
const scratch = mkdtempSync(join(tmpdir(), 'servanda-upgrade-'))
const old = join(scratch, 'old')
const data = join(scratch, 'data')
const token = `drill-${crypto.randomUUID()}`
const lists = ['organisations', 'records', 'deadlines', 'reminders', 'team'] as const

type Running = { readonly child: ChildProcess; readonly url: string }

/** The last version that was released, or what there was before the last change. */
function previous(): string {
  const [tag = ''] = execFileSync('git', ['tag', '--merged', 'HEAD~1', '--sort=-creatordate'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\n')
  return tag === '' ? 'HEAD~1' : tag
}

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

/** The ids of everything in every list, by the code that has to be able to read it. */
async function everything(url: string, reader: string): Promise<string[]> {
  try {
    return await listed(url)
  } catch (error) {
    console.log(`FAILED  ${reader} cannot read what is stored`)
    throw error
  }
}

async function listed(url: string): Promise<string[]> {
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
  const open = await ask(url, 'GET', `/v1/deadlines?recordId=${id}&to=2030-12-31&from=2030-01-01`)
  const [deadline] = open.body.data
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
  const before = await everything(founded.url, 'the old code')
  await stop(founded)

  const upgraded = await start(root, 'reference')
  same('the new code reads what the old code stored', before, await everything(upgraded.url, 'the new code'))
  await work(upgraded.url, 'Written by the new code')
  const after = await everything(upgraded.url, 'the new code')
  await stop(upgraded)

  const rolledBack = await start(old, 'reference')
  same('the old code reads what the new code stored', after, await everything(rolledBack.url, 'the old code'))
  await work(rolledBack.url, 'Written after the roll-back')
  console.log('ok      the old code goes on working')
  const last = await everything(rolledBack.url, 'the old code')
  await stop(rolledBack)

  const again = await start(root, 'reference')
  same(
    'the new code reads what was stored after the roll-back',
    last,
    await everything(again.url, 'the new code'),
  )
  await stop(again)
} finally {
  execFileSync('git', ['worktree', 'remove', '--force', old], { cwd: root, stdio: 'ignore' })
  rmSync(scratch, { recursive: true, force: true })
}
