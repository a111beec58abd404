import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { Problem, pages } from '../../client/client.ts'
import { brokenLink, HistoryEntry, HistoryHead } from '../../shared/history/history.ts'
import { type Call, type Command, textOf } from '../command.ts'
import type { Connection } from '../connection.ts'
import { exitCodes, Failure } from '../failure.ts'
import { problemText } from './deadlines.ts'

/** How far one history goes: by the service's word, or as it was kept before. */
const Head = z.strictObject({ of: z.string(), ...HistoryHead.shape })
type Head = z.output<typeof Head>

const Line = z.object({ of: z.string(), entry: HistoryEntry })
const Entry = z.looseObject(HistoryEntry.shape)

type Chains = Map<string, HistoryEntry[]>

export const verify: Command = {
  synopsis: 'servanda verify [--heads FILE] [--save FILE]',
  summary: 'Verify that nobody has altered the history of anything that you may see',
  examples: [
    'servanda verify && echo unaltered',
    'servanda verify --heads heads.jsonl --save heads.jsonl   # also against what was kept the last time',
  ],
  options: { heads: { type: 'string' }, save: { type: 'string' } },
  async run(call) {
    const { connection, values, out } = call
    const kept = headsIn(textOf(values, 'heads'))
    // Before the entries: what is written meanwhile is no cut.
    const said = await headsOf(connection)
    if (said === undefined)
      out.tell('An administrator’s token also tells what was cut off, and has the settings.')
    const chains = await chainsOf(call, said ?? [])
    const broken = [
      ...(await brokenIn(chains)),
      ...missingFrom(chains, said ?? [], 'is cut off before entry'),
      ...missingFrom(chains, kept, 'has another history than was kept, from entry'),
    ]
    const file = textOf(values, 'save')
    if (file !== undefined && broken.length === 0) save(file, chains)
    if (values.json === true) out.json({ histories: chains.size, broken })
    else {
      for (const { of, seq, what } of broken) out.line(`${of} ${what} ${seq} on`)
      out.line(`${chains.size} histories, ${new Set(broken.map(({ of }) => of)).size} of them broken`)
    }
    return broken.length === 0 ? undefined : exitCodes.failed
  },
}

type Broken = { readonly of: string; readonly seq: number; readonly what: string }

/** The heads as the service has them; undefined for somebody who is no administrator. */
async function headsOf({ client }: Connection): Promise<Head[] | undefined> {
  const heads: Head[] = []
  try {
    for await (const { of, seq, hash } of pages(client, 'verifyHistories', {})) heads.push({ of, seq, hash })
    return heads
  } catch (error) {
    if (error instanceof Problem && error.status === 403) return undefined
    throw error
  }
}

/** Every entry that may be seen: by the export, and of what is in none, each by itself. */
async function chainsOf({ connection, out }: Call, heads: readonly Head[]): Promise<Chains> {
  const chains: Chains = new Map()
  let path: string | undefined = '/v1/exports?view=history'
  while (path !== undefined) {
    const response = await connection.send(path)
    if (!response.ok) throw new Failure(await problemText(response))
    for (const text of (await response.text()).split('\n').filter((line) => line !== '')) {
      const { of, entry } = Line.parse(JSON.parse(text))
      chains.set(of, [...(chains.get(of) ?? []), entry])
    }
    path = /<(.*?)>/.exec(response.headers.get('link') ?? '')?.[1]
    if (path !== undefined) out.tell(`read ${chains.size} histories`)
  }
  for (const { of } of heads) if (!chains.has(of)) chains.set(of, await entriesOf(connection, of))
  return chains
}

async function entriesOf({ client }: Connection, of: string): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = []
  for await (const entry of historyOf(client, of)) entries.push(HistoryEntry.parse(Entry.parse(entry)))
  return entries
}

function historyOf(client: Connection['client'], of: string) {
  switch (of.slice(0, 4)) {
    case 'chn_':
      return pages(client, 'readChannelHistory', { path: { channelId: of } })
    case 'whk_':
      return pages(client, 'readWebhookHistory', { path: { webhookId: of } })
    case 'cal_':
      return pages(client, 'readCalendarHistory', { path: { calendarId: of } })
    case 'per_':
      return pages(client, 'readPersonHistory', { path: { personId: of } })
    case 'org_':
      return pages(client, 'readOrganisationHistory', { path: { organisationId: of } })
    case 'work':
      return pages(client, 'readSettingsHistory', {})
    default:
      return pages(client, 'readRecordHistory', { path: { recordId: of } })
  }
}

async function brokenIn(chains: Chains): Promise<Broken[]> {
  const found: Broken[] = []
  for (const [of, entries] of chains) {
    const seq = await brokenLink(entries)
    if (seq !== undefined)
      found.push({ of, seq, what: 'does not follow from the entry before it, from entry' })
  }
  return found
}

/** Heads whose entries are no longer there, or are others. */
function missingFrom(chains: Chains, heads: readonly Head[], what: string): Broken[] {
  return heads
    .filter(({ of, seq, hash }) => seq > 0 && chains.get(of)?.[seq - 1]?.hash !== hash)
    .map(({ of, seq }) => ({ of, seq, what }))
}

function headsIn(file: string | undefined): readonly Head[] {
  if (file === undefined) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => Head.parse(JSON.parse(line)))
}

function save(file: string, chains: Chains): void {
  const heads = [...chains].flatMap(([of, entries]): Head[] => {
    const last = entries.at(-1)
    return last === undefined ? [] : [{ of, seq: last.seq, hash: last.hash }]
  })
  writeFileSync(file, heads.map((head) => `${JSON.stringify(head)}\n`).join(''))
}
