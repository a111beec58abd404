import { canonical, HistoryEntry } from '../history/history.ts'
import { maySee } from '../record/may-see.ts'
import { StoredRecord } from '../record/record-store.ts'
import { indexPartitions, ranges } from '../table/keys.ts'
import type { ExportParts } from './workspace-entries.ts'

/** Whose history it is, and whether administrators alone read it, as by its own route. */
const lists = [
  { partition: indexPartitions.people, isAdministered: true },
  { partition: indexPartitions.channels, isAdministered: true },
  { partition: indexPartitions.calendars, isAdministered: true },
  { partition: indexPartitions.organisations, isAdministered: false },
  { partition: indexPartitions.records, isAdministered: false },
  { partition: indexPartitions.webhooks, isAdministered: true },
] as const

/** So many entries, at least, are written in one part, where there are as many. */
const partEntries = 300

/**
 * One part of the history of all that a person may see, as JSON Lines: `{of, entry}`. The entries are as they are
 * kept, so that their chain can be verified by whoever has the file.
 */
export async function historyPart(
  { table, workspaceId, personId, mayAdminister }: ExportParts,
  position: string | undefined,
): Promise<{ readonly text: string; readonly next: string | undefined }> {
  const [listText = '0', seqText = '0', ...rest] = (position ?? '').split(' ')
  const list = Number(listText)
  const shown = lists[list]
  if (shown === undefined) return { text: '', next: undefined }
  const nextList = list + 1 < lists.length ? `${list + 1} 0 ` : undefined
  if (shown.isAdministered && !mayAdminister) return { text: '', next: nextList }
  const from = rest.join(' ')
  const range = { index: 'byTitle' as const, partition: shown.partition(workspaceId), limit: 1 }
  const page = await table.query(from === '' ? range : { ...range, from })
  const [row] = page.items
  if (row === undefined) return { text: '', next: nextList }
  const item = await table.get({ pk: row.pk, sk: row.sk })
  const isHidden =
    item !== undefined && row.sk === 'RECORD' && !maySee(StoredRecord.parse(item).data, personId)
  const history = ranges.history(row.pk)
  const after = {
    ...history,
    from: `CHANGE#${String(Number(seqText) + 1).padStart(10, '0')}`,
    limit: partEntries,
  }
  const entries = isHidden ? { items: [], next: undefined } : await table.query(after)
  const lines = entries.items.map(({ pk: _p, sk: _s, ...entry }) => HistoryEntry.parse(entry))
  const text = lines.map((entry) => `${canonical({ of: row.pk.split('#')[2], entry })}\n`).join('')
  const last = lines.at(-1)
  const listKey = String(row.listKey)
  if (entries.next !== undefined && last !== undefined)
    return { text, next: `${list} ${last.seq} ${listKey}` }
  return { text, next: page.next === undefined ? nextList : `${list} 0 ${listKey}\u0000` }
}
