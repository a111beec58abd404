import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { type Client, createClient, type OperationName, pages, type Schemas } from '../../client/client.ts'
import { operations } from '../../client/operations.ts'
import { everyRoute } from '../../functions/api/routes.ts'
import { Desk } from '../support/desk.ts'

const routes = await everyRoute()

let desk: Desk
let client: Client

beforeAll(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  const send = async (input: string | URL | Request, init?: RequestInit) => desk.app.request(`${input}`, init)
  client = createClient({ baseUrl: 'http://desk.example', token: desk.token, fetch: send })
})

describe('the client', () => {
  it('knows each operation by its name, where it is and what it takes', () => {
    for (const { operationId, method, path, body, upload } of routes) {
      const [knownMethod, knownPath, mediaType] = operations[operationId as OperationName]

      expect([knownMethod, knownPath]).toEqual([method.toUpperCase(), path])
      expect(mediaType !== '').toBe((body ?? upload) !== undefined)
    }
  })

  it('writes, reads with what it was told, and changes by the ETag', async () => {
    const made = await client('recordCommitment', {
      body: { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' } },
    })
    const path = { recordId: made.body.id }
    const changed = await client('changeCommitment', {
      path,
      headers: { 'If-Match': made.etag ?? '' },
      body: { title: 'Annual report' },
    })

    expect(changed).toMatchObject({ status: 200, body: { title: 'Annual report', version: 2 } })
    const due = await client('listDeadlines', { query: { recordId: path.recordId, status: undefined } })
    expect(due.body.data.map(({ dueOn }) => dueOn)).toEqual(['2026-06-01'])
  })

  it('throws what the problem document says', async () => {
    const refused = client('readRecord', { path: { recordId: 'com/../no' } })

    await expect(refused).rejects.toMatchObject({
      name: 'Problem',
      status: 404,
      requestId: expect.any(String),
    })
    await expect(client('recordOrganisation', { body: { name: '' } })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/name', detail: 'Write 1 to 300 characters.' }],
    })
  })

  it('reads a list to its end, page by page', async () => {
    for (const name of ['A', 'B', 'C']) await client('recordOrganisation', { body: { name } })
    const names: string[] = []

    for await (const { name } of pages(client, 'listOrganisations', { query: { limit: '2' } }))
      names.push(name)

    expect(names).toEqual(['A', 'B', 'C'])
  })

  it('has types by which a wrong call does not compile', () => {
    expectTypeOf<Schemas['Deadline']['status']>().toEqualTypeOf<
      'history' | 'open' | 'overdue' | 'done' | 'waived' | 'cancelled'
    >()
    // @ts-expect-error If-Match is required.
    const withoutMatch = () => client('archiveCommitment', { path: { recordId: 'com_1' } })
    // @ts-expect-error The schedule is required.
    const withoutSchedule = () => client('recordCommitment', { body: { title: 'Report' } })
    expect([withoutMatch, withoutSchedule]).toHaveLength(2)
  })
})
