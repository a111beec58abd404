/*
 * Removes a stage: `npm run teardown -- --context stage=development`. It says what will be deleted and what stays, asks
 * for the stage's name, and then does exactly that. Production keeps its data: what is removed there is all but that.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { type Fates, fatesOf } from './fates.ts'

const given = process.argv.slice(2)
const root = join(import.meta.dirname, '..')

function cdk(args: readonly string[], stdio: 'inherit' | 'ignore'): number {
  const { status } = spawnSync('npx', ['cdk', ...args, ...given], { cwd: root, stdio })
  return status ?? 1
}

function synthesised(): { name: string; fates: Fates } {
  const output = mkdtempSync(join(tmpdir(), 'servanda-teardown-'))
  try {
    if (cdk(['synth', '--quiet', '--output', output], 'inherit') !== 0) process.exit(1)
    const file = readdirSync(output).find((name) => name.endsWith('.template.json')) ?? ''
    const template = JSON.parse(readFileSync(join(output, file), 'utf8'))
    return { name: file.replace('.template.json', ''), fates: fatesOf(template) }
  } finally {
    rmSync(output, { recursive: true })
  }
}

const { name, fates } = synthesised()
const listed = (resources: Fates['kept']) => resources.map(({ id, type }) => `  ${type}  ${id}`).join('\n')
console.log(`${name}: ${fates.deleted.length} resources will be deleted:\n${listed(fates.deleted)}`)
console.log(
  fates.kept.length === 0 ? 'Nothing stays.' : `These stay, with their data:\n${listed(fates.kept)}`,
)
const terminal = createInterface({ input: process.stdin, output: process.stdout })
const answer = await terminal.question(`Type ${name} to go on: `)
terminal.close()
if (answer.trim() !== name) {
  console.error('Nothing was removed.')
  process.exit(1)
}
process.exit(cdk(['destroy', '--force', name], 'inherit'))
