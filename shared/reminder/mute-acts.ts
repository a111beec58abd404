import { type Deadline, isOpen, parseDeadlineId } from '../deadline/deadline.ts'
import { acted } from '../deadline/deadline-acts.ts'
import { touchedItem } from '../deadline/deadline-store.ts'
import { deadlineAt } from '../deadline/deadlines.ts'
import type { TouchedDeadline } from '../deadline/touched-deadline.ts'
import { Refusal } from '../errors/refusal.ts'
import type { Deed } from '../history/history.ts'
import type { PersonId } from '../identity/id.ts'
import { type Circumstances, reviseRecord, touchRecord } from '../record/record-acts.ts'
import type { WholeRecord } from '../record/record-store.ts'
import { touchedChanges } from '../record/touch-deadlines.ts'
import { keys } from '../table/keys.ts'
import type { Write } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { type Mute, muteItem } from './mute.ts'
import { keyOf } from './told-state.ts'

const mostMutes = 500

/** Who wants no reminders any more: of a record, or of one deadline of it. */
export type MuteWish = { readonly recipient: string; readonly deadline: Deadline | null }

/**
 * What somebody answers for, of what they want no reminders of: it cannot be muted, only handed over. `record`: they
 * own it, by name or as the administrator of what nobody owns.
 */
export function answeredFor(
  whole: WholeRecord,
  { around, now }: Circumstances,
  { recipient, deadline }: MuteWish,
): { readonly record: boolean; readonly deadlines: readonly Deadline[] } {
  if (deadline !== null)
    return { record: false, deadlines: deadline.ownerId === recipient && isOpen(deadline) ? [deadline] : [] }
  const { ownerId } = whole.record
  const given = [...whole.touched.values()].filter((each) => each.ownerId === recipient)
  return {
    record: (ownerId ?? around.workspace.administratorId) === recipient,
    deadlines: given.flatMap(({ key }) => {
      const parsed = parseDeadlineId(`${whole.record.id}.${key}`)?.key
      const found = parsed && deadlineAt(whole, around, now, parsed)
      return found !== undefined && isOpen(found) ? [found] : []
    }),
  }
}

/**
 * Silences reminders for somebody who watches. What they answer for goes to `handOverTo` in the same transaction, who
 * is told of it: no deadline is ever left without a reader.
 * @throws Refusal conflict where they answer for it and nobody takes it over, or where there are too many mutes
 */
export async function muteReminders(
  at: Circumstances,
  whole: WholeRecord,
  wish: MuteWish,
  handOverTo: PersonId | null,
): Promise<{ readonly mute: Mute; readonly writes: readonly Write[] }> {
  const { recipient, deadline } = wish
  const deadlineKey = deadline && keyOf(deadline)
  const mute = { recipient, deadlineKey, mutedAt: at.now }
  const answers = answeredFor(whole, at, wish)
  const mustHandOver = answers.record || answers.deadlines.length > 0
  if (mustHandOver && (handOverTo === null || handOverTo === recipient))
    throw new Refusal('conflict', 'They answer for it. Name in handOverTo who does from now on.')
  const known = whole.mutes.find((each) => isSame(each, mute))
  if (known !== undefined && !mustHandOver) return { mute: known, writes: [] }
  if (whole.mutes.length >= mostMutes)
    throw new Refusal('conflict', `At most ${mostMutes} mutes of one record. Unmute some first.`)
  const given =
    handOverTo === null ? [] : answers.deadlines.map((each) => givenTo(whole, each, handOverTo, at.now))
  const changes = [...muteChanges(mute, true), ...given.flatMap((each) => touchedChanges(whole, each))]
  const action = mustHandOver ? 'handed_over' : 'muted'
  const record =
    answers.record && handOverTo !== null ? { ...whole.record, ownerId: handOverTo } : whole.record
  const writes = answers.record
    ? (await reviseRecord(at, whole, record, action, changes)).writes
    : await touchRecord(at, whole, { action, changes })
  return {
    mute,
    writes: [
      ...writes,
      { put: muteItem(at.workspaceId, record.id, mute) },
      ...given.map((each) => ({ put: touchedItem(at.workspaceId, record.id, each) })),
    ],
  }
}

/** Lets reminders come again. @throws Refusal not_found where they were not muted */
export async function unmuteReminders(
  at: Circumstances,
  whole: WholeRecord,
  wish: { readonly recipient: string; readonly deadlineKey: string | null },
): Promise<readonly Write[]> {
  const mute = whole.mutes.find((each) => isSame(each, wish))
  if (mute === undefined) throw new Refusal('not_found', 'This is not muted.')
  return [
    ...(await touchRecord(at, whole, { action: 'unmuted', changes: muteChanges(mute, false) })),
    { delete: keys.mute(at.workspaceId, whole.record.id, mute) },
  ]
}

type Subject = Pick<Mute, 'recipient' | 'deadlineKey'>

function isSame(a: Subject, b: Subject): boolean {
  return a.recipient === b.recipient && a.deadlineKey === b.deadlineKey
}

function givenTo(whole: WholeRecord, deadline: Deadline, ownerId: PersonId, now: Instant): TouchedDeadline {
  const touched = whole.touched.get(keyOf(deadline))
  return acted(deadline, touched, { act: 'assign', ownerId, reason: null }, now)
}

function muteChanges({ recipient, deadlineKey }: Subject, to: boolean): Deed['changes'] {
  return [{ pointer: `/mutes/${recipient}/${deadlineKey ?? ''}`, from: !to, to }]
}
