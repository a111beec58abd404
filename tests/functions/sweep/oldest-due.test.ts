import { beforeEach, describe, expect, it } from 'vitest'
import { sweep } from '../../../functions/sweep/sweep.ts'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  const body = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }
  await desk.done('POST', '/v1/commitments', body)
  await desk.passTo('2026-05-01T07:30:00Z')
})

/** What a sweep at this instant says of the oldest reminder that is due, over a bus that loses all it is told. */
async function oldestAt(now: string): Promise<number> {
  desk.setClock(now)
  const publish = async (messages: readonly unknown[]) => messages as never
  const { tableId, clock, table } = desk
  const report = (fault: unknown) => desk.faults.push(fault)
  return (await sweep({ table, tableId, now: clock, publish, report })).oldestDueSeconds
}

describe('the oldest reminder that is due and not told', () => {
  it('is older at each sweep that hands it over in vain, and none rests until half an hour is over unseen', async () => {
    expect(await oldestAt('2026-05-01T08:00:00Z')).toBe(0)
    expect(await oldestAt('2026-05-01T08:10:00Z')).toBe(0)
    expect(await oldestAt('2026-05-01T08:15:00Z')).toBe(900)
    expect(await oldestAt('2026-05-01T08:30:00Z')).toBe(1_800)
  })

  it('is none where all was told', async () => {
    desk.setClock('2026-05-01T08:00:00Z')
    await desk.sweepOnce()

    expect(await oldestAt('2026-05-01T10:00:00Z')).toBe(0)
  })

  it('is seen also where nobody may send it, as in a restored table', async () => {
    desk.tableId = async () => 'another table'

    expect(await oldestAt('2026-05-01T09:00:00Z')).toBe(3_600)
  })

  it('is one whose provider refuses it for now', async () => {
    desk.setClock('2026-05-01T08:00:00Z')
    desk.channel.outcome = { kind: 'refused', permanence: 'transient', reason: 'paused' }
    await desk.sweepOnce()

    expect(await oldestAt('2026-05-01T08:20:00Z')).toBe(1_200)
  })
})
