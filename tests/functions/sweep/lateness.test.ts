import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'

/** A Monday. */
const now = '2026-03-02T09:00:00Z'
let desk: Desk
let id: string
let occurrence: string

beforeEach(async () => {
  desk = await Desk.open(now, new MemoryTable())
  const body = { title: 'Report', schedule: { kind: 'once', on: '2026-09-01' }, leadDays: [30, 7] }
  ;({ id } = await desk.done('POST', '/v1/commitments', body))
  occurrence = `${id}.occurrence.2026-09-01`
  await desk.passTo('2026-05-11T10:00:00Z')
})

describe('a lead that was reached before somebody changed something', () => {
  it('is announced as what it is, and not as late, where the date moves into it', async () => {
    await desk.act(occurrence, 'move', { dueOn: '2026-06-01' })

    await desk.passTo('2026-05-12T09:00:00Z')

    expect(desk.channel.subjects).toEqual(['Report: 1 June 2026 (in 20 days)'])
  })

  it('is not late either where the deadline was closed when it was reached', async () => {
    await desk.act(occurrence, 'complete')
    await desk.passTo('2026-08-10T10:00:00Z')
    await desk.act(occurrence, 'reopen', { reason: 'sent back' })

    await desk.passTo('2026-08-11T09:00:00Z')

    expect(desk.channel.subjects).toEqual(['Report: 1 September 2026 (in 21 days)'])
  })

  it('is not late where the record was archived when it was reached', async () => {
    await desk.done('DELETE', `/v1/commitments/${id}`, undefined, { 'if-match': '*' })
    await desk.passTo('2026-08-10T10:00:00Z')
    await desk.done('POST', `/v1/commitments/${id}/unarchive`)

    await desk.passTo('2026-08-11T09:00:00Z')

    expect(desk.channel.subjects).toEqual(['Report: 1 September 2026 (in 21 days)'])
  })

  it('is late where nothing ran from then until long after the next sending hour', async () => {
    await desk.act(occurrence, 'move', { dueOn: '2026-06-01' })

    desk.setClock('2026-05-20T10:00:00Z')
    await desk.sweepOnce()

    expect(desk.channel.subjects).toEqual(['Late: Report: 1 June 2026 (in 12 days)'])
  })
})

it('a change in a silence takes the label from no lead that was missed in it', async () => {
  desk.setClock('2026-08-10T10:00:00Z')
  await desk.done('PATCH', `/v1/commitments/${id}`, { note: 'called them' }, { 'if-match': '*' })

  await desk.sweepOnce()

  expect(desk.channel.subjects).toEqual(['Late: Report: 1 September 2026 (in 22 days)'])
})
