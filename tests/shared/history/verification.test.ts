import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { witness } from '../../../functions/witness/witness.ts'
import { type HistoryEntry, nextEntry, noHistory } from '../../../shared/history/history.ts'
import { type Finding, verifyHistory, type WitnessedHead } from '../../../shared/history/history-store.ts'
import { WorkspaceId } from '../../../shared/identity/workspace-id.ts'
import { logLine } from '../../../shared/log/cause.ts'
import { placeOf } from '../../support/database.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let workspaceId: WorkspaceId
let recordId: string
/** Where the history of the record is. */
let pk: string

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  const { id } = await desk.done('POST', '/v1/agreements', { title: 'Old', type: 'other', parties: [] })
  for (const title of ['New', 'Newer'])
    await desk.done('PATCH', `/v1/agreements/${id}`, { title }, { 'if-match': '*' })
  const organisation = await desk.done('POST', '/v1/organisations', { name: 'WHO' })
  await desk.done('POST', `/v1/organisations/${organisation.id}/events`, { kind: 'visit' })
  await desk.done('POST', '/v1/calendars', { name: 'Baku' })
  await desk.done('PATCH', '/v1/settings', { zone: 'Asia/Baku' }, { 'if-match': '*' })
  recordId = id
  pk = (await dump(desk.table)).find((item) => item.sk === 'RECORD')!.pk
  workspaceId = WorkspaceId.parse(pk.split('#')[1])
})

async function findings(witnessed: readonly WitnessedHead[] = []): Promise<Finding[]> {
  const found: Finding[] = []
  for await (const finding of verifyHistory(desk.table, workspaceId, witnessed)) found.push(finding)
  return found
}

async function witnessed(): Promise<WitnessedHead[]> {
  const heads: WitnessedHead[] = []
  await witness({ table: desk.table, write: (line) => heads.push(...line) })
  return heads
}

const entryKey = (seq: number) => ({ pk, sk: `CHANGE#${String(seq).padStart(10, '0')}` })
const entryAt = async (seq: number) => (await desk.table.get(entryKey(seq)))!

/** Writes another history of the record in the place of the first, whole in itself, with its head on the item. */
async function rebuild(): Promise<void> {
  let head = noHistory
  for (const seq of [1, 2, 3]) {
    const { at, by, action, about, reason, changes } = (await entryAt(seq)) as unknown as HistoryEntry
    const forged = changes.map((change) => ({ ...change, to: change.to === 'New' ? 'Forged' : change.to }))
    const entry = await nextEntry(head, {
      at,
      by,
      action,
      reason,
      changes: forged,
      ...(about === null ? {} : { about }),
    })
    await desk.table.write([{ put: { ...entryKey(seq), ...entry } }])
    head = { seq: entry.seq, hash: entry.hash }
  }
  await desk.table.write([{ update: { pk, sk: 'RECORD' }, set: { history: head } }])
}

describe('the histories of a workspace', () => {
  it('hold, of records, organisations, people, calendars and the workspace itself', async () => {
    const heads = await witnessed()

    expect(await findings(heads)).toEqual([])
    expect(heads.map(({ seq }) => seq).toSorted()).toEqual([1, 1, 2, 2, 3])
  })

  it('do not hold where an entry was altered', async () => {
    const entry = (await entryAt(2)) as any
    await desk.table.write([{ put: { ...entry, reason: 'forged' } }])

    expect(await findings()).toEqual([{ pk, seq: 2, kind: 'broken' }])
  })

  it('do not hold where an entry is missing, or was cut off the end', async () => {
    await desk.table.write([{ delete: entryKey(3) }])
    const cutOff = await findings()
    await desk.table.write([{ delete: entryKey(1) }])

    expect(cutOff).toEqual([{ pk, seq: 3, kind: 'broken' }])
    expect(await findings()).toEqual([{ pk, seq: 2, kind: 'broken' }])
  })

  it('that were rebuilt hold by themselves, and not against what was witnessed', async () => {
    const heads = await witnessed()
    await rebuild()

    expect(await findings()).toEqual([])
    expect(await findings(heads)).toEqual([{ pk, seq: 3, kind: 'rebuilt' }])
  })

  it('that were cut off together with their head, or are gone, are missed where they were witnessed', async () => {
    const heads = await witnessed()
    const { seq, hash } = (await entryAt(2)) as unknown as HistoryEntry
    await desk.table.write([
      { delete: entryKey(3) },
      { update: { pk, sk: 'RECORD' }, set: { history: { seq, hash } } },
    ])
    const shorter = [await findings(), await findings(heads)]
    await desk.table.write([
      { delete: entryKey(1) },
      { delete: entryKey(2) },
      { delete: { pk, sk: 'RECORD' } },
    ])

    expect(shorter).toEqual([[], [{ pk, seq: 3, kind: 'rebuilt' }]])
    expect(await findings()).toEqual([])
    expect(await findings(heads)).toEqual([{ pk, seq: 3, kind: 'rebuilt' }])
  })

  it('that go on after they were witnessed hold', async () => {
    const heads = await witnessed()
    await desk.done('PATCH', `/v1/agreements/${recordId}`, { title: 'Newest' }, { 'if-match': '*' })

    expect(await findings(heads)).toEqual([])
  })
})

describe('the command', () => {
  const script = fileURLToPath(new URL('../../../local/verify-history.ts', import.meta.url))
  const run = (...options: string[]) =>
    spawnSync(process.execPath, [script, ...options], {
      encoding: 'utf8',
      env: { AWS_REGION: 'local', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    })

  it('says whether every history holds, also against the lines of the witness’s log', async () => {
    const { tableName } = placeOf(desk.table)
    const at = ['--table', tableName, '--endpoint', inject('databaseEndpoint')]
    const lines: string[] = ['START RequestId: 1']
    await witness({ table: desk.table, write: (heads) => lines.push(logLine('info', { heads })) })
    const wrapped = JSON.stringify({ timestamp: '2026', level: 'INFO', message: lines[1] })
    const file = join(mkdtempSync(join(tmpdir(), 'servanda-heads-')), 'heads.jsonl')
    writeFileSync(file, `${lines.join('\n')}\n${wrapped}\n`)

    const before = run(...at, '--heads', file)
    await rebuild()
    const alone = run(...at)
    const after = run(...at, '--heads', file)

    expect([before.status, before.stdout]).toEqual([0, 'every history holds\n'])
    expect(alone.status).toBe(0)
    expect([after.status, after.stdout]).toEqual([
      1,
      `rebuilt ${pk} from entry 3 on\n1 histories do not hold\n`,
    ])
    expect(run().status).toBe(2)
  })
})

describe('personal data', () => {
  it('of somebody who was removed is erased, from the history too, and the chain holds', async () => {
    const body = { name: 'Leyla Canary', email: 'canary@example.org' }
    const { id } = await desk.done('POST', '/v1/team', body)
    await desk.done('PATCH', `/v1/team/${id}`, { name: 'Leyla Canary-Smith' }, { 'if-match': '*' })
    const days = { startsOn: '2026-08-03', endsOn: '2026-08-07', note: 'Canary Islands' }
    await desk.done('POST', `/v1/team/${id}/absences`, days)
    await desk.done('PATCH', `/v1/team/${id}/reminders`, { discreet: true }, { 'if-match': '*' })
    const early = await desk.call('POST', `/v1/team/${id}/erase`, { reason: 'Asked' })
    await desk.done('DELETE', `/v1/team/${id}`, undefined, { 'if-match': '*' })
    const heads = await witnessed()

    const erased = await desk.done('POST', `/v1/team/${id}/erase`, { reason: 'Asked' })

    expect(early.status).toBe(409)
    expect(erased).toMatchObject({ id, name: 'Erased', status: 'removed' })
    expect(JSON.stringify(await dump(desk.table))).not.toMatch(/canary|2026-08-0/i)
    expect(await findings(heads)).toEqual([])
  })

  it('is erased however often it was changed', async () => {
    const { id } = await desk.done('POST', '/v1/team', { name: 'Canary', email: 'canary@example.org' })
    for (let n = 0; n < 110; n += 1)
      await desk.done('PATCH', `/v1/team/${id}`, { name: `Canary ${n}` }, { 'if-match': '*' })
    await desk.done('DELETE', `/v1/team/${id}`, undefined, { 'if-match': '*' })

    await desk.done('POST', `/v1/team/${id}/erase`, { reason: 'Asked' })

    expect(JSON.stringify(await dump(desk.table))).not.toMatch(/canary/i)
    expect(await findings()).toEqual([])
  })

  it('in one change of a person, such as the note of an absence, is erased by itself', async () => {
    const { id } = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    const days = { startsOn: '2026-08-03', endsOn: '2026-08-07', note: 'Canary Islands' }
    const absence = await desk.done('POST', `/v1/team/${id}/absences`, days)
    const own = `/v1/team/${id}/absences/${absence.id}`
    await desk.done('DELETE', own, undefined, { 'if-match': '*' })
    const pointer = `/absences/${absence.id}/note`

    for (const seq of [2, 3])
      await desk.done('POST', `/v1/team/${id}/history/${seq}/erase`, { pointer, reason: 'Asked' })

    expect(JSON.stringify(await dump(desk.table))).not.toMatch(/canary/i)
    expect(await findings()).toEqual([])
  })

  it('in one change of a record is erased by itself, for a reason, and who made it when stays', async () => {
    const path = `/v1/records/${recordId}/history`
    const before = (await desk.done('GET', path)).data

    const entry = await desk.done('POST', `${path}/2/erase`, { pointer: '/title', reason: 'A name' })
    const again = await desk.call('POST', `${path}/2/erase`, { pointer: '/title', reason: 'A name' })
    const unknown = await desk.call('POST', `${path}/99/erase`, { pointer: '/title', reason: 'A name' })

    const { data } = await desk.done('GET', path)
    expect(entry.changes).toMatchObject([{ pointer: '/title', from: null, to: null, salt: '' }])
    expect(data[1]).toEqual(entry)
    expect([data[1].by, data[1].at, data[1].hash]).toEqual([before[1].by, before[1].at, before[1].hash])
    expect(data.at(-1)).toMatchObject({ action: 'erased', about: '2/title', reason: 'A name' })
    expect([again.status, unknown.status]).toEqual([422, 404])
    expect(await findings()).toEqual([])
  })
})
