/*
 * Computes many dates, of rules and of schedules of every kind, and instants of them, and prints what they come to in
 * one line. A test runs it in processes of different time zones: `TZ=Asia/Baku node tests/support/dates-digest.ts`.
 */
import { createHash } from 'node:crypto'
import { occurrencesBetween } from '../../shared/schedule/occurrences.ts'
import { Schedule } from '../../shared/schedule/schedule.ts'
import { addDays, day } from '../../shared/time/day.ts'
import { civilDay, endOfDay, instantOf, TimeOfDay, Zone } from '../../shared/time/zone.ts'
import { engineDays } from './engine-days.ts'
import { random } from './random.ts'
import { randomRule } from './random-rules.ts'
import { contextWith } from './schedules.ts'

const at = { time: '02:30', zone: 'America/New_York' }
const schedules = [
  { kind: 'once', on: '2026-11-01', at },
  { kind: 'rrule', startsOn: '2002-12-01', rrule: 'FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYDAY=3TU', at },
  { kind: 'every', startsOn: '2024-01-31', period: 'P1M', roll: 'nearest', at },
  {
    kind: 'session',
    organisationId: 'org',
    edge: 'closes',
    from: 57,
    offset: { workingDays: -5 },
    weekday: 5,
  },
  { kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2012-09-12' },
  { kind: 'list', dates: ['2026', '2026-03', '2026-03-08'], at },
].map((each) => Schedule.parse(each))

const hash = createHash('sha256')
const source = random(5545)
for (let rule = 0; rule < 300; rule += 1) {
  const { text, startsOn } = randomRule(source)
  hash.update(engineDays(text, startsOn, addDays(day(startsOn), 2_000)).join(' '))
}
for (const schedule of schedules)
  hash.update(
    JSON.stringify(
      occurrencesBetween(schedule, contextWith(), { from: day('2011-01-01'), to: day('2032-12-31') }),
    ),
  )
for (const name of ['UTC', 'Asia/Baku', 'Pacific/Apia', 'Australia/Lord_Howe', 'America/New_York']) {
  const zone = Zone.parse(name)
  for (let on = day('2011-12-25'); on < '2013-01-05'; on = addDays(on, 1)) {
    const instant = instantOf(on, TimeOfDay.parse('02:30'), zone)
    hash.update(`${instant} ${endOfDay(on, zone)} ${civilDay(instant, zone)}`)
  }
}
const summer = new Date(2026, 6, 1).getTimezoneOffset()
console.log(JSON.stringify({ offsetMinutes: summer, digest: hash.digest('hex') }))
