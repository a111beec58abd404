import type { Deadline } from '../deadline/deadline.ts'
import { PersonId } from '../identity/id.ts'
import { type Escalation, settled } from '../policy/policy.ts'
import { maySee } from '../record/may-see.ts'
import type { TrackedRecord } from '../record/record.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Cover } from './cover.ts'
import { isMuted, type Mutes } from './mute.ts'
import { keyOf } from './told-state.ts'

/**
 * As what somebody is told: who answers for it, who watches, whom it escalates to, who stands in for one that was not
 * reached, and who covers for one that is away.
 */
export type RecipientRole = 'owner' | 'watcher' | 'deputy' | 'supervisor' | 'stand_in' | 'cover'

/** Who is told of a deadline: a person's id, an address without an account, or a channel; as what, and why. */
export type Recipient = {
  readonly id: string
  readonly role: RecipientRole
  readonly why: string
  /** Whom they cover for, and when. */
  readonly covers?: readonly Cover[]
  /** The one of these that holds now. */
  readonly inPlaceOf?: Cover
}

/**
 * Everybody who is told of a deadline, each once: who answers for it, who watches the record, and, where the policy
 * escalates, the deputy and the supervisor. A watcher of the team who may no longer see a confidential record is left
 * out, and one who has muted it; a mute never silences who answers for it, or whom it escalates to.
 */
export function recipientsOf(
  deadline: Deadline,
  record: TrackedRecord,
  workspace: Workspace,
  mutes: Mutes,
): readonly Recipient[] {
  const { ownerId } = deadline
  const isInherited = ownerId === workspace.administratorId && record.ownerId === null
  const why = isInherited
    ? 'Nobody owns this record, so you are told as the administrator of the workspace.'
    : 'You answer for this deadline.'
  const watchers = record.watchers.filter(
    (watcher) => mayWatch(record, watcher) && !isMuted(mutes, watcher, keyOf(deadline)),
  )
  const everybody: Recipient[] = [
    { id: ownerId, role: 'owner', why },
    ...watchers.map((id) => ({ id, role: 'watcher' as const, why: 'You watch this record.' })),
    ...escalatedTo(record, escalationOf(record, workspace)),
  ]
  return everybody.filter(({ id }, n) => everybody.findIndex((each) => isSame(each.id, id)) === n)
}

/** An address is the same in whatever letters it is written. */
function isSame(one: string, other: string): boolean {
  return one === other || (one.includes('@') && one.toLowerCase() === other.toLowerCase())
}

/** Whether a watcher may be told of a record: an address or a channel that was named, or a person who may see it. */
function mayWatch(record: TrackedRecord, id: string): boolean {
  const person = PersonId.safeParse(id)
  return !person.success || maySee(record, person.data)
}

/** By whom else, and when, nobody's silence is noticed; null: by nobody. */
export function escalationOf(record: TrackedRecord, workspace: Workspace): Escalation | null {
  return settled(record.escalation, workspace.escalation)
}

function escalatedTo({ deputyId, supervisorId }: TrackedRecord, escalation: Escalation | null): Recipient[] {
  const told: Recipient[] = []
  if (deputyId !== null && escalation?.deputyAfterWorkingDays)
    told.push({ id: deputyId, role: 'deputy', why: `You are its deputy, ${unanswered}` })
  if (supervisorId !== null && escalation?.supervisorAfterWorkingDays)
    told.push({ id: supervisorId, role: 'supervisor', why: `You supervise it, ${unanswered}` })
  return told
}

const unanswered = 'and nobody has acknowledged the reminder before.'
