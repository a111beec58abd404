/**
 * Follows what changes in a workspace, without asking for everything: prints each change, and goes on where it stopped.
 *
 *   export SERVANDA_URL=http://127.0.0.1:4000 SERVANDA_TOKEN=svd_…
 *   node examples/follow-changes.ts cursor.txt          goes on until it is stopped
 *   node examples/follow-changes.ts cursor.txt --once   prints what is there, and ends
 */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** What is printed of a change; docs/schemas/changes.json has all of it. */
type Change = {
  readonly id: string
  readonly type: string
  readonly action: string
  readonly subjectId: string
}
type Page = { readonly data: readonly Change[]; readonly nextCursor: string; readonly hasMore: boolean }

const { SERVANDA_URL: baseUrl, SERVANDA_TOKEN: token } = process.env
const [cursorFile, mode] = process.argv.slice(2)
if (baseUrl === undefined || token === undefined || cursorFile === undefined)
  throw new Error('Set SERVANDA_URL and SERVANDA_TOKEN, and name the file that keeps the cursor.')

const secondsBetween = 30

for (let cursor = await storedCursor(cursorFile); ; ) {
  const page = await pageAfter(cursor)
  if (page !== undefined) {
    for (const { id, type, action, subjectId } of page.data) console.log(id, type, action, subjectId)
    // After the work, not before it: what ends in between does a page again, and loses none. Know changes by their id.
    await store(cursorFile, page.nextCursor)
    cursor = page.nextCursor
    if (page.hasMore) continue
  }
  if (mode === '--once') break
  await pause(secondsBetween * 1000)
}

/** The changes after a cursor; undefined where the service is busy or away: the same is asked again later. */
async function pageAfter(cursor: string | undefined): Promise<Page | undefined> {
  const query = new URLSearchParams({ limit: '100', ...(cursor === undefined ? {} : { after: cursor }) })
  const answer = await fetch(`${baseUrl}/v1/changes?${query}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined)
  if (answer?.ok) return JSON.parse(await answer.text())
  if (mode !== '--once' && (answer === undefined || answer.status === 429 || answer.status >= 500))
    return undefined
  throw new Error(answer === undefined ? 'There was no answer.' : `${answer.status} ${await answer.text()}`)
}

async function storedCursor(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
}

/** A file that is renamed into its place is never half-written. */
async function store(file: string, cursor: string): Promise<void> {
  await writeFile(`${file}.new`, cursor)
  await rename(`${file}.new`, file)
}
