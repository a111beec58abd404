import { killAgainAndAgain } from '../support/kills.ts'

/** Kills the product many times: `node tests/campaigns/kills.ts --kills 1000 --first 1`. It ends with an error where one shows. */
function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

const ofASeed = 20
const wanted = option('kills', 1_000)
let done = 0
let labelled = 0
for (let seed = option('first', 1); done < wanted; seed += 1) {
  const outcome = await killAgainAndAgain(seed, Math.min(ofASeed, wanted - done))
  if (outcome.wrongs.length > 0) {
    console.error(`seed ${seed}\n${outcome.wrongs.map((each) => `  ${each}`).join('\n')}`)
    process.exit(1)
  }
  done += outcome.kills
  labelled += outcome.labelled
  console.log(`${done} kills, ${labelled} mails sent again and said so, nothing missed or doubled`)
}
