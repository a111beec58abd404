import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Can the simulator see? Each of these mistakes, made in a copy of the code, has to be found by it:
 * `node tests/campaigns/planted-bugs.ts --seeds 200`, or `--only session` for those that have that word in their names.
 * What no seed finds, the tests of delivery and planning have to. It ends with an error where nothing finds one.
 */
type Bug = {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly replace: string
  readonly also?: readonly { readonly find: string; readonly replace: string }[]
}

const bugs: readonly Bug[] = [
  {
    name: 'sent before the fence is written',
    file: 'functions/deliver/envelope-work.ts',
    find: '  await held.become(fenced, { attempts: [...held.envelope.attempts, begun].slice(-mostAttempts) })\n',
    replace: '  void begun\n',
  },
  {
    name: 'the fence is not sticky: after a crash it is sent as if for the first time',
    file: 'functions/deliver/envelope-work.ts',
    find: '  if (status.again) return held.become(heldState(held.envelope.attempts))',
    replace: "  await held.become({ state: 'closed' })\n  return fenceAndSend(parts)",
  },
  {
    name: 'an unknown outcome is taken for a refusal',
    file: 'functions/deliver/record-outcome.ts',
    find: '    return held.rest(status, at, attempts)',
    replace: "    return held.rest({ state: 'closed' }, at, attempts)",
  },
  {
    name: 'a refusal is taken for success',
    file: 'functions/deliver/record-outcome.ts',
    find: "  if (outcome.kind === 'accepted')\n",
    replace: "  if (outcome.kind !== 'unknown')\n",
    also: [
      {
        find: "become({ state: 'sent', providerId: outcome.providerId }",
        replace: "become({ state: 'sent', providerId: null }",
      },
    ],
  },
  {
    name: 'members are not validated before they are sent',
    file: 'functions/deliver/validate.ts',
    find: ' || look.obsolete.has(toldId(delivery)))',
    replace: ')',
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
    find: '{ ...told, lastTold, pending: null, unreached }',
    replace: '{ ...told, pending: null, unreached }',
  },
  {
    name: 'a change of a record does not wake it',
    file: 'shared/record/record-acts.ts',
    find: '    wakeAt: at.now,\n    restsUntil: restEndedBy',
    replace: '    restsUntil: restEndedBy',
  },
  {
    name: 'a session that moves wakes nothing',
    file: 'shared/reminder/replan.ts',
    find: 'wakeNoLater(table, wakeOne(workspaceId, id, changedAt), changedAt)',
    replace: 'Promise.resolve([wakeNoLater, wakeOne, id, changedAt])',
  },
  {
    name: 'a lost message is never published again',
    file: 'functions/sweep/rest.ts',
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
  {
    name: 'a claim has no nonce: who was overtaken goes on',
    file: 'shared/reminder/held-envelope.ts',
    find: 'claimNonce: { is: this.#claim.nonce }, state: { is: this.envelope.status.state } }',
    replace: "claimNonce: 'present' } as const",
    also: [{ find: 'export const leaseSeconds = 540', replace: 'export const leaseSeconds = 60' }],
  },
  {
    name: 'a lease is shorter than a function may run',
    file: 'shared/reminder/held-envelope.ts',
    find: 'export const leaseSeconds = 540',
    replace: 'export const leaseSeconds = 10',
  },
  {
    name: 'a plan is written without conditions: two at once both write it',
    file: 'shared/reminder/plan.ts',
    find: 'when: asItWas },',
    replace: '...(asItWas ? {} : {}) },',
    also: [
      { find: "      when: { pk: 'absent' } as const,\n", replace: '' },
      { find: '    when: asRead(stored),\n', replace: '' },
    ],
  },
  {
    name: 'a wake is moved though the record has changed since',
    file: 'shared/record/record-store.ts',
    find: "    revision: { is: revision },\n    plannedThrough: { is: plannedThrough },\n    woken: woken === undefined ? 'absent' : { is: woken },",
    replace:
      '    revision: { isNot: -revision },\n    plannedThrough: { isNot: [plannedThrough, woken].join() },',
  },
  {
    name: 'what is called back does not wake the record',
    file: 'shared/reminder/call-back.ts',
    find: '        { ...wakeRecord(workspaceId, stored.data.id, since, woken), when: asRead(stored) },\n',
    replace: '',
  },
  {
    name: 'a delivery joins an envelope that is closed',
    file: 'functions/deliver/envelope-work.ts',
    find: "    if (parts.held.envelope.status.state === 'open') await bindAndClose(parts)",
    replace:
      "    if (parts.held.envelope.status.state === 'open') await bindAndClose(parts)\n    else for (const each of await deliveriesIn(parts.table, parts.workspaceId, parts.held.envelope))\n      if (isFree(each)) await parts.table.write([{ put: deliveryItem(parts.workspaceId, { ...each, envelopeSk: parts.held.sk }) }])",
    also: [
      {
        find: "import type { Delivery, ReminderLabel } from '../../shared/reminder/delivery.ts'",
        replace:
          "import { type Delivery, deliveryItem, type ReminderLabel } from '../../shared/reminder/delivery.ts'",
      },
    ],
  },
  {
    name: 'a lead that a change brought is called late',
    file: 'shared/record/record-acts.ts',
    find: '    restsUntil: restEndedBy(stored, at.now),\n',
    replace: '    restsUntil: stored.plannedThrough,\n',
  },
  {
    name: 'each attempt has a key of its own',
    file: 'functions/deliver/way.ts',
    find: 'key: mail.envelopeKey, to',
    replace: 'key: crypto.randomUUID(), to',
  },
  {
    name: 'a delivery that is planned is in no index',
    file: 'shared/reminder/delivery.ts',
    find: '...(waits ? wake(key.pk, delivery.sendAt) : {})',
    replace: '...(waits && delivery.seq % 5 > 0 ? wake(key.pk, delivery.sendAt) : {})',
  },
  {
    name: 'policy: it escalates what somebody has acknowledged',
    file: 'shared/reminder/recipient-leads.ts',
    find: ' && !(acknowledged && at <= acknowledged.at)',
    replace: ' && (acknowledged === null || at > broughtAt || at <= broughtAt)',
  },
  {
    name: 'policy: an escalation counts from a lead that lay behind when its deadline was arranged',
    file: 'shared/reminder/recipient-leads.ts',
    find: 'at < broughtAt ? later(at, announcedAt) : at,',
    replace: 'later(at, at < broughtAt && at > announcedAt ? announcedAt : at),',
  },
  {
    name: 'who stands in: the deputy is passed over for the administrator',
    file: 'shared/reminder/stand-in.ts',
    find: '{ id: record.deputyId, role,',
    replace: '{ id: record.deputyId && null, role,',
  },
  {
    name: 'a channel: each try of a webhook has an id of its own',
    file: 'functions/deliver/way.ts',
    find: 'channel.prepare({ key: mail.envelopeKey,',
    replace: 'channel.prepare({ key: crypto.randomUUID(),',
  },
  {
    name: 'a channel: Slack is sent a copy that does not say so',
    file: 'shared/channel/team-channel.ts',
    find: "slack: 'labelled'",
    replace: "slack: 'same_key'",
  },
  {
    name: 'policy: who has muted a record is told',
    file: 'shared/reminder/recipient.ts',
    find: '!isMuted(mutes, watcher, keyOf(deadline))',
    replace: '!isMuted([], watcher, keyOf(deadline))',
  },
  {
    name: 'policy: a digest comes after the day of its leads',
    file: 'shared/reminder/lead.ts',
    find: '-((weekdayOf(on) - digest.weekday + 7) % 7)',
    replace: '(digest.weekday - weekdayOf(on) + 7) % 7',
  },
  {
    name: 'policy: whatever is done to a record puts its escalations off',
    file: 'shared/record/record-acts.ts',
    find: '...(isArrangedBy(deed, whole) ? { arrangedAt: at.now } : {}),',
    replace: '...(isArrangedBy(deed, whole) || deed.changes.length > 0 ? { arrangedAt: at.now } : {}),',
  },
  {
    name: 'policy: follow-ups end with the last that is named',
    file: 'shared/reminder/recipient-leads.ts',
    find: '  if (everyDays === null) return days',
    replace: '  if (everyDays === null || everyDays > 0) return days',
  },
]

const root = resolve(import.meta.dirname, '../..')

/** The file with the mistake in it. @throws Error where the code has changed since the mistake was written */
function mistaken(bug: Bug): string {
  let code = readFileSync(join(root, bug.file), 'utf8')
  for (const { find, replace } of [bug, ...(bug.also ?? [])]) {
    if (!code.includes(find)) throw new Error(`${bug.name}: ${bug.file} has changed, plant it anew`)
    code = code.replace(find, () => replace)
  }
  return code
}

/** A copy of the code with the mistake in it; its folder. */
function planted(bug: Bug): string {
  const copy = mkdtempSync(join(tmpdir(), 'servanda-bug-'))
  for (const part of ['functions', 'shared', 'local', 'infra', 'tests', 'package.json', 'vitest.config.ts'])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  writeFileSync(join(copy, bug.file), mistaken(bug))
  return copy
}

/** What finds the mistake, and its first words; undefined where nothing does. */
function foundBy(copy: string): string | undefined {
  const run = (args: readonly string[]) => spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' })
  const played = run(['tests/campaigns/reminder-simulation.ts', '--seeds', seeds, '--years', '3'])
  const seed = /^seed (\d+)/m.exec(played.stderr)?.[1]
  const [, said = ''] = played.stderr.split('\n')
  if (played.status !== 0) return `seed ${seed ?? '?'}: ${said.trim().slice(0, 160)}`
  const tests = [
    'tests/functions/deliver/crashes.test.ts',
    'tests/functions/deliver/deliver.test.ts',
    'tests/shared/reminder/call-back.test.ts',
  ]
  const crashed = run(['node_modules/vitest/vitest.mjs', 'run', ...tests])
  const failed = /FAIL .*/.exec(crashed.stdout + crashed.stderr)?.[0]
  return crashed.status === 0 ? undefined : `a test: ${failed ?? ''}`
}

const seedsAt = process.argv.indexOf('--seeds')
const seeds = seedsAt < 0 ? '40' : (process.argv[seedsAt + 1] ?? '40')
const onlyAt = process.argv.indexOf('--only')
const only = onlyAt < 0 ? '' : (process.argv[onlyAt + 1] ?? '')
const chosen = bugs.filter(({ name }) => name.includes(only))
// At once, and not after an hour.
for (const bug of chosen) mistaken(bug)
let missed = 0
for (const bug of chosen) {
  const copy = planted(bug)
  const found = foundBy(copy)
  if (found === undefined) missed += 1
  console.log(`${found === undefined ? 'NOT FOUND' : 'found'}: ${bug.name}\n   ${found ?? ''}`)
  rmSync(copy, { recursive: true })
}
console.log(`${chosen.length - missed} of ${chosen.length} planted bugs were found`)
process.exit(missed === 0 ? 0 : 1)
