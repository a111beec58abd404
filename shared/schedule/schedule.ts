import * as z from 'zod'
import { EventKind } from '../event/event.ts'
import { SessionOrdinal } from '../organisation/session.ts'
import { Day } from '../time/day.ts'
import { ImpreciseDay } from '../time/imprecise-day.ts'
import { Offset, Period } from '../time/period.ts'
import { RecurrenceText } from '../time/recurrence-text.ts'
import { TimeOfDay, Zone } from '../time/zone.ts'
import { contradictionsOf } from './contradictions.ts'

const KINDS = 'once, rrule, every, session, after, list, later, earlier, nth, manual'
const KIND_ADVICE = `Write the kind of schedule: ${KINDS}. Schedules of schedules go at most three deep.`
const WEEKDAY_ADVICE = 'Write a day of the week as a number from 1, Monday, to 7, Sunday.'

/** A kind that nothing is ever recorded of would never give a date, and nobody would see why. */
const CountedEvent = z.enum(EventKind.options, {
  error: `Write the kind of event that is counted from: ${EventKind.options.join(', ')}.`,
})
const OrganisationId = z.string().min(1).max(64)
const CalendarId = z.string().min(1).max(64)

/** How a date on a day off is moved to a working day; a tie of `nearest` goes to the day before. */
export const Roll = z.enum(['none', 'before', 'after', 'nearest'])
export type Roll = z.output<typeof Roll>

function distinctDates(noun: string) {
  return z
    .array(ImpreciseDay)
    .max(500, `Write at most 500 ${noun}.`)
    .refine((dates) => new Set(dates).size === dates.length, `Write each of the ${noun} once.`)
}

/** What any schedule may carry. A bound holds for the date before it is rolled to a working day. */
const common = {
  validFrom: Day.nullish(),
  validTo: Day.nullish(),
  roll: Roll.nullish(),
  calendarId: CalendarId.nullish(),
  except: distinctDates('exceptions').nullish(),
  at: z.strictObject({ time: TimeOfDay, zone: Zone }).nullish(),
}

/** One date, known to a day, a month or a year. */
const Once = z.strictObject({ kind: z.literal('once'), on: ImpreciseDay, ...common })

/** RFC 5545 recurrence: a day that does not exist is skipped. */
const Rrule = z.strictObject({
  kind: z.literal('rrule'),
  startsOn: Day,
  rrule: RecurrenceText,
  untilOn: Day.nullish(),
  ...common,
})

/** The anchor and the n-th period after it, for every n; a day that does not exist is the last of its month. */
const Every = z.strictObject({
  kind: z.literal('every'),
  startsOn: Day,
  period: Period,
  untilOn: Day.nullish(),
  ...common,
})

/** An offset from the opening or closing of every n-th session of an organisation. */
const BySession = z.strictObject({
  kind: z.literal('session'),
  organisationId: OrganisationId,
  edge: z.enum(['opens', 'closes']),
  from: SessionOrdinal,
  every: z.int().min(1).max(1000).nullish(),
  offset: Offset.nullish(),
  weekday: z.int({ error: WEEKDAY_ADVICE }).min(1, WEEKDAY_ADVICE).max(7, WEEKDAY_ADVICE).nullish(),
  ...common,
})

/** A period after the previous outcome, which may itself set the next date. */
const After = z.strictObject({
  kind: z.literal('after'),
  event: CountedEvent,
  period: Period,
  firstOn: Day.nullish(),
  /** The first date is counted from an event, such as entry into force. Where firstOn is given, that goes before. */
  firstAfter: z.strictObject({ event: CountedEvent, period: Period }).nullish(),
  ...common,
})

/** Published dates. */
const List = z.strictObject({
  kind: z.literal('list'),
  dates: distinctDates('dates').min(1, 'Write at least one date.'),
  ...common,
})

/** A delay after the n-th event of a kind: entry into force, 30 days after the 20th ratification. */
const Nth = z.strictObject({
  kind: z.literal('nth'),
  event: CountedEvent,
  n: z.int().min(1).max(1000),
  // biome-ignore lint/suspicious/noThenProperty: the contract's word; nobody awaits a schedule.
  then: Offset,
  ...common,
})

/** No rule: every date is entered by hand. */
const Manual = z.strictObject({ kind: z.literal('manual'), ...common })

const leaves = [Once, Rrule, Every, BySession, After, List, Nth, Manual] as const
const LeafSchedule = z.discriminatedUnion('kind', leaves, { error: KIND_ADVICE })

/**
 * One level of `later` and `earlier` around the level below. The levels are spelled out, not recursive, so that
 * however deep the input is, reading it stops at the third.
 */
function choiceOf<Member extends z.ZodType>(member: Member) {
  const choice = {
    of: z.array(member).min(2, 'Name at least two schedules.').max(8, 'Name at most 8 schedules.'),
    pairBy: z.enum(['ordinal', 'year']).nullish(),
    ...common,
  }
  const later = z.strictObject({ kind: z.literal('later'), ...choice })
  const earlier = z.strictObject({ kind: z.literal('earlier'), ...choice })
  return z.discriminatedUnion('kind', [...leaves, later, earlier], { error: KIND_ADVICE })
}

/** All schedules within a schedule are computed together, so that their number is bounded as their depth is. */
const MOST_SCHEDULES = 32

/** When something is owed. Source: the 'Schedules' section of the API's documentation. */
export const Schedule = choiceOf(choiceOf(choiceOf(LeafSchedule)))
  .refine((schedule) => size(schedule) <= MOST_SCHEDULES, {
    error: `Write at most ${MOST_SCHEDULES} schedules within one.`,
    abort: true,
  })
  .superRefine((schedule, context) => {
    // Zod asks also where a field is wrong: what it says can then not be compared.
    if (context.issues.length > 0) return
    for (const { path, message } of contradictionsOf(schedule))
      context.addIssue({ code: 'custom', path: [...path], message })
  })

type Common = z.output<z.ZodObject<typeof common>>
type Leaf = z.output<typeof LeafSchedule>

/** Of each pair of dates, the later or the earlier. */
export type ChoiceSchedule = Common & {
  kind: 'later' | 'earlier'
  of: Schedule[]
  pairBy?: 'ordinal' | 'year' | null | undefined
}
export type Schedule = Leaf | ChoiceSchedule

function size(schedule: Schedule): number {
  return 'of' in schedule ? schedule.of.reduce((sum, member) => sum + size(member), 0) : 1
}

/** A schedule of one kind. */
export type ScheduleOf<Kind extends Schedule['kind']> = Extract<Schedule, { kind: Kind }>
