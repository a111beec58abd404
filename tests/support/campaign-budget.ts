/**
 * Campaigns play seed after seed as long as there is time. All of them together have `SERVANDA_CAMPAIGN_SECONDS`, by
 * default a minute, or five with `CI=true`; each has its share. A campaign that is added here takes from the others,
 * not from whoever waits for the tests.
 */
export const campaignShares = {
  simulation: 5,
  recurrence: 1,
  zones: 1,
  schedules: 1,
  fuzzing: 2,
  actions: 1,
  kills: 2,
} as const
export type Campaign = keyof typeof campaignShares

type Environment = Readonly<Record<string, string | undefined>>

/** The seconds of one campaign. @throws RangeError where the variable is no number of seconds */
export function campaignSeconds(campaign: Campaign, env: Environment = process.env): number {
  const all = Number(env.SERVANDA_CAMPAIGN_SECONDS ?? (env.CI === 'true' ? 300 : 60))
  if (!Number.isFinite(all) || all < 0) {
    throw new RangeError('SERVANDA_CAMPAIGN_SECONDS takes the seconds of all campaigns together, such as 60.')
  }
  const parts = Object.values(campaignShares).reduce((sum, share) => sum + share, 0)
  return (all * campaignShares[campaign]) / parts
}

/** For the runner: the campaign's own time, and `slackSeconds` for its last seed on a busy machine. */
export function campaignTimeout(campaign: Campaign, slackSeconds = 240): number {
  return (campaignSeconds(campaign) + slackSeconds) * 1_000
}

/**
 * Plays seeds, one after another, until the campaign's time is up: one at least, and always the same ones from the
 * start, which is 1 or `SERVANDA_CAMPAIGN_SEED`. Prints which they were.
 *
 * @throws Error with the seed, and how to play it again, where `play` throws
 */
export async function playSeeds(
  campaign: Campaign,
  play: (seed: number) => unknown,
  env: Environment = process.env,
): Promise<number> {
  const first = Number(env.SERVANDA_CAMPAIGN_SEED ?? 1)
  const end = Date.now() + campaignSeconds(campaign, env) * 1_000
  let seed = first
  for (; seed === first || Date.now() < end; seed += 1) await playOne(campaign, seed, play)
  console.log(`campaign ${campaign}: seeds ${first} to ${seed - 1} held`)
  return seed - first
}

async function playOne(campaign: Campaign, seed: number, play: (seed: number) => unknown): Promise<void> {
  try {
    await play(seed)
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    const again = `SERVANDA_CAMPAIGN_SEED=${seed} plays it again`
    throw new Error(`campaign ${campaign}, seed ${seed} (${again}): ${said}`, { cause })
  }
}
