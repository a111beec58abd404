import { expect, it } from 'vitest'
import type { Key, Table } from '../../../shared/table/table.ts'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'

/** A table that lets something happen before the first read of a delivery: when a plan is about to call it back. */
function interrupted(table: Table, happens: () => Promise<unknown>): Table {
  let hasHappened = false
  return {
    query: (range) => table.query(range),
    getMany: (keys) => table.getMany(keys),
    write: (writes) => table.write(writes),
    async get(key: Key) {
      if (key.sk.startsWith('DELIVERY#') && !hasHappened) {
        hasHappened = true
        await happens()
      }
      return table.get(key)
    },
  }
}

it('a reminder is not called back for a date that has moved back in the meantime', async () => {
  const desk = await Desk.open('2026-03-02T09:00:00Z', new MemoryTable())
  const body = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }
  const { id } = await desk.done('POST', '/v1/commitments', body)
  const occurrence = `${id}.occurrence.2026-06-01`
  await desk.passTo('2026-05-01T07:30:00Z')
  await desk.act(occurrence, 'move', { dueOn: '2026-09-01' })
  const movesBack = async () => {
    await desk.act(occurrence, 'move', { dueOn: '2026-06-01' })
    await desk.sweepOnce()
  }

  await desk.sweepOnce(interrupted(desk.table, movesBack))
  await desk.passTo('2026-05-20T09:00:00Z')

  expect(desk.channel.subjects).toEqual(['Report: 1 June 2026 (in 31 days)'])
})

it('a worker whose clock is behind does not call back what one whose clock is right has planned', async () => {
  const desk = await Desk.open('2026-03-02T09:00:00Z', new MemoryTable())
  const body = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }
  const { id } = await desk.done('POST', '/v1/commitments', body)
  await desk.passTo('2026-05-01T07:00:00Z')
  await desk.sweepOnce()
  desk.setClock('2026-05-01T06:57:00Z')
  await desk.done('PATCH', `/v1/commitments/${id}`, { note: 'called them' }, { 'if-match': '*' })

  await desk.sweepOnce()
  const { data } = await desk.done('GET', '/v1/reminders?from=2026-04-01&to=2026-05-31')

  expect(data.map(({ state }: any) => state)).toEqual(['planned'])
})
