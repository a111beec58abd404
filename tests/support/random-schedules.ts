import fc from 'fast-check'
import { Schedule } from '../../shared/schedule/schedule.ts'
import { type Day, dayAt } from '../../shared/time/day.ts'

/** Schedules of every kind, as a property test draws them. */
export const days = fc.integer({ min: 18_000, max: 24_000 }).map((number) => dayAt(number))
const roll = fc.constantFrom('none', 'before', 'after', 'nearest')
export const leaves = fc.oneof(
  fc.record({
    kind: fc.constant('every'),
    startsOn: days,
    period: fc.constantFrom('P1M', 'P5M', 'P1Y', 'P45D'),
    roll,
  }),
  fc.record({
    kind: fc.constant('rrule'),
    startsOn: days,
    rrule: fc.constantFrom(
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=YEARLY;INTERVAL=2;BYMONTH=3,12;BYDAY=3TU',
      'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=20',
    ),
    roll,
  }),
  fc.record({
    kind: fc.constant('session'),
    organisationId: fc.constant('org'),
    edge: fc.constantFrom('opens', 'closes'),
    from: fc.integer({ min: 58, max: 90 }),
    every: fc.integer({ min: 1, max: 3 }),
    offset: fc.constantFrom('-P60D', 'P3M', '-P1Y', { workingDays: -5 }, { workingDays: 12 }),
    weekday: fc.constantFrom(null, null, 2, 5),
    roll,
  }),
  fc.record({
    kind: fc.constant('list'),
    dates: fc.uniqueArray(
      fc.oneof(
        days,
        days.map((on) => on.slice(0, 7)),
      ),
      { minLength: 1, maxLength: 8 },
    ),
    roll,
  }),
  fc.record({
    kind: fc.constant('after'),
    event: fc.constant('submission'),
    period: fc.constant('P2Y'),
    firstOn: days,
  }),
  fc.record({ kind: fc.constant('once'), on: days, roll }),
  fc.record({
    kind: fc.constant('nth'),
    event: fc.constant('ratification'),
    n: fc.integer({ min: 1, max: 4 }),
    // biome-ignore lint/suspicious/noThenProperty: the contract's word; nobody awaits a schedule.
    then: fc.constantFrom('P30D', 'P3M', { workingDays: 10 }),
    roll,
  }),
)
function choiceOf<Member>(member: fc.Arbitrary<Member>) {
  return fc.record({
    kind: fc.constantFrom('later', 'earlier'),
    of: fc.array(member, { minLength: 2, maxLength: 3 }),
    pairBy: fc.constantFrom('year', 'ordinal'),
  })
}
const choice = choiceOf(fc.oneof({ weight: 4, arbitrary: leaves }, choiceOf(leaves)))
export const twoDays = fc.tuple(days, days).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [Day, Day])
const bounds = fc.oneof(
  twoDays.map(([validFrom, validTo]) => ({ validFrom, validTo })),
  fc.record({ validFrom: days }, { requiredKeys: [] }),
  days.map((validTo) => ({ validTo })),
)
/** Of any kind, within any bounds. */
export const schedules = fc
  .tuple(fc.oneof(leaves, choice), bounds)
  .map(([schedule, within]) => Schedule.parse({ ...schedule, ...within }))

/** Offices that work on any days of the week, with any holidays. */
export const calendars = fc.record({
  workingDays: fc.constantFrom<number[]>([1, 2, 3, 4, 5], [7, 1, 2, 3, 4], [1, 2, 3, 4, 5, 6], [3]),
  holidays: fc.uniqueArray(days, { maxLength: 40 }),
})
