import type { Surroundings } from '../../shared/deadline/record-state.ts'
import type { TouchedDeadline } from '../../shared/deadline/touched-deadline.ts'
import { PersonId, RecordId } from '../../shared/identity/id.ts'
import { WorkspaceId } from '../../shared/identity/workspace-id.ts'
import type { ReminderChoices } from '../../shared/policy/policy.ts'
import { TrackedRecord } from '../../shared/record/record.ts'
import type { Owed } from '../../shared/reminder/owed-message.ts'
import { type Told, toldId } from '../../shared/reminder/told.ts'
import type { ToldState } from '../../shared/reminder/told-state.ts'
import { day } from '../../shared/time/day.ts'
import { dueDate } from '../../shared/time/imprecise-day.ts'
import { Instant } from '../../shared/time/instant.ts'
import { calendarOf, defaultSettings, Workspace } from '../../shared/workspace/workspace.ts'

/** Answers for the report. */
export const leyla = PersonId.parse(`per_${'1'.repeat(32)}`)
/** A colleague. */
export const otto = PersonId.parse(`per_${'2'.repeat(32)}`)
/** The administrator of the workspace. */
export const ada = PersonId.parse(`per_${'3'.repeat(32)}`)
/** An address without an account. */
export const registry = 'registry@ministry.example'

export const workspaceId = WorkspaceId.parse('ws_ministry')

/** The ministry: UTC, 08:00, Monday to Friday, leads 180, 90, 30, 7 and 1. */
export function ministry(changes: object = {}): Workspace {
  const rest = { id: workspaceId, administratorId: ada, version: 1, createdAt: '2026-01-05T09:00:00Z' }
  return Workspace.parse({ ...defaultSettings('Ministry'), ...rest, ...changes })
}

export function around(
  workspace: Workspace = ministry(),
  choices: Readonly<Record<string, ReminderChoices>> = {},
): Surroundings {
  return {
    workspace,
    sessions: () => undefined,
    calendar: () => calendarOf(workspace),
    choices: (recipient) => choices[recipient],
    furthestLeadDays: Math.max(
      0,
      ...workspace.leadDays,
      ...Object.values(choices).flatMap(({ leadDays }) => leadDays ?? []),
    ),
    whereabouts: () => undefined,
    isUsable: () => true,
    personAt: () => undefined,
  }
}

/** Leyla's report: due once, on Monday 1 June 2026, with leads of 30 and 7 days, recorded on Monday 2 March. */
export function theReport(changes: object = {}): TrackedRecord {
  return TrackedRecord.parse({
    kind: 'commitment',
    id: RecordId.parse(`com_${'a'.repeat(32)}`),
    title: 'Annual report',
    schedule: { kind: 'once', on: '2026-06-01' },
    ownerId: leyla,
    leadDays: [30, 7],
    trackedFrom: '2026-03-02',
    status: 'active',
    version: 1,
    createdAt: recordedAt,
    updatedAt: recordedAt,
    ...changes,
  })
}

export const recordedAt = Instant.parse('2026-03-02T09:00:00Z')

/** The occurrence of the report. */
export const theOccurrence = 'occurrence.2026-06-01'

/** What somebody did to the report's occurrence, or to another deadline. */
export function touched(changes: Partial<TouchedDeadline> = {}): TouchedDeadline {
  return {
    key: theOccurrence,
    version: 1,
    ruleDueOn: dueDate('2026-06-01'),
    ruleBasis: 'As scheduled.',
    outcome: { status: 'open' },
    moved: null,
    added: null,
    ruled: null,
    ownerId: null,
    acknowledged: null,
    snoozedUntilOn: null,
    arrangedAt: null,
    ...changes,
  }
}

export function movedTo(dueOn: string | null): TouchedDeadline {
  return touched({ moved: { dueOn: dueOn === null ? null : dueDate(dueOn), reason: null, on: null } })
}

export function snoozedUntil(untilOn: string): TouchedDeadline {
  return touched({ snoozedUntilOn: day(untilOn) })
}

/** The report as a sweep reads it. It has rested since it was last compared, and until `quietThrough`. */
export function stateOf(parts: {
  readonly record?: TrackedRecord
  readonly touched?: readonly TouchedDeadline[]
  readonly told?: readonly Told[]
  readonly quietThrough?: string
  readonly arrangedAt?: string
  readonly mutes?: ToldState['mutes']
}): ToldState {
  const { record = theReport(), touched = [], told = [], mutes = [] } = parts
  const { quietThrough = recordedAt, arrangedAt = recordedAt } = parts
  return {
    record,
    touched: new Map(touched.map((each) => [each.key, each])),
    events: [],
    told: new Map(told.map((each) => [toldId(each), each])),
    quietThrough: Instant.parse(quietThrough),
    arrangedAt: Instant.parse(arrangedAt),
    mutes,
  }
}

/** What Leyla was told of the report's occurrence; with changes, what another one was. */
export function told(dueOn: string | null, leadDays: number | null, changes: Partial<Told> = {}): Told {
  const lastTold = { dueOn: dueOn === null ? null : dueDate(dueOn), leadDays }
  const by = { deadlineKey: theOccurrence, recipient: leyla, channel: 'email' } as const
  return { ...by, seq: 1, lastTold, pending: null, unreached: null, ...changes }
}

/** What is on its way to somebody once a message is planned. */
export function pendingOf(
  { deadlineKey, recipient, channel, word, sendAt }: Owed,
  by: 'plan' | 'person' = 'plan',
): Told {
  const pending = { deliveryId: 'd', word, sendAt, by }
  return { deadlineKey, recipient, channel, seq: 1, lastTold: null, pending, unreached: null }
}
