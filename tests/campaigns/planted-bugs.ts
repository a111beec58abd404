import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Can the simulator see? Each of these mistakes, made in a copy of the code, has to be found by it:
 * `node tests/campaigns/planted-bugs.ts --seeds 200`. It ends with an error where one is not.
 */
type Bug = { readonly name: string; readonly file: string; readonly find: string; readonly replace: string }

const bugs: readonly Bug[] = [
  {
    name: 'sent before the fence is written',
    file: 'functions/deliver/deliver.ts',
    find: '  await held.become(fenced)\n  await send(parts, fenced, composition.mail)',
    replace: '  await send(parts, fenced, composition.mail)',
  },
  {
    name: 'the fence is not sticky: after a crash it is sent as if for the first time',
    file: 'functions/deliver/deliver.ts',
    find: '  if (status.again) return held.become(heldState(held.envelope.attempts))',
    replace: '  return send(parts, status, mail)',
  },
  {
    name: 'an unknown outcome is taken for a refusal',
    file: 'functions/deliver/deliver.ts',
    find: '    return held.rest(status, retryAt(now, attempts) ?? plusSeconds(now, 300), attempts)',
    replace: "    return held.rest({ state: 'closed' }, plusSeconds(now, 300), attempts)",
  },
  {
    name: 'a refusal is taken for success',
    file: 'functions/deliver/deliver.ts',
    find: "  if (outcome.kind === 'accepted')\n",
    replace: "  if (outcome.kind !== 'unknown')\n",
  },
  {
    name: 'members are not validated before they are sent',
    file: 'functions/deliver/validate.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code.
    find: '  if (!isOpen(deadline)) return `The deadline is ${deadline.outcome.status}.`\n  if (deadline.dueOn !== delivery.word.dueOn)',
    replace: '  if (deadline.dueOn !== delivery.word.dueOn)',
  },
  {
    name: 'a time window: what a silence swallowed is never sent',
    file: 'shared/reminder/owed.ts',
    find: '    const reached = leads.filter(({ at }) => at <= horizon)',
    replace: '    const reached = leads.filter(({ at }) => at <= horizon && at > plusSeconds(now, -7200))',
  },
  {
    name: 'the outcome is not written to what was told',
    file: 'shared/reminder/held-envelope.ts',
    find: '{ ...told, lastTold, pending: null }',
    replace: '{ ...told, pending: null }',
  },
  {
    name: 'a change of a record does not wake it',
    file: 'shared/record/record-acts.ts',
    find: '    revision: stored.revision + 1,\n    history,\n    wakeAt: at.now,',
    replace: '    revision: stored.revision + 1,\n    history,',
  },
  {
    name: 'a session that moves wakes nothing',
    file: 'shared/reminder/replan.ts',
    find: '  for await (const id of dependentsOf(table, workspaceId, on))\n    await writePastConflicts(table, [wakeRecord(workspaceId, id, now)]).catch(ignoreConditionFailed)',
    replace: '  for await (const _ of dependentsOf(table, workspaceId, on)) void now',
  },
  {
    name: 'a lost message is never published again',
    file: 'functions/sweep/sweep.ts',
    find: '  const wake = { wakeAt: plusSeconds(at, againSeconds) }',
    replace: '  const wake = { wakeAt: plusSeconds(at, againSeconds * 100_000) }',
  },
  {
    name: 'an envelope that a crash left behind is never looked at again',
    file: 'shared/reminder/envelope.ts',
    find: '    ...(envelope.settled ? {} : wake(key.pk, claim.until)),',
    replace: '',
  },
  {
    name: 'a claim that is held by another is taken',
    file: 'shared/reminder/held-envelope.ts',
    find: "            { pk: 'present', settled: { isNot: true }, claimUntil: { atMost: now } },",
    replace: "            { pk: 'present' },",
  },
]

const root = resolve(import.meta.dirname, '../..')
const seedsAt = process.argv.indexOf('--seeds')
const seeds = seedsAt < 0 ? '200' : (process.argv[seedsAt + 1] ?? '200')
let missed = 0
for (const bug of bugs) {
  const copy = mkdtempSync(join(tmpdir(), 'servanda-bug-'))
  for (const folder of ['functions', 'shared', 'local', 'infra', 'tests', 'package.json'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const file = join(copy, bug.file)
  const code = readFileSync(file, 'utf8')
  if (!code.includes(bug.find)) throw new Error(`${bug.name}: ${bug.file} has changed, plant it anew`)
  writeFileSync(file, code.replace(bug.find, bug.replace))
  const args = ['tests/campaigns/reminder-simulation.ts', '--seeds', seeds]
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' })
  const seed = /^seed (\d+)/m.exec(stderr)?.[1]
  const [, said = ''] = stderr.split('\n')
  if (status === 0) missed += 1
  console.log(
    `${status === 0 ? 'NOT FOUND' : `found by seed ${seed ?? '?'}`}: ${bug.name}${status === 0 ? '' : `\n   ${said.trim()}`}`,
  )
  rmSync(copy, { recursive: true })
}
console.log(`${bugs.length - missed} of ${bugs.length} planted bugs were found`)
process.exit(missed === 0 ? 0 : 1)
