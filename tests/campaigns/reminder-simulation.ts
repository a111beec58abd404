import { simulate } from '../support/simulation/simulate.ts'

/**
 * Plays many seeds: `node tests/campaigns/reminder-simulation.ts --seeds 1000 --first 1 --years 5`. A seed that fails is
 * printed with what the oracle says, and plays the same again.
 */
function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

const first = option('first', 1)
const seeds = option('seeds', 1_000)
const years = option('years', 5)
let mails = 0
let again = 0
for (let seed = first; seed < first + seeds; seed += 1) {
  const outcome = await simulate(seed, years)
  mails += outcome.mails
  again += outcome.again
  if (outcome.violations.length === 0) continue
  console.error(`seed ${seed}\n${outcome.violations.map((each) => `  ${each}`).join('\n')}`)
  process.exit(1)
}
console.log(
  `${seeds * years} years, ${seeds} seeds from ${first}: ${mails} mails, ${again} words sent again and said so, nothing missed or doubled`,
)
