import { describe, expect, it } from 'vitest'
import { addDays, day } from '../../../shared/time/day.ts'
import { campaignTimeout, playSeeds } from '../../support/campaign-budget.ts'
import { engineDays } from '../../support/engine-days.ts'
import { random } from '../../support/random.ts'
import { type RandomRule, randomRule } from '../../support/random-rules.ts'
import { oracle } from '../../support/recurrence-oracle.ts'
import { knownDifference, rruleTemporal } from '../../support/rrule-temporal.ts'

const days = 2_200

/** One rule against the oracle, against the library where the two agree, and against itself, begun in the middle. */
function compare({ text, startsOn }: RandomRule, far: number): void {
  const end = addDays(day(startsOn), days)
  const from = addDays(day(startsOn), far)
  const ours = engineDays(text, startsOn, end)

  expect(ours, `${text} from ${startsOn}`).toEqual(oracle(text, startsOn, end))
  expect(engineDays(text, startsOn, end, from), `${text} from ${startsOn}, asked from ${from}`).toEqual(
    ours.filter((on) => on >= from),
  )
}

it('a random rule gives the days that one finds who asks every day whether it fits, from wherever it is asked', {
  timeout: campaignTimeout('recurrence'),
}, async () => {
  await playSeeds('recurrence', (seed) => {
    const source = random(seed)
    for (let at = 0; at < 100; at += 1) compare(randomRule(source), source.below(days))
  })
})

it('a random rule gives the days of the library rrule-temporal, but for the differences that are explained', () => {
  const source = random(2)
  const rules = Array.from({ length: 250 }, () => randomRule(source))
  const agreeing = rules.filter(({ text }) => knownDifference(text) === undefined)

  for (const { text, startsOn } of agreeing) {
    const end = addDays(day(startsOn), days)

    expect(engineDays(text, startsOn, end), `${text} from ${startsOn}`).toEqual(
      rruleTemporal(text, startsOn, end),
    )
  }
  expect(agreeing.length).toBeGreaterThan(200)
})

it.each([
  'FREQ=YEARLY;BYWEEKNO=1;BYYEARDAY=366',
  'FREQ=YEARLY;BYWEEKNO=1;BYYEARDAY=365',
  'FREQ=YEARLY;BYWEEKNO=-1;BYYEARDAY=-366',
  'FREQ=YEARLY;BYWEEKNO=-1;BYYEARDAY=-365',
  'FREQ=YEARLY;BYWEEKNO=53,1;BYMONTHDAY=29,31,1;BYMONTH=12,1',
  'FREQ=YEARLY;BYYEARDAY=-366,366,60,-306',
  'FREQ=YEARLY;BYDAY=53MO,-53TH',
])('years of one shape are not taken for each other, nor those with other neighbours: %s', (text) => {
  expect(engineDays(text, '1990-01-01', '2075-12-31')).toEqual(oracle(text, '1990-01-01', '2075-12-31'))
})

it('a date that SKIP moves into the next month is found by who asks from there', () => {
  const monthly = 'RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD'

  expect(engineDays(monthly, '2026-01-31', '2026-03-31', '2026-03-01')).toEqual(['2026-03-01', '2026-03-31'])
})

it('SKIP moves nothing of a rule of days, which has none that is not in the calendar', () => {
  const daily = 'RSCALE=GREGORIAN;FREQ=DAILY;BYMONTHDAY=31;SKIP=FORWARD'

  expect(engineDays(daily, '2026-01-01', '2026-06-30')).toEqual(['2026-01-31', '2026-03-31', '2026-05-31'])
})

describe('where the library and RFC 5545 part ways', () => {
  it.each([
    ['FREQ=YEARLY;BYWEEKNO=23,40;BYMONTHDAY=23', '2015-02-14'],
    ['FREQ=YEARLY;BYMONTHDAY=2,-27,-15,1,5;BYDAY=-10FR', '2004-02-29'],
    ['FREQ=YEARLY;BYDAY=SA,14MO', '2017-01-24'],
    ['FREQ=YEARLY;BYWEEKNO=20,5;INTERVAL=3;WKST=MO', '2012-12-31'],
    ['FREQ=YEARLY;BYYEARDAY=69,232,-59;BYDAY=FR', '2023-03-29'],
  ])('the difference is explained, and the oracle is with us: %s', (text, startsOn) => {
    const end = addDays(day(startsOn), 3000)

    expect(knownDifference(text)).toBeDefined()
    expect(engineDays(text, startsOn, end)).toEqual(oracle(text, startsOn, end))
    expect(engineDays(text, startsOn, end)).not.toEqual(rruleTemporal(text, startsOn, end))
  })
})
