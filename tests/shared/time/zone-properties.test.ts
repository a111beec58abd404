import { expect, it } from 'vitest'
import { addDays, type Day, day, dayAt } from '../../../shared/time/day.ts'
import { epochMs, plusSeconds } from '../../../shared/time/instant.ts'
import { civilDay, endOfDay, instantOf, TimeOfDay, Zone } from '../../../shared/time/zone.ts'
import { campaignTimeout, playSeeds } from '../../support/campaign-budget.ts'
import { type Random, random } from '../../support/random.ts'
import { changesOf, offsetMinutes, wallAt } from '../../support/wall-clock.ts'

const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC']

/** The days that a zone has left out of its calendar, by crossing the date line. Source: the tz database. */
const missing = new Set([
  'Pacific/Apia 2011-12-30',
  'Pacific/Fakaofo 2011-12-30',
  'Pacific/Kwajalein 1993-08-21',
  'Pacific/Enderbury 1994-12-31',
  'Pacific/Kanton 1994-12-31',
  'Pacific/Kiritimati 1994-12-31',
])

/** Half of the days are where the clocks change, or one before or after. */
function someDay(seed: Random, zone: string): Day {
  const year = 1971 + seed.below(90)
  const changes = seed.chance(0.5) ? changesOf(year, zone) : []
  if (changes.length > 0) return addDays(day(seed.pick(changes)), seed.below(4) - 1)
  return dayAt(365 + seed.below(90 * 365))
}

function check(on: Day, time: string, name: string): void {
  const zone = Zone.parse(name)
  const said = `${on} ${time} ${name}`
  const instant = instantOf(on, TimeOfDay.parse(time), zone)
  const wall = wallAt(epochMs(instant), zone)
  const isMissing = missing.has(`${name} ${on}`)

  // The hour is on its day, whatever the clocks do on it.
  expect([said, wall.day]).toEqual([said, isMissing ? addDays(on, 1) : on])
  expect([said, civilDay(instant, zone)]).toEqual([said, wall.day])
  if (!isMissing && wall.time !== time) expectLeapt(instant, wall.time, { said, time, zone: name })
  if (wall.time === time) expectFirst(instant, { said, time, zone: name })

  // The day ends at the first instant that belongs to a later one.
  const end = endOfDay(on, zone)
  const [last, next] = [plusSeconds(end, -1), end].map((each) => wallAt(epochMs(each), zone).day)
  expect([said, (last ?? '') <= on, (next ?? '') > on]).toEqual([said, true, true])
  expect([said, instant < end || isMissing]).toEqual([said, true])
}

type Case = { readonly said: string; readonly time: string; readonly zone: string }

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Clocks that do not show the time at all have leapt over it, and it is taken as much later as they leapt. */
function expectLeapt(instant: ReturnType<typeof endOfDay>, shown: string, { said, time, zone }: Case): void {
  const leap = offsetMinutes(epochMs(instant), zone) - offsetMinutes(epochMs(instant) - 4 * 3_600_000, zone)
  expect([said, minutes(shown) - minutes(time)]).toEqual([said, leap])
}

/** Of a time that is shown twice, the first. */
function expectFirst(instant: ReturnType<typeof endOfDay>, { said, time, zone }: Case): void {
  for (let before = 15; before <= 180; before += 15) {
    const earlier = wallAt(epochMs(instant) - before * 60_000, zone)
    expect([said, before, earlier.time]).not.toEqual([said, before, time])
  }
}

it('an hour stays on its civil day in every zone, and a day ends where the next one begins', {
  timeout: campaignTimeout('zones'),
}, async () => {
  await playSeeds('zones', (seed) => {
    const source = random(seed)
    for (let at = 0; at < 20; at += 1) {
      const zone = source.pick(zones)
      const time = `${String(source.below(24)).padStart(2, '0')}:${source.pick(['00', '15', '30', '45'])}`
      check(
        someDay(source, zone),
        source.chance(0.5) ? source.pick(['00:00', '01:30', '02:00', '02:15', '02:30']) : time,
        zone,
      )
    }
  })
})

it.each([...missing])('a day that a zone has left out is told on the next one: %s', (said) => {
  const [zone = '', on = ''] = said.split(' ')
  if (zones.includes(zone)) check(day(on), '08:00', zone)
  expect(zones.length).toBeGreaterThan(400)
})

it('civil days and their ends are in the same order in every zone', () => {
  const seed = random(11)
  for (const name of zones) {
    const zone = Zone.parse(name)
    const on = someDay(seed, name)
    const ends = [-1, 0, 1, 2].map((days) => endOfDay(addDays(on, days), zone))
    const steps = ends.slice(1).map((end, at) => (epochMs(end) - epochMs(ends[at] ?? end)) / 3_600_000)

    for (const hours of steps)
      expect([name, on, hours === 0 || (hours >= 22 && hours <= 26)]).toEqual([name, on, true])
  }
})
