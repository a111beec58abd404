import * as z from 'zod'
import { type Deadline, isOpen, parseDeadlineId } from '../../shared/deadline/deadline.ts'
import { deadlineAt } from '../../shared/deadline/deadlines.ts'
import type { Surroundings } from '../../shared/deadline/record-state.ts'
import type { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import type { RecordId, WorkspaceId } from '../../shared/identity/id.ts'
import type { TrackedRecord } from '../../shared/record/record.ts'
import { loadRecord, toldStateOf, type WholeRecord } from '../../shared/record/record-store.ts'
import type { Addressee } from '../../shared/reminder/addressee.ts'
import { addresseesOf } from '../../shared/reminder/addressees.ts'
import type { Delivery } from '../../shared/reminder/delivery.ts'
import { planOf } from '../../shared/reminder/owed.ts'
import { toldId } from '../../shared/reminder/told.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'

/** A delivery that still holds, with the deadline as it is now, and as what its recipient is told. */
export type Validated = {
  readonly delivery: Delivery
  readonly deadline: Deadline
  readonly record: TrackedRecord
  readonly recipient: Addressee
}

/** A record as it is now, and what is on its way of it and no longer holds. */
type Look = {
  readonly whole: WholeRecord
  readonly around: Surroundings
  readonly obsolete: ReadonlySet<string>
}

/** Why a delivery is left out: it no longer holds, or its record is one that nothing can be said of. */
export type LeftOut = { readonly left: 'obsolete' | 'unreadable'; readonly why: string }

/** Looks at records for one envelope, at each once. */
export type RecordReader = (id: RecordId) => Promise<Look | 'unreadable' | undefined>

export function recordReader(
  table: Table,
  surroundings: SurroundingsReader,
  workspaceId: WorkspaceId,
  now: Instant,
): RecordReader {
  const known = new Map<RecordId, ReturnType<RecordReader>>()
  const look: RecordReader = async (id) => {
    const whole = await loadRecord(table, workspaceId, id).catch(unreadable)
    if (whole === undefined || whole === 'unreadable') return whole
    const around = await surroundings.around(workspaceId, whole.record)
    const obsolete = obsoleteOf(whole, around, now)
    return obsolete === 'unreadable' ? obsolete : { whole, around, obsolete }
  }
  return (id) => {
    const looked = known.get(id) ?? look(id)
    known.set(id, looked)
    return looked
  }
}

/** A row that does not parse comes to the same at each try; where the table does not answer, another try may help. */
function unreadable(error: unknown): 'unreadable' {
  if (error instanceof z.ZodError) return 'unreadable'
  throw error
}

/** What is computed of a record asks nobody: where it fails, it fails at each try. */
function obsoleteOf(
  whole: WholeRecord,
  around: Surroundings,
  now: Instant,
): ReadonlySet<string> | 'unreadable' {
  try {
    return new Set(planOf(toldStateOf(whole), around, now).obsolete.map(toldId))
  } catch {
    return 'unreadable'
  }
}

/**
 * The delivery with its deadline as it is now; or why it is left out: one record that cannot be read keeps none of the
 * others from going out. What the comparison that plans
 * would call back is dropped here, and nothing else: what one would plan and the other drop would go round for ever.
 */
export async function validated(
  read: RecordReader,
  delivery: Delivery,
  now: Instant,
): Promise<Validated | LeftOut> {
  const look = await read(delivery.recordId)
  const key = parseDeadlineId(`${delivery.recordId}.${delivery.deadlineKey}`)?.key
  if (look === 'unreadable')
    return { left: 'unreadable', why: 'Its record cannot be read: see the log of the sweep.' }
  if (look === undefined || key === undefined) return obsolete('The record is no longer there.')
  const { whole, around } = look
  const { record } = whole
  if (whole.told.get(toldId(delivery))?.pending?.deliveryId !== delivery.id)
    return obsolete('Another reminder took its place.')
  const deadline = deadlineAt(whole, around, now, key)
  const addressee = deadline && addresseesOf(deadline, toldStateOf(whole), around, now).find(isFor(delivery))
  if (deadline === undefined || addressee === undefined || look.obsolete.has(toldId(delivery)))
    return obsolete(whyNot(whole, deadline, delivery, addressee))
  return { delivery, deadline, record, recipient: addressee }
}

function obsolete(why: string): LeftOut {
  return { left: 'obsolete', why }
}

function isFor(delivery: Delivery): (each: Addressee) => boolean {
  return ({ id, channel }) => id === delivery.recipient && channel === delivery.channel
}

/** In words, why a delivery no longer holds. */
function whyNot(
  { record }: WholeRecord,
  deadline: Deadline | undefined,
  delivery: Delivery,
  addressee: Addressee | undefined,
): string {
  if (record.status === 'archived') return 'The record was archived.'
  if (deadline === undefined) return 'The rule no longer gives this deadline.'
  if (!isOpen(deadline)) return `The deadline is ${deadline.outcome.status}.`
  if (deadline.dueOn !== delivery.word.dueOn) return 'The date has moved since.'
  if (addressee === undefined) return 'The recipient no longer answers for it, or is told by another channel.'
  if (deadline.snoozedUntilOn !== null) return 'The deadline was snoozed.'
  return 'A nearer reminder takes its place.'
}
