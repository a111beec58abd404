import { expect, it } from 'vitest'
import { simulate } from '../../support/simulation/simulate.ts'

/** How long the campaign may take here; a long one runs by `npm run campaign:reminders`. */
const seconds = Number(process.env.SERVANDA_CAMPAIGN_SECONDS ?? 45)

it('in a year of crashes, losses, doubles, silences and edits nothing is missed, and nothing is doubled unsaid', {
  timeout: (seconds + 60) * 1_000,
}, async () => {
  const end = Date.now() + seconds * 1_000
  let seeds = 0
  let again = 0
  for (let seed = 1; Date.now() < end; seed += 1) {
    const outcome = await simulate(seed)
    expect(outcome.violations, `seed ${seed}`).toEqual([])
    expect(outcome.mails).toBeGreaterThan(0)
    again += outcome.again
    seeds = seed
  }
  console.log(`simulated ${seeds} years, seeds 1 to ${seeds}; ${again} mails were sent again and said so`)
  expect(seeds).toBeGreaterThan(3)
})
