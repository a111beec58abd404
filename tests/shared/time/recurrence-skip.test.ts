import { expect, it } from 'vitest'
import { engineDays } from '../../support/engine-days.ts'
import { naiveSkip, type SkipRule, skipRuleText } from '../../support/naive-recurrence-skip.ts'
import { random } from '../../support/random.ts'

const SEED = 7529
const RULES = 1_000

function randomSkipRule(seed: ReturnType<typeof random>): SkipRule {
  const frequency = seed.pick(['MONTHLY', 'YEARLY'] as const)
  const some = (most: number, item: () => number) => [
    ...new Set(Array.from({ length: 1 + seed.below(most) }, item)),
  ]
  const signed = (least: number, most: number) => () =>
    (seed.chance(0.3) ? -1 : 1) * (least + seed.below(most - least + 1))
  const by = seed.pick(['nothing', 'monthDays', frequency === 'YEARLY' ? 'yearDays' : 'monthDays'])
  const isChosen = by !== 'nothing'
  return {
    frequency,
    interval: 1 + seed.below(4),
    skip: seed.pick(['OMIT', 'BACKWARD', 'FORWARD'] as const),
    months: by !== 'yearDays' && seed.chance(0.4) ? some(4, () => 1 + seed.below(12)) : [],
    monthDays: by === 'monthDays' ? some(4, signed(27, 31)) : [],
    yearDays: by === 'yearDays' ? some(4, signed(364, 366)) : [],
    weekdays: isChosen && seed.chance(0.3) ? ['MO', 'WE', 'SA', 'SU'].filter(() => seed.chance(0.7)) : [],
    positions: isChosen && seed.chance(0.3) ? some(2, signed(1, 3)) : [],
  }
}

it(`SKIP is what RFC 7529 says, for ${RULES} rules of seed ${SEED}`, () => {
  const seed = random(SEED)

  for (let at = 0; at < RULES; at += 1) {
    const rule = randomSkipRule(seed)
    const startsOn = seed.pick([
      '2023-12-31',
      '2024-01-30',
      '2024-02-29',
      '2024-12-31',
      '2025-05-31',
      '2026-03-01',
    ])
    const text = skipRuleText(rule)

    expect(engineDays(text, startsOn, '2036-12-31'), `${text} from ${startsOn}`).toEqual(
      naiveSkip(rule, startsOn, '2036-12-31'),
    )
  }
})
