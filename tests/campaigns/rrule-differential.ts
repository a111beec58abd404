/*
 * A long comparison of the recurrence engine with two others: the naive oracle, and the library rrule-temporal.
 *
 *   node tests/campaigns/rrule-differential.ts --seed 1 --rules 1000000 [--against oracle|library|both]
 *
 * It prints its seed, what differs, and at the end how many rules it compared; it exits with 1 where anything
 * differs that `knownDifference` does not explain. The ordinary tests run a small sample of the same.
 */
import { parseArgs } from 'node:util'
import { addDays, day } from '../../shared/time/day.ts'
import { engineDays } from '../support/engine-days.ts'
import { random } from '../support/random.ts'
import { type RandomRule, randomRule } from '../support/random-rules.ts'
import { oracle } from '../support/recurrence-oracle.ts'
import { knownDifference, rruleTemporal } from '../support/rrule-temporal.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rules: { type: 'string', default: '10000' },
    against: { type: 'string', default: 'both' },
  },
})
const source = random(Number(values.seed))
const rules = Number(values.rules)
const windowDays = 2557
let differing = 0
let explained = 0

function compare({ text, startsOn }: RandomRule): void {
  const end = addDays(day(startsOn), windowDays)
  const days = engineDays(text, startsOn, end)
  const ours = days.join(' ')
  const from = addDays(day(startsOn), source.below(windowDays))
  const later = days.filter((on) => on >= from).join(' ')
  report(text, startsOn, `itself from ${from}`, later, engineDays(text, startsOn, end, from).join(' '))
  if (values.against !== 'library')
    report(text, startsOn, 'oracle', ours, oracle(text, startsOn, end).join(' '))
  if (values.against === 'oracle') return
  if (knownDifference(text) === undefined) {
    report(text, startsOn, 'library', ours, rruleTemporal(text, startsOn, end).join(' '))
  } else explained += 1
}

function report(text: string, startsOn: string, other: string, ours: string, theirs: string): void {
  if (ours === theirs) return
  differing += 1
  console.log(
    `${text} from ${startsOn}\n  ours:   ${ours.slice(0, 200)}\n  ${other}: ${theirs.slice(0, 200)}`,
  )
}

console.log(`seed ${values.seed}, ${rules} rules, against ${values.against}`)
for (let at = 1; at <= rules; at += 1) {
  compare(randomRule(source))
  if (at % 10_000 === 0) console.log(`${at} rules compared, ${differing} differ`)
}
console.log(
  `seed ${values.seed}: ${rules} rules compared, ${differing} differ, ${explained} left to the oracle alone`,
)
process.exitCode = differing === 0 ? 0 : 1
