import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../functions/api/problem.ts'
import type { Route } from '../../../functions/api/route.ts'
import { everyRoute } from '../../../functions/api/routes.ts'
import type { Table } from '../../../shared/table/table.ts'
import { campaignTimeout, playSeeds } from '../../support/campaign-budget.ts'
import { Desk } from '../../support/desk.ts'
import { Estate } from '../../support/estate.ts'
import { arbitraryOf, hostileStrings } from '../../support/schema-arbitrary.ts'

const routes = await everyRoute()

/** Requests of one estate: then it begins anew, since what was stored makes every list slower. */
const requestsOfASeed = 150

type Request = {
  readonly route: Route
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | undefined
}

/** A table that counts what was stored, also what a request stores by more than one write. */
function counting(table: Table): { readonly table: Table; readonly stored: () => number } {
  let stored = 0
  const write: Table['write'] = async (writes) => {
    await table.write(writes)
    stored += writes.length
  }
  return { table: { ...table, write }, stored: () => stored }
}

function requests(document: any, estate: Estate, credentials: readonly string[]): fc.Arbitrary<Request> {
  const ids = [...new Set([estate.open, estate.hidden, estate.absent].flatMap((each) => Object.values(each)))]
  const id = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...ids) },
    fc.constantFrom(...hostileStrings.filter(Boolean)),
  )
  // What tests a channel or a webhook speaks to the network, and waits for it.
  const anyRoute = fc.constantFrom(
    ...routes.filter(({ upload, path }) => upload === undefined && !path.endsWith('/test')),
  )
  return anyRoute.chain((route) => {
    const { parameters, requestBody } = document.paths[route.path][route.method]
    const query = parameters.filter((each: any) => each.in === 'query')
    const schema: any = Object.values<any>(requestBody?.content ?? {})[0]?.schema
    const fields = Object.fromEntries(
      query.map((each: any) => [each.name, arbitraryOf(each.schema, document, ids)]),
    )
    const type = route.method === 'patch' ? 'application/merge-patch+json' : 'application/json'
    return fc
      .record({
        params: fc.array(id, { minLength: 3, maxLength: 3 }),
        query: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, fc.record(fields, { requiredKeys: [] })),
        body: schema === undefined ? fc.constant(undefined) : arbitraryOf(schema, document, ids),
        match: fc.constantFrom('*', '*', '*', '"1"', '"2"', 'W/"1"', '', undefined),
        key: fc.constantFrom(...Array(12).fill(undefined), 'k1', 'k2', ' ', 'x'.repeat(201)),
        credential: fc.constantFrom(...credentials),
        type: fc.oneof({ weight: 20, arbitrary: fc.constant(type) }, fc.constantFrom('text/plain', '')),
        cut: fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, fc.constantFrom(0.5, 0)),
      })
      .map((made): Request => {
        let at = 0
        const resource = route.path.split('/')[2]
        const named = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
          const own = estate.open[`${resource} ${name}`] ?? estate.open[name]
          const given = made.params[at++ % 3] ?? ''
          // Nine in ten name what is there, of the kind that the path is of.
          const chosen = at % 10 === 9 || hostileStrings.includes(given) ? given : own
          return encodeURIComponent((chosen ?? '').toWellFormed()).slice(0, 300)
        })
        const asked = new URLSearchParams(
          Object.entries(made.query).map(
            ([name, value]) =>
              [name, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')] as [string, string],
          ),
        )
        const text = made.body === undefined ? undefined : JSON.stringify(made.body)
        const headers: Record<string, string> = { 'content-type': made.type, ...bearer(made.credential) }
        if (made.match !== undefined) headers['if-match'] = made.match
        if (made.key !== undefined) headers['idempotency-key'] = made.key
        return {
          route,
          path: `${named}${asked.size > 0 ? `?${asked}` : ''}`,
          headers,
          body:
            route.method === 'get' || route.method === 'delete'
              ? undefined
              : text?.slice(0, text.length * made.cut),
        }
      })
  })
}

function bearer(token: string): Record<string, string> {
  return token === '' ? {} : { authorization: `Bearer ${token}` }
}

describe('whatever is sent to the API', () => {
  let sent = 0
  let done = 0

  async function play(seed: number): Promise<void> {
    const builder = await Desk.open('2026-03-02T09:00:00Z')
    const estate = await Estate.build(builder)
    const { table, stored } = counting(builder.table)
    const desk = builder.on(table, await builder.tableId())
    const document = await desk.done('GET', '/v1/openapi.json')
    const insider = (await desk.tokenOf(estate.insiderId)).authorization.slice(7)
    const credentials = [...Array.from({ length: 12 }, () => desk.token), insider, insider, 'unknown', '']

    const holds = fc.asyncProperty(
      requests(document, estate, credentials),
      async ({ route, path, headers, body }) => {
        sent += 1
        const before = stored()
        const response = await desk.app.request(path, {
          method: route.method.toUpperCase(),
          headers,
          ...(body === undefined ? {} : { body }),
        })
        const text = await response.text()
        if (response.status < 400) {
          done += 1
          return
        }
        expect(response.status).toBeLessThan(500)
        expect(response.headers.get('content-type')).toBe('application/problem+json')
        const problem = Problem.parse(JSON.parse(text))
        expect([problem.status, problem.requestId]).toEqual([
          response.status,
          response.headers.get('x-request-id'),
        ])
        if ([400, 422].includes(response.status)) {
          expect(problem.errors.length).toBeGreaterThan(0)
          for (const { pointer, detail } of problem.errors) {
            expect(pointer).toMatch(/^(\/([^~/]|~[01])*)*$/u)
            expect(detail.length).toBeGreaterThan(5)
          }
        }
        expect(stored()).toBe(before)
      },
    )
    await fc.assert(holds, { seed, numRuns: requestsOfASeed, endOnFailure: true })
    expect(desk.faults).toEqual([])
  }

  it(
    'is done, or refused with a problem document that says where and stores nothing',
    async () => {
      const wanted = Number(process.env.SERVANDA_FUZZ_REQUESTS ?? 0)
      if (wanted > 0) for (let seed = 1; sent < wanted; seed += 1) await play(seed)
      else await playSeeds('fuzzing', play)
      console.log(`${sent} requests, ${done} of them done`)
      // A fuzzer that is always refused, or never, tries nothing.
      expect(done).toBeGreaterThan(sent / 10)
      expect(done).toBeLessThan(sent)
    },
    Number(process.env.SERVANDA_FUZZ_REQUESTS ?? 0) > 0 ? 7_200_000 : campaignTimeout('fuzzing'),
  )
})
