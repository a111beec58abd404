import { daysAfter } from './civil-days.ts'

/** What the workspace asks for beyond lead times; each may be missing. */
export type Policy = {
  readonly followUp: { readonly afterDays: readonly number[]; readonly everyDays: number } | null
  readonly digest: { readonly weekday: number; readonly beyondDays: number } | null
  readonly escalation: {
    readonly withinDays: number
    readonly deputyAfterWorkingDays: number | null
    readonly supervisorAfterWorkingDays: number
  } | null
}

export const noPolicy: Policy = { followUp: null, digest: null, escalation: null }

/** What somebody did to one deadline. */
export type Touched = {
  readonly movedTo?: string | null
  /** The day on which it was last moved. */
  readonly movedOn?: string
  readonly isClosed?: boolean
  readonly ownerId?: string
  readonly snoozedUntil?: string
  readonly acknowledgedAt?: number
  /** When it was last moved, assigned or reopened. */
  readonly arrangedAt?: number
}

export type Step = { readonly key: string; readonly days: number }

/** What gives the dates of a record: a list, the sessions of an organisation, or a term with its notice. */
export type Shape =
  | { readonly kind: 'dates'; readonly dates: readonly string[]; readonly steps: readonly Step[] }
  | { readonly kind: 'sessions'; readonly days: number; readonly steps: readonly Step[] }
  | { readonly kind: 'term'; readonly endsOn: string; readonly noticeDays: number }

export type RecordFacts = {
  readonly id: string
  readonly path: string
  readonly isArchived: boolean
  readonly ownerId: string
  readonly deputyId: string | null
  readonly supervisorId: string | null
  readonly watchers: readonly string[]
  readonly muted: readonly string[]
  /** When somebody last changed what all of its dates, leads or owners follow from. */
  readonly arrangedAt: number
  readonly leadDays: readonly number[]
  readonly trackedFrom: string
  readonly shape: Shape
  readonly touched: ReadonlyMap<string, Touched>
}

/** Everything that is true at one time, in the oracle's own terms. */
export type Facts = {
  readonly records: ReadonlyMap<string, RecordFacts>
  readonly sessions: ReadonlyMap<number, string>
  /** When each session that was moved got its day. */
  readonly sessionsArranged?: ReadonlyMap<number, number>
  readonly policy: Policy
}

/** Somebody who is told; `afterWorkingDays`: so long after who was to answer, and did not. */
export type Reader = { readonly id: string; readonly isEscalated: boolean; readonly afterWorkingDays: number }

/** A deadline that is open, and who is to be told of it. */
export type OpenDeadline = {
  readonly id: string
  readonly recordId: string
  readonly dueOn: string | null
  /** Who answers for it comes first. */
  readonly readers: readonly [Reader, ...Reader[]]
  /** Who is told in the place of those who answer, where they are not reached; the administrator comes after. */
  readonly deputyId: string | null
  readonly policy: Policy
  /** Both only matter where nobody's silence is noticed. */
  readonly acknowledgedAt: number | null
  readonly arrangedAt: number | null
  readonly leadDays: readonly number[]
  readonly snoozedUntil: string | null
  /** Since when it has no date. */
  readonly postponedOn: string | null
}

type Dated = {
  readonly id: string
  readonly dueOn: string | null
  readonly isOpen: boolean
  readonly ownerId: string
}

/** Every deadline of a record, closed ones too. */
export function deadlinesOf(record: RecordFacts, { sessions }: Facts): Dated[] {
  const { shape, trackedFrom } = record
  const whole = (id: string, rule: string): Dated => {
    const touched = record.touched.get(id)
    return {
      id,
      dueOn: touched?.movedTo === undefined ? rule : touched.movedTo,
      isOpen: touched?.isClosed !== true,
      ownerId: touched?.ownerId ?? record.ownerId,
    }
  }
  const step = (occurrence: Dated, slot: string, { key, days }: Step): Dated => {
    const id = `${record.id}.milestone.${slot}.${key}`
    const touched = record.touched.get(id)
    const rule = occurrence.dueOn && daysAfter(occurrence.dueOn, -days)
    return {
      id,
      dueOn: touched?.movedTo === undefined ? rule : touched.movedTo,
      isOpen: touched?.isClosed !== true && occurrence.isOpen,
      ownerId: touched?.ownerId ?? occurrence.ownerId,
    }
  }
  const ruled = (slot: string, rule: string, steps: readonly Step[]) => {
    const occurrence = whole(`${record.id}.occurrence.${slot}`, rule)
    return [occurrence, ...steps.map((each) => step(occurrence, slot, each))]
  }
  const all =
    shape.kind === 'dates'
      ? shape.dates.flatMap((date) => ruled(date, date, shape.steps))
      : shape.kind === 'sessions'
        ? [...sessions].flatMap(([ordinal, opensOn]) =>
            ruled(String(ordinal), daysAfter(opensOn, shape.days), shape.steps),
          )
        : [
            whole(`${record.id}.term_end.1`, shape.endsOn),
            whole(`${record.id}.notice.1`, daysAfter(shape.endsOn, -shape.noticeDays)),
          ]
  // What nobody has touched and lies before the record was tracked is history.
  return all.filter(({ id, dueOn }) => record.touched.has(id) || dueOn === null || dueOn >= trackedFrom)
}

/** Every open deadline, by its id. */
export function openDeadlines(facts: Facts): Map<string, OpenDeadline> {
  const found = new Map<string, OpenDeadline>()
  for (const record of facts.records.values()) {
    if (record.isArchived) continue
    for (const { id, dueOn, isOpen, ownerId } of deadlinesOf(record, facts))
      if (isOpen)
        found.set(id, {
          id,
          recordId: record.id,
          dueOn,
          readers: readersOf(record, ownerId, facts.policy),
          deputyId: record.deputyId,
          policy: facts.policy,
          acknowledgedAt: facts.policy.escalation && (record.touched.get(id)?.acknowledgedAt ?? null),
          arrangedAt: facts.policy.escalation && arrangedAt(record, id, facts),
          leadDays: record.leadDays,
          snoozedUntil: record.touched.get(id)?.snoozedUntil ?? null,
          postponedOn: postponedOn(record.touched.get(id)),
        })
  }
  return found
}

/** A step moves and changes hands with its occurrence; what nobody moved by hand moves with its session. */
function arrangedAt({ arrangedAt, touched, shape }: RecordFacts, id: string, facts: Facts): number {
  const [record, kind, slot] = id.split('.')
  const occurrence = kind === 'milestone' ? touched.get(`${record}.occurrence.${slot}`) : undefined
  const isMoved = touched.get(id)?.movedTo !== undefined || occurrence?.movedTo !== undefined
  const follows = shape.kind === 'sessions' && !isMoved
  const session = follows ? facts.sessionsArranged?.get(Number(slot)) : undefined
  return Math.max(arrangedAt, touched.get(id)?.arrangedAt ?? 0, occurrence?.arrangedAt ?? 0, session ?? 0)
}

function postponedOn(touched: Touched | undefined): string | null {
  return touched?.movedTo === null ? (touched.movedOn ?? null) : null
}

/** Who answers for it and who watches; then whom it escalates to. Who is among the former is told as they are. */
function readersOf(record: RecordFacts, ownerId: string, { escalation }: Policy): [Reader, ...Reader[]] {
  const plainly = (id: string): Reader => ({ id, isEscalated: false, afterWorkingDays: 0 })
  const { deputyId, supervisorId, watchers, muted } = record
  const others = watchers.filter((watcher) => !muted.includes(watcher)).map(plainly)
  const deputyAfter = escalation?.deputyAfterWorkingDays ?? null
  if (deputyAfter !== null && deputyId !== null)
    others.push({ id: deputyId, isEscalated: true, afterWorkingDays: deputyAfter })
  if (escalation !== null && supervisorId !== null)
    others.push({
      id: supervisorId,
      isEscalated: true,
      afterWorkingDays: escalation.supervisorAfterWorkingDays,
    })
  const all = [plainly(ownerId), ...others]
  const isFirst = ({ id }: Reader, n: number) => all.findIndex((each) => each.id === id) === n
  return [plainly(ownerId), ...others.filter((reader, n) => isFirst(reader, n + 1))]
}
