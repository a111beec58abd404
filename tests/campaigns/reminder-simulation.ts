import { simulate } from '../support/simulation/simulate.ts'

/**
 * Plays many seeds: `node tests/campaigns/reminder-simulation.ts --seeds 1000 --first 1`. A seed that fails is printed
 * with what the oracle says, and plays the same again.
 */
function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

const first = option('first', 1)
const seeds = option('seeds', 1_000)
let mails = 0
let again = 0
for (let seed = first; seed < first + seeds; seed += 1) {
  const outcome = await simulate(seed)
  mails += outcome.mails
  again += outcome.again
  if (outcome.violations.length === 0) continue
  console.error(`seed ${seed}\n${outcome.violations.map((each) => `  ${each}`).join('\n')}`)
  process.exit(1)
}
console.log(
  `${seeds} years from seed ${first}: ${mails} mails, ${again} sent again and said so, nothing missed or doubled`,
)
