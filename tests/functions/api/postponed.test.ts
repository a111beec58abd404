import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk
let forum: string

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  const schedule = { kind: 'once', on: '2026-06-01' }
  forum = (await desk.done('POST', '/v1/commitments', { title: 'Forum', schedule, leadDays: [7] })).id
})

const postpone = () =>
  desk.act(`${forum}.occurrence.2026-06-01`, 'move', { dueOn: null, reason: 'the host withdrew' })

describe('what is postponed with no new date yet', () => {
  it('says since when, when it is reviewed next, and asks for a date', async () => {
    const moved = await postpone()

    expect(moved).toMatchObject({
      dueOn: null,
      dueAt: null,
      status: 'open',
      postponedOn: '2026-03-02',
      reviewOn: '2026-04-02',
      basis:
        'Postponed, with no new date yet (the host withdrew), from 1 June 2026. The date as recorded, 1 June 2026.',
      asks: 'It is postponed, with no new date yet. Is there one? Move it there, or cancel it. It is reviewed every month, next on 2 April 2026.',
    })
  })

  it('is reviewed every month, on a working day, until there is a date', async () => {
    await postpone()

    await desk.passTo('2026-07-15T09:00:00Z')
    await desk.act(`${forum}.occurrence.2026-06-01`, 'move', { dueOn: '2026-08-03', reason: 'a new host' })
    await desk.passTo('2026-12-15T09:00:00Z')

    expect(desk.channel.sent.map(({ subject }) => subject)).toEqual([
      'Forum: postponed, no new date yet (it was 1 June 2026)',
      'Forum: postponed, no new date yet (it was 1 June 2026)',
      'Forum: postponed, no new date yet (it was 1 June 2026)',
      'Forum: postponed, no new date yet (it was 1 June 2026)',
      'Forum: 3 August 2026 (in 18 days)',
      'Forum: 3 August 2026 (in 7 days)',
    ])
    expect(desk.channel.sent[0]?.text).toContain('Why now: The monthly review of what has no date.')
    expect(desk.channel.sent[0]?.text).toContain('Please: It is postponed')
  })

  it('is planned ahead month by month, and no longer once it is cancelled', async () => {
    await postpone()
    const planned = async () =>
      (await desk.done('GET', '/v1/reminders?state=planned&to=2026-06-30')).data.map(
        ({ sendAt }: any) => sendAt,
      )

    const before = await planned()
    await desk.act(`${forum}.occurrence.2026-06-01`, 'cancel')

    expect(before).toEqual(['2026-04-02T08:00:00Z', '2026-05-04T08:00:00Z', '2026-06-02T08:00:00Z'])
    expect(await planned()).toEqual([])
  })
})
