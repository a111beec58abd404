import { expect, it } from 'vitest'
import { campaignTimeout, playSeeds } from '../../support/campaign-budget.ts'
import { simulate } from '../../support/simulation/simulate.ts'

/** A seed of two years takes a few seconds. More of them, and longer: `npm run campaign:reminders`. */
const years = 2

it('in years of crashes, losses, doubles, silences and edits nothing is missed, and nothing is doubled unsaid', {
  timeout: campaignTimeout('simulation'),
}, async () => {
  let again = 0
  const seeds = await playSeeds('simulation', async (seed) => {
    const outcome = await simulate(seed, years)
    expect(outcome.violations).toEqual([])
    expect(outcome.mails).toBeGreaterThan(0)
    again += outcome.again
  })
  console.log(`simulated ${seeds * years} years; ${again} words were sent again and said so`)
})

it('a seed plays exactly the same again', async () => {
  const first = await simulate(7, 0.5)

  const second = await simulate(7, 0.5)

  expect(second).toEqual(first)
})
