import { loadReconciled, type Reconciled } from '../../shared/health/reconcile-report.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import { ledger } from '../../shared/reminder/reminder-list.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'
import { loadSending } from '../../shared/workspace/sending.ts'
import type { ApiParts } from './app.ts'

/** How far back held and failed reminders are counted: what is older has been seen, or nobody looks. */
const backSeconds = 30 * 86_400
/** So many rows of the ledger are looked at; beyond, the counts are at least so many. */
const mostRows = 1_000

/** How a workspace is: what waits, what went wrong, and when it was last looked at. */
export async function workspaceHealth({ table, tableId }: ApiParts, workspaceId: WorkspaceId, now: Instant) {
  const sending = await loadSending(table, workspaceId)
  const isFrozen = sending !== undefined && sending.tableId !== (await tableId())
  const reconciled = await loadReconciled(table, workspaceId)
  return {
    sending: isFrozen ? 'frozen' : 'open',
    ...(await outbox(table, workspaceId, now)),
    nextWakeAt: reconciled?.nextWakeAt ?? null,
    unowned: reconciled?.unowned ?? null,
    reconcile: reconciled === undefined ? null : roundOf(reconciled),
  }
}

function roundOf({ at, records, repaired }: Reconciled) {
  return { at, records, repaired }
}

async function outbox(table: Table, workspaceId: WorkspaceId, now: Instant) {
  const counts = { held: 0, failed: 0 }
  let oldestDueAt: Instant | null = null
  let rows = 0
  for await (const { delivery } of ledger(table, workspaceId, {
    from: plusSeconds(now, -backSeconds),
    to: now,
  })) {
    const { state } = delivery.outcome
    if (state === 'held' || state === 'failed') counts[state] += 1
    if (state === 'planned') oldestDueAt ??= delivery.sendAt
    rows += 1
    if (rows >= mostRows) break
  }
  return { oldestDueAt, reminders: { ...counts, isAtLeast: rows >= mostRows } }
}
