import { expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

it('tells who asks, what they may do, and what day it is where they work', async () => {
  const desk = await Desk.open('2026-03-02T22:30:00Z')
  await desk.done('PATCH', '/v1/settings', { name: 'Desk', zone: 'Asia/Baku' }, { 'if-match': '*' })

  const me = await desk.done('GET', '/v1/me')

  expect(me).toMatchObject({
    person: { email: 'admin@example.org', role: 'administrator' },
    permission: 'administer',
    workspace: { name: 'Desk', zone: 'Asia/Baku', sendingHour: '08:00' },
    now: '2026-03-02T22:30:00Z',
    today: '2026-03-03',
  })
})

it('lists the deadlines of which somebody is the owner, the deputy or the supervisor', async () => {
  const desk = await Desk.open('2026-03-02T09:00:00Z')
  const leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
  const schedule = { kind: 'once', on: '2026-06-01' }
  for (const role of ['ownerId', 'deputyId', 'supervisorId'])
    await desk.done('POST', '/v1/commitments', { title: role, schedule, [role]: leyla.id })
  await desk.done('POST', '/v1/commitments', { title: 'Of nobody', schedule })

  const { data } = await desk.done('GET', `/v1/deadlines?answerableId=${leyla.id}`)

  expect(data.map(({ title }: any) => title).sort()).toEqual(['deputyId', 'ownerId', 'supervisorId'])
})
