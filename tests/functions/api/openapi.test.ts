import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, it } from 'vitest'
import { operationsOf } from '../../../client/operations-of.ts'
import { everyRoute } from '../../../functions/api/routes.ts'
import { Desk } from '../../support/desk.ts'
import { keepSource } from '../../support/session-source.ts'
import { tellChanges } from '../../support/tell-changes.ts'
import { upload } from '../../support/uploads.ts'

const routes = await everyRoute()

let desk: Desk
let document: any

beforeAll(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  document = await desk.done('GET', '/v1/openapi.json')
})

function* operations(): Generator<{ path: string; method: string; operation: any }> {
  for (const [path, methods] of Object.entries<any>(document.paths))
    for (const [method, operation] of Object.entries(methods)) yield { path, method, operation }
}

/** Every object within a document. */
function* objects(value: unknown): Generator<any> {
  if (value === null || typeof value !== 'object') return
  yield value
  for (const member of Object.values(value)) yield* objects(member)
}

describe('the document of the API', () => {
  it('is there for everybody, as OpenAPI 3.1', async () => {
    const response = await desk.app.request('/v1/openapi.json')

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d$/),
      info: { title: 'Servanda', version: expect.any(String) },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    })
  })

  it('is valid by the schema that the OpenAPI Initiative publishes', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))

    expect([valid, errors]).toEqual([true, undefined])
  })

  it('is found wrong by that schema where it is', async () => {
    const wrong = { ...document, paths: { 'v1/records': { get: { parameters: 'none' } } } }

    expect((await new Validator().validate(structuredClone(wrong))).valid).toBe(false)
  })

  it('spells out nothing long twice: what a record or a schedule is has a name', () => {
    const long = [...objects(document)]
      .map((each) => JSON.stringify(each))
      .filter((text) => text.length > 6_000)

    expect(long.length - new Set(long).size).toBe(0)
  })

  it('has every route and no other operation but those that need no token', () => {
    const documented = [...operations()].map(({ path, method }) => `${method} ${path}`).sort()
    const served = routes.map(({ path, method }) => `${method} ${path}`)

    expect(documented).toEqual(
      [
        ...served,
        'get /v1/healthz',
        'get /v1/openapi.json',
        'get /v1/sign-in',
        'post /v1/invitations/accept',
      ].sort(),
    )
    expect(new Set(served).size).toBe(served.length)
  })

  it('is what the client is written from: after a change of routes or schemas, run `npm run client`', () => {
    const written = readFileSync(new URL('../../../client/operations.ts', import.meta.url), 'utf8')

    expect(written === operationsOf(document), 'run `npm run client`').toBe(true)
  })

  it('names what occurs again, so that it stays short', () => {
    expect(JSON.stringify(document).length).toBeLessThan(400_000)
    expect(
      document.components.schemas.Schedule.oneOf ?? document.components.schemas.Schedule.anyOf,
    ).toHaveLength(10)
  })

  it('has each operation under a name of its own', () => {
    const names = [...operations()].map(({ operation }) => operation.operationId)

    expect(names.every((name) => /^[a-z][A-Za-z]+$/.test(name))).toBe(true)
    expect(new Set(names).size).toBe(names.length)
  })

  it('declares each parameter of a path once, and each of a query and the headers that an operation takes', () => {
    for (const { path, method, operationId, query, ifMatch } of routes) {
      const { parameters } = document.paths[path][method]
      const names = (place: string) =>
        parameters.filter((each: any) => each.in === place).map(({ name }: any) => name)
      const headers = [...(ifMatch ? ['If-Match'] : []), ...(method === 'get' ? [] : ['Idempotency-Key'])]

      expect(names('path')).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
      expect(names('query')).toEqual(Object.keys(query.shape))
      expect([operationId, names('header')]).toEqual([operationId, headers])
      for (const each of parameters) {
        expect(each.schema).toEqual(expect.any(Object))
        expect(each.required).toBe(each.in === 'path' || each.name === 'If-Match')
      }
    }
  })

  it('says that If-Match is required of every PATCH, DELETE and action on a deadline', () => {
    for (const { path, method, operation } of operations()) {
      const isAction = path.startsWith('/v1/deadlines/{deadlineId}/')
      const has = (operation.parameters ?? []).some(({ name }: any) => name === 'If-Match')
      expect([method, path, has]).toEqual([method, path, ['patch', 'delete'].includes(method) || isAction])
    }
  })

  it('has a body in the media type that the operation takes, and refusals as problem documents', () => {
    for (const { path, method, operation } of operations()) {
      const types = Object.keys(operation.requestBody?.content ?? {})
      if (method === 'patch') expect(types).toEqual(['application/merge-patch+json'])
      if (method === 'get' || method === 'delete') expect([path, types]).toEqual([path, []])
      if (operation.security === undefined)
        expect(Object.keys(operation.responses.default.content)).toEqual(['application/problem+json'])
    }
  })

  it('refers only to what it has', () => {
    for (const { $ref } of objects(document)) {
      if ($ref === undefined) continue
      const path = $ref.slice(2).split('/')
      const target = path.reduce((at: any, name: string) => at?.[name], document)
      expect([$ref, target]).toEqual([$ref, expect.any(Object)])
    }
  })

  it('requires of each resource what the contract does', () => {
    const required = (path: string) =>
      document.paths[path].post.requestBody.content['application/json'].schema.required?.toSorted()

    expect(required('/v1/organisations')).toEqual(['name'])
    expect(required('/v1/organisations/{organisationId}/sessions')).toEqual(['opensOn', 'ordinal'])
    expect(required('/v1/agreements')).toEqual(['parties', 'title', 'type'])
    expect(required('/v1/memberships')).toEqual(['organisationId', 'role'])
    expect(required('/v1/commitments')).toEqual(['schedule', 'title'])
    expect(required('/v1/records/{recordId}/events')).toEqual(['kind'])
    expect(required('/v1/records/{recordId}/deadlines')).toEqual(['dueOn'])
    expect(required('/v1/deadlines/{deadlineId}/assign')).toEqual(['ownerId'])
    expect(required('/v1/deadlines/{deadlineId}/snooze')).toEqual(['untilOn'])
    expect(required('/v1/deadlines/{deadlineId}/move')).toEqual(['dueOn'])
    for (const action of [
      'complete',
      'waive',
      'cancel',
      'reopen',
      'acknowledge',
      'unacknowledge',
      'unsnooze',
    ])
      expect(required(`/v1/deadlines/{deadlineId}/${action}`)).toBeUndefined()
  })

  it('says what a dry run answers', () => {
    for (const path of ['/v1/agreements', '/v1/memberships', '/v1/commitments'])
      for (const { responses } of [document.paths[path].post, document.paths[`${path}/{recordId}`].patch])
        expect(JSON.stringify(responses[200].content['application/json'].schema)).toContain(
          '#/components/schemas/RecordPreview',
        )
    expect(JSON.stringify(document.components.schemas.RecordPreview)).toContain('"reminders"')
  })
})

describe('an answer has the form that the document says, and nothing beside it', () => {
  let ids: Record<string, string>

  beforeAll(async () => {
    const post = async (path: string, body: object) => (await desk.done('POST', path, body)).id
    const organisationId = await post('/v1/organisations', { name: 'UNGA', presence: { startsOn: '1946' } })
    const session = { ordinal: 81, opensOn: '2026-09-08' }
    await desk.done('POST', `/v1/organisations/${organisationId}/sessions`, session)
    await keepSource(desk, organisationId)
    const commitment = await post('/v1/commitments', {
      title: 'Report',
      organisationId,
      schedule: { kind: 'session', organisationId, edge: 'opens', from: 81 },
      milestones: [{ key: 'draft', title: 'Draft', offset: '-P30D' }],
      leadDays: [180],
    })
    await desk.done('POST', `/v1/records/${commitment}/mutes`, { recipient: 'registry@example.org' })
    await desk.done('POST', `/v1/records/${commitment}/deadlines`, { dueOn: '2026-07' })
    await desk.act(`${commitment}.occurrence.81`, 'complete', {
      evidence: ['x', { url: 'https://a.example' }],
    })
    await desk.act(`${commitment}.occurrence.2026-07`, 'acknowledge')
    const leyla = await post('/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    await post('/v1/agreements', { title: 'Unseen', type: 'other', parties: [], visibleTo: [leyla] })
    ids = {
      organisations: organisationId,
      agreements: await post('/v1/agreements', { title: 'A', type: 'other', parties: [{ name: 'B' }] }),
      memberships: await post('/v1/memberships', { organisationId, role: 'member' }),
      commitments: commitment,
      records: commitment,
      deadlines: `${commitment}.occurrence.81`,
      calendars: await post('/v1/calendars', { name: 'Baku' }),
      webhooks: await post('/v1/webhooks', { name: 'A', url: 'https://a.example.org/in' }),
      channels: await post('/v1/channels', {
        kind: 'webhook',
        name: 'Archive',
        target: 'https://archive.example.org/in',
      }),
      team: leyla,
      people: leyla,
      absences: await post(`/v1/team/${leyla}/absences`, { startsOn: '2026-08-03', endsOn: '2026-08-07' }),
      feeds: await post('/v1/feeds', { name: 'Team' }),
      imports: (await upload(desk, 'csv', 'Title,Due\nReport,2026-12-31\n')).body.id,
      tokens: await post('/v1/tokens', { name: 'Program' }),
      'organisations event': await post(`/v1/organisations/${organisationId}/events`, { kind: 'visit' }),
      'records event': await post(`/v1/records/${commitment}/events`, { kind: 'meeting' }),
    }
    await desk.passTo('2026-03-13T09:00:00Z')
    await tellChanges(desk.table)
  })

  const reads = routes.filter(({ method, files }) => method === 'get' && files === undefined)
  // What others publish is read in a test of its own.
  const dryRuns = routes.filter(
    ({ dryRunAnswer, operationId }) => dryRunAnswer !== undefined && operationId !== 'setSessionSource',
  )

  it.each(reads.map((route) => [route.operationId, route] as const))('%s', async (_, { path, answer }) => {
    const [, , resource = ''] = path.split('/')
    const filled = path
      .replace('{eventId}', ids[`${resource} event`] ?? '')
      .replace('{ordinal}', '81')
      .replace('{absenceId}', ids.absences ?? '')
      .replace(/\{\w+\}/, ids[resource] ?? '')

    const body = await desk.done('GET', filled)

    expect(answer.parse(body)).toEqual(body)
    expect(body.data?.length).not.toBe(0)
  })

  it.each(dryRuns.map((route) => [route.operationId, route] as const))(
    'a dry run of %s',
    async (_, { path, method, dryRunAnswer }) => {
      const [, , resource = ''] = path.split('/')
      const filled = `${path.replace(/\{\w+\}/, ids[resource] ?? '')}?dryRun=true`
      if (resource === 'people') {
        const body = await desk.done('POST', filled, { toId: null })
        expect(dryRunAnswer?.parse(body)).toEqual(body)
        return
      }
      const {
        id: _id,
        kind: _k,
        status: _s,
        version: _v,
        createdAt: _c,
        updatedAt: _u,
        ...input
      } = await desk.done('GET', `/v1/records/${ids[resource]}`)

      const body = await desk.done(method.toUpperCase(), filled, input, { 'if-match': '*' })

      expect(dryRunAnswer?.parse(body)).toEqual(body)
    },
  )
})

it('an answer has a request id, is not kept by caches, and the service says how it is', async () => {
  await desk.sweepOnce()

  const response = await desk.app.request('/v1/healthz')
  const read = await desk.call('GET', '/v1/records')
  const unknown = await desk.call('PUT', '/v1/records')

  expect([response.status, await response.json()]).toEqual([200, { status: 'ok', now: desk.clock() }])
  expect(read.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(read.headers.get('cache-control')).toBe('no-store')
  expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
})
