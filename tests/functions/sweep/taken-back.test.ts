import { beforeEach, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk
let occurrence: string
let people: { leyla: string; otto: string }

/** A report due on 1 June that Otto hears of where Leyla has not answered within three working days. */
beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  const escalation = { withinDays: 60, deputyAfterWorkingDays: 3, supervisorAfterWorkingDays: null }
  await desk.done('PATCH', '/v1/settings', { escalation }, { 'if-match': '*' })
  const leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
  const otto = await desk.done('POST', '/v1/team', { name: 'Otto', email: 'otto@example.org' })
  people = { leyla: leyla.id, otto: otto.id }
  const { id } = await desk.done('POST', '/v1/commitments', {
    title: 'Report',
    schedule: { kind: 'once', on: '2026-06-01' },
    leadDays: [60, 30, 7],
    ownerId: leyla.id,
    deputyId: otto.id,
  })
  occurrence = `${id}.occurrence.2026-06-01`
})

async function mails(to: 'leyla' | 'otto'): Promise<string[]> {
  const { data } = await desk.done('GET', '/v1/reminders?from=2026-01-01&to=2026-12-31&limit=100')
  return data
    .filter(({ state, recipient }: any) => state === 'sent' && recipient === people[to])
    .map(({ leadDays, sendAt }: any) => `${leadDays} on ${sendAt.slice(0, 10)}`)
}

it('an acknowledgement that is taken back escalates as if it had not been, at the next sending hour', async () => {
  await desk.passTo('2026-04-03T09:00:00Z')
  await desk.act(occurrence, 'acknowledge')
  await desk.passTo('2026-04-15T10:00:00Z')
  await desk.act(occurrence, 'unacknowledge')
  await desk.passTo('2026-04-20T10:00:00Z')

  expect(await mails('leyla')).toEqual(['60 on 2026-04-02'])
  expect(await mails('otto')).toEqual(['60 on 2026-04-16'])
})

it('taking back tells nobody again who was told before', async () => {
  await desk.passTo('2026-04-08T10:00:00Z')
  await desk.act(occurrence, 'acknowledge')
  await desk.act(occurrence, 'unacknowledge')
  await desk.passTo('2026-04-20T10:00:00Z')

  expect([await mails('leyla'), await mails('otto')]).toEqual([['60 on 2026-04-02'], ['60 on 2026-04-07']])
})

it('what an earlier acknowledgement answered stays answered', async () => {
  await desk.passTo('2026-04-03T09:00:00Z')
  await desk.act(occurrence, 'acknowledge')
  await desk.passTo('2026-05-01T09:00:00Z')
  await desk.act(occurrence, 'acknowledge')
  await desk.act(occurrence, 'unacknowledge')
  await desk.passTo('2026-05-20T10:00:00Z')

  expect(await mails('otto')).toEqual(['30 on 2026-05-06'])
})

it('a snooze that is lifted lets the nearest lead that was silent through, at the next sending hour, once', async () => {
  await desk.act(occurrence, 'snooze', { untilOn: '2026-05-20' })
  await desk.passTo('2026-05-05T10:00:00Z')
  const silent = await mails('leyla')
  await desk.act(occurrence, 'unsnooze')
  await desk.passTo('2026-05-29T10:00:00Z')

  expect(silent).toEqual([])
  expect(await mails('leyla')).toEqual(['30 on 2026-05-06', '7 on 2026-05-25'])
})
