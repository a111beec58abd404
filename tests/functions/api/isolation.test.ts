import { beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../../functions/api/routes.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

const unknown = 'f'.repeat(32)
const agreement = { title: 'A', type: 'treaty', parties: [] }
const year = { from: '2026-01-01', to: '2026-12-31' }
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
  const channel = await ours.done('POST', '/v1/channels', {
    kind: 'webhook',
    name: 'Ours',
    target: 'https://archive.example.org/in',
  })
  const [person] = (await ours.done('GET', '/v1/team')).data
  const token = await ours.done('POST', '/v1/tokens', { name: 'Ours' })
  await ours.passTo('2026-03-04T09:00:00Z')
  theirs.setClock('2026-03-04T09:00:00Z')
  const reminders = await ours.done('GET', '/v1/reminders?state=sent')
  ids = {
    organisationId: [organisation.id, `org_${unknown}`],
    ordinal: ['81', '81'],
    recordId: [record.id, `com_${unknown}`],
    eventId: [event.id, `evt_${unknown}`],
    calendarId: [calendar.id, `cal_${unknown}`],
    channelId: [channel.id, `chn_${unknown}`],
    personId: [person.id, `per_${unknown}`],
    deadlineId: [`${record.id}.occurrence.2026-06-01`, `com_${unknown}.occurrence.2026-06-01`],
    tokenId: [token.id, `tok_${unknown}`],
    deliveryId: [reminders.data[0].deliveryId, 'eyJ4IjoxfQ'],
  }
})

const operations = routes
  .filter(({ path }) => path.includes('{'))
  .map((route) => [route.operationId, route] as const)

/** A body that the operation would take, if the thing were there. */
async function bodyOf(operationId: string): Promise<unknown> {
  const [person] = (await theirs.done('GET', '/v1/team')).data
  const bodies: Record<string, unknown> = {
    recordRecordEvent: { kind: 'meeting' },
    recordOrganisationEvent: { kind: 'meeting' },
    recordSession: { ordinal: 82, opensOn: '2027-09-07' },
    addDeadline: { dueOn: '2026-06-01' },
    moveDeadline: { dueOn: '2026-06-02' },
    assignDeadline: { ownerId: person.id },
    handOver: { toId: null },
    openInherited: { reason: 'x' },
    snoozeDeadline: { untilOn: '2026-03-20' },
  }
  return bodies[operationId] ?? {}
}

describe('what belongs to another workspace answers byte for byte like what does not exist', () => {
  it.each(operations)('%s', async (_, { operationId, method, path, ifMatch }) => {
    const body = method === 'get' || method === 'delete' ? undefined : await bodyOf(operationId)
    const ask = async (which: 0 | 1) => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (__, name: string) => ids[name]![which])
      const response = await theirs.app.request(filled, {
        method: method.toUpperCase(),
        headers: {
          authorization: `Bearer ${theirs.token}`,
          'content-type': method === 'patch' ? 'application/merge-patch+json' : 'application/json',
          ...(ifMatch ? { 'if-match': '*' } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const requestId = response.headers.get('x-request-id') ?? ''
      const headers = [...response.headers].filter(([name]) => name !== 'x-request-id')
      return { status: response.status, headers, text: (await response.text()).replaceAll(requestId, '') }
    }
    const before = await dump(ours.table)

    const foreign = await ask(0)
    const absent = await ask(1)

    expect(foreign).toEqual(absent)
    expect(foreign.status).toBe(404)
    expect(await dump(ours.table)).toEqual(before)
  })

  it.each<[string, (id: Record<string, string>) => [string, object]]>([
    ['an organisation', (id) => ['/v1/memberships', { organisationId: id.organisationId, role: 'member' }]],
    [
      'a party',
      (id) => ['/v1/agreements', { ...agreement, parties: [{ organisationId: id.organisationId }] }],
    ],
    ['a parent', (id) => ['/v1/organisations', { name: 'x', parentId: id.organisationId }]],
    ['a related record', (id) => ['/v1/agreements', { ...agreement, relatedIds: [id.recordId] }]],
    ['an owner', (id) => ['/v1/agreements', { ...agreement, ownerId: id.personId }]],
    ['a watcher', (id) => ['/v1/agreements', { ...agreement, watchers: [id.personId] }]],
    ['who may see', (id) => ['/v1/agreements', { ...agreement, visibleTo: [id.personId] }]],
    [
      'a calendar',
      ({ calendarId }) => [
        '/v1/schedules/preview',
        { ...year, schedule: { kind: 'once', on: '2026-06-01', calendarId } },
      ],
    ],
    [
      'sessions',
      ({ organisationId }) => [
        '/v1/schedules/preview',
        { ...year, schedule: { kind: 'session', organisationId, edge: 'opens', from: 81 } },
      ],
    ],
  ])('also where it is named in a body: %s', async (_, request) => {
    const ask = async (which: 0 | 1) => {
      const named = Object.fromEntries(Object.entries(ids).map(([name, pair]) => [name, pair[which]]))
      const [path, body] = request(named)
      const { status, body: answer } = await theirs.call('POST', path, body)
      return { status, ...answer, requestId: '' }
    }

    const foreign = await ask(0)

    expect(foreign).toEqual(await ask(1))
    expect(foreign.status).toBe(422)
  })

  it('and where a filter names it', async () => {
    const paths = ['recordId', 'organisationId'].map((name) => `/v1/deadlines?${name}=${ids[name]![0]}`)

    for (const path of [...paths, `/v1/records?organisationId=${ids.organisationId![0]}`])
      expect(await theirs.done('GET', path)).toEqual({ data: [], nextCursor: null })
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
