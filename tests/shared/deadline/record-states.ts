import { type Deadline, parseDeadlineId } from '../../../shared/deadline/deadline.ts'
import { acted, type DeadlineAct } from '../../../shared/deadline/deadline-acts.ts'
import { deadlineAt, deadlinesBetween } from '../../../shared/deadline/deadlines.ts'
import type { RecordState, Surroundings } from '../../../shared/deadline/record-state.ts'
import type { TouchedDeadline } from '../../../shared/deadline/touched-deadline.ts'
import { KeptEvent } from '../../../shared/event/event.ts'
import { PersonId } from '../../../shared/identity/id.ts'
import { TrackedRecord } from '../../../shared/record/record.ts'
import { day } from '../../../shared/time/day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { defaultSettings, Workspace } from '../../../shared/workspace/workspace.ts'
import { generalAssembly } from '../../support/schedules.ts'

const hex = (n: number) => n.toString(16).padStart(32, '0')
export const administrator = PersonId.parse(`per_${hex(1)}`)
export const desk = PersonId.parse(`per_${hex(2)}`)
export const organisationId = `org_${hex(1)}`

const kept = {
  status: 'active',
  version: 1,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  trackedFrom: '2026-01-01',
}

const required = {
  agreement: { id: `agr_${hex(1)}`, type: 'treaty', parties: [] },
  membership: { id: `mem_${hex(1)}`, organisationId, role: 'member' },
  commitment: { id: `com_${hex(1)}`, schedule: { kind: 'manual' } },
}

/** A record of the kind that nobody has touched. */
export function recordOf(kind: keyof typeof required, fields: object): RecordState {
  const record = TrackedRecord.parse({ kind, title: 'A record', ...kept, ...required[kind], ...fields })
  return { record, touched: new Map(), events: [] }
}

export function withEvents(state: RecordState, ...events: object[]): RecordState {
  const made = events.map((event, at) =>
    KeptEvent.parse({ id: `evt_${hex(at)}`, version: 1, createdAt: '2026-01-01T00:00:00Z', ...event }),
  )
  return { ...state, events: made }
}

/** The same record with other facts, and what was touched of it as it was. */
export function changed(state: RecordState, fields: object): RecordState {
  return { ...state, record: TrackedRecord.parse({ ...state.record, ...fields }) }
}

export function surroundings(more: Partial<Surroundings> = {}, settings: object = {}): Surroundings {
  const workspace = Workspace.parse({
    ...defaultSettings('Desk'),
    id: 'ws_1',
    administratorId: administrator,
    version: 1,
    createdAt: '2026-01-01T00:00:00Z',
    ...settings,
  })
  return {
    workspace,
    sessions: () => generalAssembly,
    calendar: () => ({ workingDays: workspace.workingDays, holidays: workspace.holidays }),
    choices: () => undefined,
    furthestLeadDays: 180,
    whereabouts: () => undefined,
    isUsable: () => false,
    personAt: () => undefined,
    ...more,
  }
}

/** What a desk officer sees between two days, by default in the three years from 2026 on, on 1 January 2026. */
export function seen(
  state: RecordState,
  {
    from = '2026-01-01',
    to = '2028-12-31',
    now = '2026-01-01T00:00:00Z',
    around = surroundings(),
  }: { from?: string; to?: string; now?: string; around?: Surroundings } = {},
): readonly Deadline[] {
  return deadlinesBetween(state, around, Instant.parse(now), { from: day(from), to: day(to) })
}

/** 'notice 2026-09-30', for each deadline. */
export function inShort(deadlines: readonly Deadline[]): string[] {
  return deadlines.map(({ kind, dueOn }) => `${kind} ${dueOn}`)
}

const recorded = Instant.parse('2026-01-01T00:00:00Z')

/** The record after somebody has acted on one deadline. */
export function after(
  state: RecordState,
  deadline: Deadline | undefined,
  act: DeadlineAct,
  around = surroundings(),
): RecordState {
  const key = deadline && parseDeadlineId(deadline.id)?.key
  if (deadline === undefined || key === undefined) throw new Error('there is no such deadline')
  const text = deadline.id.slice(deadline.id.indexOf('.') + 1)
  const current = deadlineAt(state, around, recorded, key) ?? deadline
  const touched: TouchedDeadline = acted(current, state.touched.get(text), act, recorded)
  return { ...state, touched: new Map([...state.touched, [text, touched]]) }
}

export const done = (on: string): DeadlineAct => ({
  act: 'complete',
  on: day(on),
  note: null,
  evidence: [],
  alsoCloses: [],
})
export const moved = (dueOn: string | null): DeadlineAct => ({
  act: 'move',
  dueOn: dueOn === null ? null : day(dueOn),
  reason: 'the chair asked',
  today: day('2026-01-01'),
})
