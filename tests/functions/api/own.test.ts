import { beforeAll, describe, expect, it } from 'vitest'
import { everyRoute } from '../../../functions/api/routes.ts'
import { Desk } from '../../support/desk.ts'
import { Estate, filled } from '../../support/estate.ts'

const routes = await everyRoute()

let estate: Estate
const people = new Map<string, { id: string; writing: object; reading: object }>()

beforeAll(async () => {
  const desk = await Desk.open('2026-03-02T09:00:00Z')
  estate = await Estate.build(desk)
  for (const role of ['viewer', 'editor', 'administrator']) {
    const body = { name: role, email: `${role}@example.org`, role }
    const { id } = await desk.done('POST', '/v1/team', body)
    people.set(role, { id, writing: await desk.tokenOf(id), reading: await desk.tokenOf(id, 'read') })
  }
})

/** Refused before it runs, where it is permitted: a key that is no key is not taken. */
async function status(operationId: string, personId: string, headers: object): Promise<number> {
  const route = routes.find((each) => each.operationId === operationId)!
  const path = filled(route, { ...estate.open, personId })
  const body = ['post', 'patch'].includes(route.method) ? {} : undefined
  const more = { 'idempotency-key': 'no key', 'if-match': '*', ...headers }
  return (await estate.desk.call(route.method.toUpperCase(), path, body, more)).status
}

const own = routes.filter(({ permission }) => permission === 'own').map(({ operationId }) => operationId)
const aboutAPerson = own.filter((id) =>
  routes.find((each) => each.operationId === id)?.path.includes('{personId}'),
)

describe('what is one’s own', () => {
  it.each(own)(
    'everybody may %s, whatever their role, with a credential that may write',
    async (operationId) => {
      for (const [role, { id, writing, reading }] of people) {
        expect([role, await status(operationId, id, writing)]).toEqual([role, 422])
        expect([role, await status(operationId, id, reading)]).toEqual([role, 403])
      }
    },
  )

  it.each(aboutAPerson)('nobody but an administrator may %s for somebody else', async (operationId) => {
    const other = estate.insiderId
    const statuses = await Promise.all(
      [...people].map(async ([role, { writing }]) => [role, await status(operationId, other, writing)]),
    )

    expect(statuses).toEqual([
      ['viewer', 403],
      ['editor', 403],
      ['administrator', 422],
    ])
  })

  it('holds for the reminders that are to come, at once', async () => {
    const desk = await Desk.open('2026-03-02T09:00:00Z')
    const { id } = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    const schedule = { kind: 'once', on: '2026-06-01' }
    await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, ownerId: id })
    const headers = { ...(await desk.tokenOf(id)), 'if-match': '*' }

    await desk.done('PATCH', `/v1/team/${id}/reminders`, { leadDays: [60, 3] }, headers)

    const { data } = await desk.done('GET', '/v1/reminders?from=2026-03-02&to=2026-07-01')
    expect(data.map(({ leadDays, sendAt }: any) => `${leadDays} ${sendAt.slice(0, 10)}`)).toEqual([
      '60 2026-04-02',
      '3 2026-05-29',
    ])
    await desk.passTo('2026-06-02T00:00:00Z')
    expect(desk.channel.sent.map(({ subject }) => subject)).toHaveLength(2)
  })

  it('is what a viewer can really change', async () => {
    const { id, writing } = people.get('viewer')!
    const headers = { ...writing, 'if-match': '*' }
    const path = `/v1/team/${id}/reminders`

    const { body } = await estate.desk.call('PATCH', path, { discreet: true }, headers)

    expect(body).toMatchObject({ discreet: true })
    expect(aboutAPerson.length).toBeGreaterThan(3)
  })
})
