import { beforeEach, describe, expect, it } from 'vitest'
import type { Table } from '../../../shared/table/table.ts'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'

let desk: Desk
const report = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z', new MemoryTable())
})

async function forAnyone(): Promise<any> {
  const response = await desk.app.request('/v1/healthz')
  expect(response.status).toBe(200)
  return response.json()
}

describe('for anyone', () => {
  it('says whether it answers and whether reminders go out, and nothing else', async () => {
    await desk.sweepOnce()

    expect(await (await desk.app.request('/v1/healthz')).json()).toEqual({ status: 'ok', now: desk.clock() })
  })

  it('is stale when no sweep has reported for 15 minutes, and answers all the same', async () => {
    await desk.sweepOnce()

    desk.setClock('2026-03-02T09:15:00Z')
    const inTime = await forAnyone()
    desk.setClock('2026-03-02T09:15:01Z')
    const tooLate = await forAnyone()
    await desk.sweepOnce()

    expect([inTime.status, tooLate.status, (await forAnyone()).status]).toEqual(['ok', 'stale', 'ok'])
  })

  it('is stale where none ever has, or where each was cut off before its end', async () => {
    expect((await forAnyone()).status).toBe('stale')

    const { table } = desk
    const cutOff: Table = {
      get: (key) => table.get(key),
      getMany: (keys) => table.getMany(keys),
      query: (range) => table.query(range),
      write: () => Promise.reject(new Error('cut off')),
    }
    await expect(desk.sweepOnce(cutOff)).rejects.toThrow('cut off')

    expect((await forAnyone()).status).toBe('stale')
  })
})

describe('for whoever has an identity', () => {
  it('says how their workspace is', async () => {
    await desk.done('POST', '/v1/commitments', report)
    desk.setClock('2026-05-01T07:30:00Z')
    await desk.sweepOnce()
    desk.setClock('2026-05-01T08:10:00Z')

    expect(await desk.done('GET', '/v1/healthz')).toEqual({
      status: 'stale',
      now: '2026-05-01T08:10:00Z',
      lastSweepAt: '2026-05-01T07:30:00Z',
      sending: 'open',
      oldestDueAt: '2026-05-01T08:00:00Z',
      reminders: { held: 0, failed: 0, isAtLeast: false },
      nextWakeAt: null,
      unowned: null,
      reconcile: null,
    })
  })

  it('counts what has failed and what is held', async () => {
    desk.channel.outcome = { kind: 'refused', permanence: 'permanent', reason: 'no such mailbox' }
    await desk.done('POST', '/v1/commitments', report)
    await desk.passTo('2026-05-02T09:00:00Z')

    const { reminders, oldestDueAt } = await desk.done('GET', '/v1/healthz')

    expect([reminders.failed, oldestDueAt]).toEqual([1, null])
  })

  it('says nothing of another workspace', async () => {
    const other = await Desk.open('2026-03-02T09:00:00Z', desk.table)
    await desk.done('POST', '/v1/commitments', report)
    await desk.passTo('2026-05-01T07:30:00Z')
    other.setClock('2026-05-01T08:10:00Z')

    expect(await other.done('GET', '/v1/healthz')).toMatchObject({ oldestDueAt: null, nextWakeAt: null })
  })

  it('refuses a token that is none', async () => {
    const response = await desk.app.request('/v1/healthz', {
      headers: { authorization: 'Bearer no-such-token' },
    })

    expect(response.status).toBe(401)
  })
})
