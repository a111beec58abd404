import { beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../../functions/api/routes.ts'
import { Desk } from '../../support/desk.ts'

const unknown = 'f'.repeat(32)
let ours: Desk
let theirs: Desk
/** What an id of the path is in our workspace, and what it would be if there were no such thing. */
let ids: Record<string, [string, string]>

beforeAll(async () => {
  ours = await Desk.open('2026-03-02T09:00:00Z')
  theirs = await Desk.open('2026-03-02T09:00:00Z', ours.table)
  const organisation = await ours.done('POST', '/v1/organisations', { name: 'Ours' })
  await ours.done('POST', `/v1/organisations/${organisation.id}/sessions`, {
    ordinal: 81,
    opensOn: '2026-09-08',
  })
  const schedule = { kind: 'once', on: '2026-06-01' }
  const record = await ours.done('POST', '/v1/commitments', { title: 'Ours', schedule })
  const event = await ours.done('POST', `/v1/records/${record.id}/events`, { kind: 'submission' })
  const calendar = await ours.done('POST', '/v1/calendars', { name: 'Ours' })
  const [person] = (await ours.done('GET', '/v1/team')).data
  await ours.passTo('2026-03-04T09:00:00Z')
  theirs.setClock('2026-03-04T09:00:00Z')
  const reminders = await ours.done('GET', '/v1/reminders?state=sent')
  ids = {
    organisationId: [organisation.id, `org_${unknown}`],
    ordinal: ['81', '81'],
    recordId: [record.id, `com_${unknown}`],
    eventId: [event.id, `evt_${unknown}`],
    calendarId: [calendar.id, `cal_${unknown}`],
    personId: [person.id, `per_${unknown}`],
    deadlineId: [`${record.id}.occurrence.2026-06-01`, `com_${unknown}.occurrence.2026-06-01`],
    deliveryId: [reminders.data[0].deliveryId, 'eyJ4IjoxfQ'],
  }
})

const operations = routes
  .filter(({ path }) => path.includes('{'))
  .map((route) => [route.operationId, route] as const)

describe('what belongs to another workspace answers exactly like what does not exist', () => {
  it.each(operations)('%s', async (_, { method, path, ifMatch }) => {
    const ask = async (which: 0 | 1) => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (__, name: string) => ids[name]![which])
      const body = method === 'get' || method === 'delete' ? undefined : {}
      const { status, body: answer } = await theirs.call(
        method.toUpperCase(),
        filled,
        body,
        ifMatch ? { 'if-match': '*' } : {},
      )
      const { requestId: ___, ...rest } = answer
      return { status, rest }
    }

    const foreign = await ask(0)
    const absent = await ask(1)

    expect(foreign).toEqual(absent)
    expect([404, 422]).toContain(foreign.status)
  })

  it('also where it is named in a body', async () => {
    const name = (organisationId: string) => ({ organisationId, role: 'member' })

    const [foreign, absent] = await Promise.all(
      ids.organisationId!.map((id) => theirs.call('POST', '/v1/memberships', name(id))),
    )

    expect(foreign!.status).toBe(422)
    expect(foreign!.body.errors).toEqual(absent!.body.errors)
  })

  it('and is in no list', async () => {
    const lists = routes.filter(({ method, path }) => method === 'get' && !path.includes('{'))

    const answers = await Promise.all(lists.map(({ path }) => theirs.done('GET', path)))

    expect(lists.length).toBeGreaterThan(8)
    expect(JSON.stringify(answers)).not.toContain('Ours')
  })

  it('and a cursor of another workspace is refused', async () => {
    for (const name of ['A', 'B']) await ours.done('POST', '/v1/organisations', { name })
    const { nextCursor } = await ours.done('GET', '/v1/organisations?limit=1')

    const answer = await theirs.call('GET', `/v1/organisations?limit=1&cursor=${nextCursor}`)

    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/cursor' }] } })
  })
})

describe('a confidential record', () => {
  it('is seen by those it names and by who answers for it, and by nobody else, in no list either', async () => {
    const desk = await Desk.open('2026-03-02T09:00:00Z')
    const leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    const schedule = { kind: 'once', on: '2026-06-01' }
    const body = { title: 'Secret', schedule, ownerId: leyla.id, visibleTo: [leyla.id] }

    const { id } = await desk.done('POST', '/v1/commitments', body)

    const lists = ['/v1/records', '/v1/deadlines', '/v1/reminders', '/v1/records?q=secret']
    const answers = await Promise.all(lists.map((path) => desk.done('GET', path)))
    expect(answers.map(({ data }) => data)).toEqual(lists.map(() => []))
    for (const path of [
      `/v1/records/${id}`,
      `/v1/records/${id}/history`,
      `/v1/deadlines/${id}.occurrence.2026-06-01`,
    ])
      expect((await desk.call('GET', path)).status).toBe(404)
  })
})

describe('the document of the API', () => {
  it('has every route, each with an operation of its own name and its parameters', async () => {
    const document = await ours.done('GET', '/v1/openapi.json')

    const operationIds = routes.map(({ operationId }) => operationId)
    expect(new Set(operationIds).size).toBe(operationIds.length)
    for (const { method, path, operationId } of routes) {
      const operation = document.paths[path][method]
      expect(operation.operationId).toBe(operationId)
      const inPath = operation.parameters
        .filter((each: any) => each.in === 'path')
        .map(({ name }: any) => name)
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    }
    expect(document.openapi).toBe('3.1.0')
  })
})
