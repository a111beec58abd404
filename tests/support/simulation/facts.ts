import {
  dayOf,
  daysAfter,
  eightOClock,
  monthsAfter,
  msOf,
  sendingBefore,
  workingDayFrom,
} from './civil-days.ts'

/** What somebody did to one deadline. */
export type Touched = {
  readonly movedTo?: string | null
  /** The day on which it was last moved. */
  readonly movedOn?: string
  readonly isClosed?: boolean
  readonly ownerId?: string
  readonly snoozedUntil?: string
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
  readonly watchers: readonly string[]
  readonly leadDays: readonly number[]
  readonly trackedFrom: string
  readonly shape: Shape
  readonly touched: ReadonlyMap<string, Touched>
}

/** Everything that is true at one time, in the oracle's own terms. */
export type Facts = {
  readonly records: ReadonlyMap<string, RecordFacts>
  readonly sessions: ReadonlyMap<number, string>
}

/** A deadline that is open, and who is to be told of it. */
export type OpenDeadline = {
  readonly id: string
  readonly recordId: string
  readonly dueOn: string | null
  readonly recipients: readonly string[]
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
          recipients: [ownerId, ...record.watchers.filter((watcher) => watcher !== ownerId)],
          leadDays: record.leadDays,
          snoozedUntil: record.touched.get(id)?.snoozedUntil ?? null,
          postponedOn: postponedOn(record.touched.get(id)),
        })
  }
  return found
}

function postponedOn(touched: Touched | undefined): string | null {
  return touched?.movedTo === null ? (touched.movedOn ?? null) : null
}

/** What has no date is reviewed every month, ten years long. */
function reviewsOf({ postponedOn, snoozedUntil }: OpenDeadline): Lead[] {
  if (postponedOn === null) return []
  return Array.from({ length: 120 }, (_, n) => ({
    days: -(n + 1),
    at: eightOClock(workingDayFrom(monthsAfter(postponedOn, n + 1))),
  })).filter(({ at }) => snoozedUntil === null || dayOf(at) >= snoozedUntil)
}

/** The end of a snooze: on the next working day, but not past the deadline. */
function wakeUpAt(until: string, dueOn: string): number {
  const after = workingDayFrom(until)
  return until <= dueOn && dueOn < after ? sendingBefore(until) : eightOClock(after)
}

export type Lead = { readonly days: number; readonly at: number }

/** The leads of a deadline, the furthest first; of two on one day, the nearer one. */
export function leadsOf(deadline: OpenDeadline): Lead[] {
  const { dueOn, leadDays, snoozedUntil } = deadline
  if (dueOn === null) return reviewsOf(deadline)
  const leads = leadDays
    .map((days) => ({ days, at: sendingBefore(daysAfter(dueOn, -days)) }))
    .filter(({ at }) => snoozedUntil === null || dayOf(at) >= snoozedUntil)
  if (snoozedUntil !== null)
    leads.push({
      days: Math.round((msOf(dueOn) - msOf(snoozedUntil)) / 86_400_000),
      at: wakeUpAt(snoozedUntil, dueOn),
    })
  const nearest = new Map<number, number>()
  for (const { days, at } of leads) nearest.set(at, Math.min(days, nearest.get(at) ?? days))
  return [...nearest].map(([at, days]) => ({ days, at })).sort((a, b) => a.at - b.at)
}
