import { type Deadline, isOpen, parseDeadlineId } from '../../shared/deadline/deadline.ts'
import { deadlineAt } from '../../shared/deadline/deadlines.ts'
import type { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import type { RecordId, WorkspaceId } from '../../shared/identity/id.ts'
import type { TrackedRecord } from '../../shared/record/record.ts'
import { loadRecord, type WholeRecord } from '../../shared/record/record-store.ts'
import type { Delivery } from '../../shared/reminder/delivery.ts'
import { recipientsOf } from '../../shared/reminder/recipient.ts'
import { toldId } from '../../shared/reminder/told.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { civilDay } from '../../shared/time/zone.ts'

/** A delivery that still holds, with the deadline as it is now, and why its recipient is told. */
export type Validated = {
  readonly delivery: Delivery
  readonly deadline: Deadline
  readonly record: TrackedRecord
  readonly why: string
}

/** Reads records for one envelope, each once. */
export type RecordReader = (id: RecordId) => Promise<WholeRecord | undefined>

export function recordReader(table: Table, workspaceId: WorkspaceId): RecordReader {
  const known = new Map<RecordId, Promise<WholeRecord | undefined>>()
  return (id) => {
    const read = known.get(id) ?? loadRecord(table, workspaceId, id)
    known.set(id, read)
    return read
  }
}

/** The delivery with its deadline as it is now; or, in words, why it no longer holds. */
export async function validated(
  read: RecordReader,
  reader: SurroundingsReader,
  workspaceId: WorkspaceId,
  delivery: Delivery,
  now: Instant,
): Promise<Validated | string> {
  const whole = await read(delivery.recordId)
  const key = parseDeadlineId(`${delivery.recordId}.${delivery.deadlineKey}`)?.key
  if (whole === undefined || key === undefined) return 'The record is no longer there.'
  const { record } = whole
  if (record.status === 'archived') return 'The record was archived.'
  if (whole.told.get(toldId(delivery))?.pending?.deliveryId !== delivery.id)
    return 'Another reminder took its place.'
  const around = await reader.around(workspaceId, record)
  const deadline = deadlineAt(whole, around, now, key)
  if (deadline === undefined) return 'The rule no longer gives this deadline.'
  if (!isOpen(deadline)) return `The deadline is ${deadline.outcome.status}.`
  if (deadline.dueOn !== delivery.word.dueOn) return 'The date has moved since.'
  const today = civilDay(now, around.workspace.zone)
  const isLead = delivery.word.leadDays !== null
  if (isLead && deadline.snoozedUntilOn !== null && today < deadline.snoozedUntilOn)
    return 'The deadline was snoozed.'
  const recipient = recipientsOf(deadline, record, around.workspace).find(
    ({ id }) => id === delivery.recipient,
  )
  if (recipient === undefined) return 'The recipient no longer answers for it.'
  return { delivery, deadline, record, why: recipient.why }
}
