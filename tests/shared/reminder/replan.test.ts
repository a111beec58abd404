import { beforeEach, expect, it } from 'vitest'
import { OrganisationId, RecordId } from '../../../shared/identity/id.ts'
import { replan, replanMarker, wakeDependents } from '../../../shared/reminder/replan.ts'
import { keys } from '../../../shared/table/keys.ts'
import type { Table } from '../../../shared/table/table.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { workspaceId } from '../../support/cast.ts'
import { newTable } from '../../support/database.ts'

const assembly = OrganisationId.parse(`org_${'0'.repeat(32)}`)
const ids = Array.from({ length: 120 }, (_, n) => RecordId.parse(`com_${String(n).padStart(32, '0')}`))
const now = Instant.parse('2026-05-01T08:00:00Z')
const later = Instant.parse('2026-05-01T08:05:00Z')
let table: Table

beforeEach(async () => {
  table = await newTable()
  for (const id of ids)
    await table.write([
      { put: { ...keys.record(workspaceId, id), status: 'active' } },
      { put: keys.dependent(workspaceId, assembly, id) },
    ])
})

function marker() {
  return table.get(keys.replan(workspaceId, assembly))
}

async function walk(at: Instant, hasTime: boolean): Promise<void> {
  const item = await marker()
  if (item !== undefined) await replan(table, workspaceId, item, at, () => hasTime)
}

/** How many records have been woken since they were looked at like this. */
async function woken(before: readonly unknown[] = []): Promise<number> {
  return (await wakes()).filter((wake, n) => wake !== before[n]).length
}

/** What each wake leaves behind, by record. */
async function wakes(): Promise<unknown[]> {
  const items = await Promise.all(ids.map((id) => table.get(keys.record(workspaceId, id))))
  return items.map((item) => item?.woken)
}

it('a change wakes every record that depends on it, and once more some minutes later', async () => {
  await table.write([replanMarker(workspaceId, assembly, now)])

  await walk(now, true)
  const first = await wakes()
  const second = (await marker())?.wakeAt
  await walk(later, true)

  expect([new Set(first).size, second]).toEqual([120, later])
  expect([await woken(first), await marker()]).toEqual([120, undefined])
})

it('a walk that has no more time goes on where it ended', async () => {
  await table.write([replanMarker(workspaceId, assembly, now)])

  const counts: number[] = []
  for (let sweeps = 0; sweeps < 3; sweeps += 1) {
    await walk(now, false)
    counts.push(await woken())
  }

  expect(counts).toEqual([50, 100, 120])
  expect((await marker())?.wakeAt).toBe(later)
})

it('a change during a walk starts it anew', async () => {
  await table.write([replanMarker(workspaceId, assembly, now)])
  const old = await marker()
  await walk(now, false)
  await table.write([replanMarker(workspaceId, assembly, later)])

  await replan(table, workspaceId, old!, now, () => true)
  const afterTheOld = await marker()
  const before = await wakes()
  await walk(later, true)

  expect([afterTheOld?.changedAt, afterTheOld?.round]).toEqual([later, 1])
  expect(await woken(before)).toBe(120)
})

it('a record that is gone holds up nothing', async () => {
  await table.write([{ delete: keys.record(workspaceId, ids[3]!) }])
  await table.write([replanMarker(workspaceId, assembly, now)])

  await walk(now, true)

  expect(await woken()).toBe(119)
})

it('of two changes before a sweep has looked, what the first one brought stays owed since the first', async () => {
  await wakeDependents(table, workspaceId, assembly, now, 1)
  const first = await wakes()

  await wakeDependents(table, workspaceId, assembly, later, 1)

  expect(await woken(first)).toBe(50)
  const item = await table.get(keys.record(workspaceId, ids[0]!))
  expect(item?.wakeAt).toBe(now)
})

it('a writer may wake the first of them at once', async () => {
  await wakeDependents(table, workspaceId, assembly, now, 1)

  expect(await woken()).toBe(50)
})
