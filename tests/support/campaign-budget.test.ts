import { describe, expect, it } from 'vitest'
import { type Campaign, campaignSeconds, campaignShares, playSeeds } from './campaign-budget.ts'

const none = { SERVANDA_CAMPAIGN_SECONDS: '0' }

describe('the time of the campaigns', () => {
  it('is one budget, which they share', () => {
    const all = Object.keys(campaignShares) as Campaign[]

    const sum = (env: object) => all.reduce((so, each) => so + campaignSeconds(each, { ...env }), 0)

    expect([sum({}), sum({ CI: 'true' }), sum({ SERVANDA_CAMPAIGN_SECONDS: '7' })].map(Math.round)).toEqual([
      60, 300, 7,
    ])
  })

  it('is refused where it is no number of seconds', () => {
    for (const SERVANDA_CAMPAIGN_SECONDS of ['a minute', '-1'])
      expect(() => campaignSeconds('zones', { SERVANDA_CAMPAIGN_SECONDS })).toThrow(RangeError)
  })
})

describe('a campaign', () => {
  it('plays one seed at least, the first or the one that is asked for', async () => {
    const played: number[] = []

    await playSeeds('zones', (seed) => played.push(seed), none)
    await playSeeds('zones', (seed) => played.push(seed), { ...none, SERVANDA_CAMPAIGN_SEED: '31' })

    expect(played).toEqual([1, 31])
  })

  it('names the seed that failed, and how to play it again', async () => {
    const failing = playSeeds('zones', () => Promise.reject(new Error('a day too late')), {
      ...none,
      SERVANDA_CAMPAIGN_SEED: '31',
    })

    await expect(failing).rejects.toThrow(
      /seed 31 \(SERVANDA_CAMPAIGN_SEED=31 plays it again\): a day too late/,
    )
  })
})
