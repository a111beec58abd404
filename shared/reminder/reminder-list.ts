import { SurroundingsReader } from '../deadline/surroundings-store.ts'
import { RecordId, type WorkspaceId } from '../identity/id.ts'
import { loadRecord, toldStateOf, type WholeRecord } from '../record/record-store.ts'
import { indexPartitions } from '../table/keys.ts'
import { all, type Item, type Table } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { Delivery } from './delivery.ts'
import { Envelope } from './envelope.ts'
import { type Period, type PlannedReminder, plannedReminders } from './planned.ts'

/** A delivery of the ledger, with the envelope that it was bound in. */
export type LedgerEntry = { readonly delivery: Delivery; readonly envelope: Envelope | undefined }

/** So many items are read at a time. */
const batch = 100

/** What the ledger holds for a period, by sending time. */
export async function* ledger(
  table: Table,
  workspaceId: WorkspaceId,
  { from, to }: Period,
): AsyncGenerator<LedgerEntry> {
  const partition = indexPartitions.reminders(workspaceId)
  let rows: Item[] = []
  for await (const row of all(table, { index: 'byDue', partition, from, to: `${to}#\uffff` })) {
    rows.push(row)
    if (rows.length < batch) continue
    yield* await entries(table, rows)
    rows = []
  }
  yield* await entries(table, rows)
}

async function entries(table: Table, rows: readonly Item[]): Promise<LedgerEntry[]> {
  if (rows.length === 0) return []
  const items = await table.getMany(rows.map(({ pk, sk }) => ({ pk, sk })))
  const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, Delivery.parse(item.data)]))
  const ordered = rows.flatMap(({ pk, sk }) => {
    const delivery = byKey.get(`${pk} ${sk}`)
    return delivery === undefined ? [] : [{ pk, delivery }]
  })
  const envelopes = new Map<string, Envelope>()
  const wanted = new Map(
    ordered.flatMap(({ pk, delivery: { envelopeSk } }) =>
      envelopeSk === null ? [] : [[`${pk} ${envelopeSk}`, { pk, sk: envelopeSk }]],
    ),
  )
  for (const item of await table.getMany([...wanted.values()]))
    envelopes.set(`${item.pk} ${item.sk}`, Envelope.parse(item.data))
  return ordered.map(({ pk, delivery }) => ({
    delivery,
    envelope: envelopes.get(`${pk} ${delivery.envelopeSk}`),
  }))
}

/** What will be sent in a period if nothing changes, over every record of the workspace that `isWanted`. */
export async function plannedInWorkspace(
  table: Table,
  workspaceId: WorkspaceId,
  now: Instant,
  period: Period,
  isWanted: (whole: WholeRecord) => boolean,
): Promise<readonly PlannedReminder[]> {
  const reader = new SurroundingsReader(table)
  const found: PlannedReminder[] = []
  const range = { index: 'byTitle' as const, partition: indexPartitions.records(workspaceId) }
  for await (const row of all(table, range)) {
    if (row.status !== 'active') continue
    const whole = await loadRecord(table, workspaceId, RecordId.parse(row.pk.split('#')[2]))
    if (whole === undefined || !isWanted(whole)) continue
    const around = await reader.around(workspaceId, whole.record)
    found.push(...plannedReminders(toldStateOf(whole), around, now, period))
  }
  return found
}
