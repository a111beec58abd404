import * as z from 'zod'
import type { WorkspaceId } from '../identity/id.ts'
import { keys, starting } from '../table/keys.ts'
import { ConditionFailed, type Table, type Write } from '../table/table.ts'
import { Change, type NumberedChange } from './change.ts'
import type { Draft } from './change-source.ts'

/** A change and its source are two writes, and the head is one: so many fit into a transaction. */
const mostAtOnce = 45
/** So often it is tried again where others number changes of the same workspace at the same time. */
const tries = 30

const Head = z.object({ last: z.int().min(1) })
const Source = z.object({ number: z.int().min(1) })

/**
 * Gives changes their numbers. The same source told again gets no second one: it is answered with the number that it
 * has, so that whatever follows the numbering can be done again.
 *
 * @param drafts all of one workspace
 */
export async function numbered(
  table: Table,
  workspaceId: WorkspaceId,
  drafts: readonly Draft[],
): Promise<NumberedChange[]> {
  const all: NumberedChange[] = []
  const distinct = [...new Map(drafts.map((draft) => [draft.source, draft])).values()]
  for (let at = 0; at < distinct.length; at += mostAtOnce)
    all.push(...(await chunkNumbered(table, workspaceId, distinct.slice(at, at + mostAtOnce), tries)))
  return all
}

async function chunkNumbered(
  table: Table,
  workspaceId: WorkspaceId,
  drafts: readonly Draft[],
  left: number,
): Promise<NumberedChange[]> {
  const sourceOf = (draft: Draft) => keys.changeSource(workspaceId, draft.source)
  const known = await table.getMany(drafts.map(sourceOf))
  const isKnown = new Set(known.map(({ sk }) => sk))
  const fresh = drafts.filter((draft) => !isKnown.has(sourceOf(draft).sk))
  const numbers = known.map((item) => Source.parse(item).number)
  const headKey = keys.feedHead(workspaceId)
  const head = await table.get(headKey)
  const last = head === undefined ? 0 : Head.parse(head).last
  const made = fresh.map((draft, n) => ({ draft, ...newChange(draft, last + 1 + n) }))
  if (made.length > 0) {
    const writes: Write[] = [
      {
        put: { ...headKey, last: last + made.length },
        when: head === undefined ? { pk: 'absent' } : { last: { is: last } },
      },
      ...made.flatMap(({ draft, number, change }): Write[] => [
        { put: { ...sourceOf(draft), number }, when: { pk: 'absent' } },
        {
          put: { ...keys.numberedChange(workspaceId, number), schema: 1, data: change },
          when: { pk: 'absent' },
        },
      ]),
    ]
    try {
      await table.write(writes)
    } catch (error) {
      // Somebody else was faster: or it was we, and the answer was lost.
      if (!(error instanceof ConditionFailed) || left <= 1) throw error
      return chunkNumbered(table, workspaceId, drafts, left - 1)
    }
  }
  const before = await changesNumbered(table, workspaceId, numbers)
  return [...before, ...made.map(({ number, change }) => ({ number, change }))].sort(
    (a, b) => a.number - b.number,
  )
}

function newChange({ change }: Draft, number: number): NumberedChange {
  return { number, change: { id: `chg_${crypto.randomUUID().replaceAll('-', '')}`, ...change } }
}

async function changesNumbered(
  table: Table,
  workspaceId: WorkspaceId,
  numbers: readonly number[],
): Promise<NumberedChange[]> {
  if (numbers.length === 0) return []
  const items = await table.getMany(numbers.map((number) => keys.numberedChange(workspaceId, number)))
  return items.map(({ sk, data }) => ({ number: numberOf(sk), change: Change.parse(data) }))
}

export async function findChange(
  table: Table,
  workspaceId: WorkspaceId,
  number: number,
): Promise<Change | undefined> {
  const item = await table.get(keys.numberedChange(workspaceId, number))
  return item && Change.parse(item.data)
}

/** A page of changes after a number, in their order. */
export async function changesAfter(
  table: Table,
  workspaceId: WorkspaceId,
  after: number,
  limit: number,
): Promise<{ readonly changes: readonly NumberedChange[]; readonly hasMore: boolean }> {
  const { pk, sk } = keys.numberedChange(workspaceId, after + 1)
  const page = await table.query({ ...starting(pk, changePrefix), from: sk, limit })
  const changes = page.items.map((item) => ({ number: numberOf(item.sk), change: Change.parse(item.data) }))
  return { changes, hasMore: page.next !== undefined }
}

const changePrefix = 'N#'

function numberOf(sk: string): number {
  return Number(sk.slice(changePrefix.length))
}
