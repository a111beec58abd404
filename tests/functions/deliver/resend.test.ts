import { beforeEach, expect, it } from 'vitest'
import type { Outcome } from '../../../shared/channel/channel.ts'
import { Desk } from '../../support/desk.ts'

const unknown: Outcome = { kind: 'unknown', reason: 'the answer was lost' }
const refused: Outcome = { kind: 'refused', permanence: 'permanent', reason: 'no such mailbox' }
let desk: Desk
let recordId: string

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  const body = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30, 7] }
  recordId = (await desk.done('POST', '/v1/commitments', body)).id
})

/** The first reminder ends as it is told, and everything after it arrives. */
async function firstEnds(outcomes: Outcome[]): Promise<string> {
  desk.channel.outcome = () => outcomes.shift() ?? { kind: 'accepted', providerId: null }
  await desk.passTo('2026-05-04T09:00:00Z')
  const { data } = await desk.done('GET', '/v1/reminders?from=2026-04-01&to=2026-05-05')
  return data[0].deliveryId
}

function resend(id: string) {
  return desk.call('POST', `/v1/reminders/${id}/resend`)
}

it('what is held is sent again, and says that the first copy may have arrived', async () => {
  const id = await firstEnds([unknown, unknown])

  await resend(id)
  await desk.passTo('2026-05-05T09:00:00Z')

  expect(desk.channel.subjects.at(-1)).toBe('Sent again: Report: 1 June 2026 (in 28 days)')
})

it('what has failed is sent again without a label: no copy of it has arrived', async () => {
  const id = await firstEnds([refused])

  await resend(id)
  await desk.passTo('2026-05-05T09:00:00Z')

  expect(desk.channel.subjects.at(-1)).toBe('Report: 1 June 2026 (in 28 days)')
})

it('a sweep that looks at the record before it goes out does not call it back', async () => {
  const id = await firstEnds([unknown, unknown])
  await desk.done('PATCH', `/v1/commitments/${recordId}`, { note: 'Asked Otto.' }, { 'if-match': '*' })

  await resend(id)
  await desk.passTo('2026-05-05T09:00:00Z')

  expect(desk.channel.sent).toHaveLength(3)
})

it('it does not make its reader forget a nearer lead that they were told meanwhile', async () => {
  const id = await firstEnds([unknown, unknown])
  await desk.passTo('2026-05-26T09:00:00Z')

  await resend(id)
  await desk.passTo('2026-05-27T09:00:00Z')
  await desk.done('PATCH', `/v1/commitments/${recordId}`, { note: 'Asked Otto.' }, { 'if-match': '*' })
  await desk.passTo('2026-05-31T09:00:00Z')

  expect(desk.channel.subjects.slice(2)).toEqual([
    'Report: 1 June 2026 (in 7 days)',
    'Sent again: Report: 1 June 2026 (in 6 days)',
  ])
})

it('it is called back where the deadline is done before it goes out', async () => {
  const id = await firstEnds([unknown, unknown])

  await resend(id)
  await desk.act(`${recordId}.occurrence.2026-06-01`, 'complete')
  await desk.passTo('2026-05-05T09:00:00Z')

  expect(desk.channel.sent).toHaveLength(2)
})

it('what was sent, is on its way or was cancelled is not sent again', async () => {
  const sent = await firstEnds([])
  const held = await resend(sent)

  expect(held.status).toBe(409)
})
