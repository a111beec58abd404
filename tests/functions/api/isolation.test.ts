import { beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../../functions/api/route.ts'
import { everyRoute } from '../../../functions/api/routes.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'
import { bodyOf, Estate, filled, hiddenCanary, type Ids, ourCanary } from '../../support/estate.ts'

const routes = await everyRoute()

const agreement = { title: 'A', type: 'treaty', parties: [] }
const year = { from: '2026-01-01', to: '2026-12-31' }
let ours: Desk
let theirs: Desk
let estate: Estate
/** What an id is in our workspace, and what it would be if there were no such thing. */
let ids: Record<string, [string, string]>
let theirPersonId: string
/** Of the same workspace, and not named by what is confidential. */
let outsiders: { administrator: Record<string, string>; editor: Record<string, string> }

beforeAll(async () => {
  ours = await Desk.open('2026-03-02T09:00:00Z')
  estate = await Estate.build(ours)
  theirs = await Desk.open(ours.clock(), ours.table)
  theirPersonId = (await theirs.done('GET', '/v1/team')).data[0].id
  ids = Object.fromEntries(
    Object.keys(estate.absent).map((name) => [name, [estate.open[name]!, estate.absent[name]!]]),
  )
  const person = async (role: string) =>
    (await ours.done('POST', '/v1/team', { name: role, email: `${role}@example.org`, role })).id
  outsiders = {
    administrator: await ours.tokenOf(await person('administrator')),
    editor: await ours.tokenOf(await person('editor')),
  }
})

const onOne = routes.filter(({ path }) => path.includes('{'))
/** What a path may name that a confidential record has. */
const onRecords = onOne.filter(
  ({ path }) =>
    /\{(recordId|deadlineId|deliveryId)\}/.test(path) && !/^\/v1\/(agreements|memberships)/.test(path),
)
const named = (all: readonly Route[]) => all.map((route) => [route.operationId, route] as const)

/** The whole answer but for its request id, with a body that the route would take if the thing were there. */
async function ask(desk: Desk, route: Route, at: Ids, personId: string, headers: Record<string, string>) {
  const body = bodyOf(route, { personId })
  const json = route.method === 'patch' ? 'application/merge-patch+json' : 'application/json'
  const response = await desk.app.request(filled(route, at), {
    method: route.method.toUpperCase(),
    headers: {
      'content-type': route.upload?.mediaTypes[0] ?? json,
      ...headers,
      ...(route.ifMatch ? { 'if-match': '*' } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const requestId = response.headers.get('x-request-id') ?? ''
  const rest = [...response.headers].filter(([name]) => name !== 'x-request-id')
  return { status: response.status, headers: rest, text: (await response.text()).replaceAll(requestId, '') }
}

describe('what belongs to another workspace answers byte for byte like what does not exist', () => {
  it.each(named(onOne))('%s', async (_, route) => {
    const headers = { authorization: `Bearer ${theirs.token}` }
    const before = await dump(ours.table)

    const foreign = await ask(theirs, route, estate.open, theirPersonId, headers)
    const absent = await ask(theirs, route, estate.absent, theirPersonId, headers)

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
    const lists = routes.filter(
      ({ method, path, files }) => method === 'get' && !path.includes('{') && files === undefined,
    )

    const answers = await Promise.all(lists.map(({ path }) => theirs.done('GET', path)))

    expect(lists.length).toBeGreaterThan(8)
    expect(JSON.stringify(answers)).not.toContain(ourCanary)
  })

  it('and a cursor of another workspace is refused', async () => {
    for (const name of ['A', 'B']) await ours.done('POST', '/v1/organisations', { name })
    const { nextCursor } = await ours.done('GET', '/v1/organisations?limit=1')

    const answer = await theirs.call('GET', `/v1/organisations?limit=1&cursor=${nextCursor}`)

    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/cursor' }] } })
  })
})

describe('what is confidential answers, to who is not named, byte for byte like what does not exist', () => {
  it.each(named(onRecords))('%s', async (_, route) => {
    const before = await dump(ours.table)

    for (const headers of Object.values(outsiders)) {
      const hidden = await ask(ours, route, estate.hidden, estate.insiderId, headers)
      const absent = await ask(ours, route, estate.absent, estate.insiderId, headers)

      expect(hidden).toEqual(absent)
      expect([403, 404]).toContain(hidden.status)
    }
    expect(await dump(ours.table)).toEqual(before)
  })

  it('also where its id is named in a body', async () => {
    const asked = async (id: string) => {
      const body = { ...agreement, relatedIds: [id] }
      const { status, body: answer } = await ours.call('POST', '/v1/agreements', body, outsiders.editor)
      return { status, ...answer, requestId: '' }
    }

    const hidden = await asked(estate.hidden.recordId!)

    expect(hidden).toEqual(await asked(estate.absent.recordId!))
    expect(hidden.status).toBe(422)
  })

  it('and is in no list, whatever is filtered, searched or counted', async () => {
    const values: Record<string, string[]> = {
      q: [hiddenCanary, hiddenCanary.slice(0, 4)],
      area: [hiddenCanary],
      recordId: [estate.hidden.recordId!],
      ownerId: [estate.insiderId],
      answerableId: [estate.insiderId],
      status: ['active', 'archived', 'open', 'done'],
      kind: ['commitment', 'occurrence', 'meeting'],
      view: ['workspace', 'history', 'records&format=csv', 'deadlines&format=csv'],
    }
    const lists = routes.filter(({ method, path }) => method === 'get' && !path.includes('{'))
    const seen: string[] = []

    for (const { path, query } of lists)
      for (const name of ['', ...Object.keys(query.shape)])
        for (const value of name === '' ? [''] : (values[name] ?? [])) {
          const asked = name === '' ? path : `${path}?${name}=${encodeURI(value)}`
          const answer = await ours.app.request(asked, { headers: outsiders.editor })
          if ((await answer.text()).includes(hiddenCanary)) seen.push(asked)
        }

    expect(seen).toEqual([])
  })

  it('and leaves no gap in the pages of a list, and no place in its cursors', async () => {
    for (const list of ['/v1/records', '/v1/commitments', '/v1/deadlines', '/v1/reminders']) {
      const whole = (await ours.done('GET', `${list}?limit=100`, undefined, outsiders.editor)).data
      const paged: unknown[] = []
      let cursor: string | null = null
      do {
        const at: string = cursor === null ? '' : `&cursor=${cursor}`
        const page = await ours.done('GET', `${list}?limit=1${at}`, undefined, outsiders.editor)
        expect(page.data).toHaveLength(whole.length === 0 ? 0 : 1)
        expect(
          atob((page.nextCursor ?? '.').split('.')[1].replaceAll('-', '+').replaceAll('_', '/')),
        ).not.toContain(hiddenCanary.toLowerCase())
        paged.push(...page.data)
        cursor = page.nextCursor
      } while (cursor !== null)

      expect(paged).toEqual(whole)
    }
  })

  it('and is in no mail to who may not see it, an administrator who inherits it included', async () => {
    const others = ours.channel.sent.filter(({ to }) => to !== 'insider@example.org')

    expect(others.length).toBeGreaterThan(0)
    expect(JSON.stringify(others)).not.toContain(hiddenCanary)
  })

  it('but is there, in every answer, for who is named', async () => {
    const headers = await ours.tokenOf(estate.insiderId)

    for (const list of ['/v1/records', '/v1/deadlines', '/v1/deadlines?status=done'])
      expect(JSON.stringify(await ours.done('GET', list, undefined, headers))).toContain(hiddenCanary)
    for (const route of onRecords.filter(({ method }) => method === 'get'))
      expect((await ask(ours, route, estate.hidden, estate.insiderId, headers)).status).toBe(200)
  })
})
