import { expect, it } from 'vitest'
import { campaignTimeout, playSeeds } from '../support/campaign-budget.ts'
import { killAgainAndAgain } from '../support/kills.ts'

/** More of them: `npm run campaign:kills`. */
const killsOfASeed = 3

it('killed with -9 while a reminder goes out, it loses none and doubles none without saying so', {
  timeout: campaignTimeout('kills'),
}, async () => {
  let labelled = 0
  const seeds = await playSeeds('kills', async (seed) => {
    const outcome = await killAgainAndAgain(seed, killsOfASeed)
    expect(outcome.wrongs).toEqual([])
    labelled += outcome.labelled
  })
  console.log(`killed ${seeds * killsOfASeed} times; ${labelled} mails were sent again and said so`)
})
