import { expect, it } from 'vitest'
import { simulate } from '../../support/simulation/simulate.ts'

/** How long the campaign may take here; a long one runs by `npm run campaign:reminders`. */
const seconds = Number(process.env.SERVANDA_CAMPAIGN_SECONDS ?? 60)
/** A seed of two years takes a few seconds. */
const years = 2

it('in years of crashes, losses, doubles, silences and edits nothing is missed, and nothing is doubled unsaid', {
  timeout: (seconds + 240) * 1_000,
}, async () => {
  const end = Date.now() + seconds * 1_000
  let seeds = 0
  let again = 0
  for (let seed = 1; Date.now() < end; seed += 1) {
    const outcome = await simulate(seed, years)
    expect(outcome.violations, `seed ${seed}`).toEqual([])
    expect(outcome.mails).toBeGreaterThan(0)
    again += outcome.again
    seeds = seed
  }
  console.log(
    `simulated ${seeds * years} years, seeds 1 to ${seeds}; ${again} words were sent again and said so`,
  )
  expect(seeds).toBeGreaterThan(0)
})

it('a seed plays exactly the same again', async () => {
  const first = await simulate(7, 0.5)

  const second = await simulate(7, 0.5)

  expect(second).toEqual(first)
})
