import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../../functions/api/app.ts'
import { everyRoute } from '../../../functions/api/routes.ts'
import { consume } from '../../../functions/deliver/queue.ts'
import { sweep } from '../../../functions/sweep/sweep.ts'
import { causeOf, logLine } from '../../../shared/log/cause.ts'
import { redactedKey } from '../../../shared/log/redacted.ts'
import type { Table } from '../../../shared/table/table.ts'
import { Desk } from '../../support/desk.ts'
import { bodyOf, Estate, filled } from '../../support/estate.ts'

const routes = await everyRoute()

const canary = 'kanarienvogel'
const address = `${canary}@example.org`
let estate: Estate
let lines: string[]

beforeEach(async () => {
  estate = await Estate.build(await Desk.open('2026-03-02T09:00:00Z'))
  lines = []
})

/** The API with the log that its function writes. */
function logging(table: Table) {
  const { desk } = estate
  return createApp({
    table,
    tableId: desk.tableId,
    clock: desk.clock,
    report: ({ requestId, error }) => lines.push(logLine('error', { requestId, cause: causeOf(error) })),
    log: (line) => lines.push(logLine('info', line)),
  })
}

/** A table on which every write fails with an error that quotes what it was given. */
function quoting(table: Table, kind: (text: string) => Error): Table {
  return {
    ...table,
    write: (writes) => Promise.reject(kind(`${JSON.stringify(writes)} ${canary} ${address}`)),
  }
}

const kinds: [string, (text: string) => Error][] = [
  ['of our own', (text) => new Error(text.slice(-80))],
  ['of the engine', (text) => new TypeError(text.slice(-80))],
  ['of the SDK', (text) => Object.assign(new Error(text), { name: 'ValidationException', $metadata: {} })],
  ['of a library', (text) => Object.assign(new Error(text), { name: 'LibraryError' })],
]

describe('no line of a log has what was planted', () => {
  it('in the credential, the path, the query, the body or a header of any request, whatever becomes of it', async () => {
    const app = logging(estate.desk.table)
    const credentials = [`Bearer ${estate.desk.token}`, `Bearer svd_${canary}`, `Basic ${canary}`, canary]

    for (const route of routes)
      for (const authorization of credentials) {
        const method = route.method.toUpperCase()
        const planted = filled(
          route,
          Object.fromEntries(Object.keys(estate.open).map((name) => [name, canary])),
        )
        const isRead = ['GET', 'DELETE'].includes(method)
        const headers = {
          authorization,
          'if-match': `"${canary}"`,
          'idempotency-key': canary,
          'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
          cookie: canary,
          referer: `https://x.example/${canary}`,
        }
        for (const path of [
          `${planted}?${canary}=${address}`,
          filled(route, estate.open),
          `/feeds/${canary}.ics`,
        ]) {
          const body = JSON.stringify({ [canary]: address, note: address })
          await app.request(path, { method, headers, ...(isRead ? {} : { body }) })
        }
      }

    expect(lines.length).toBeGreaterThan(500)
    expect(lines.filter((line) => line.includes(canary) || line.includes(estate.desk.token))).toEqual([])
  })

  it.each(kinds)('in an error %s that quotes what was being stored', async (_, kind) => {
    const app = logging(quoting(estate.desk.table, (text) => kind(text.replaceAll(`${canary} `, ''))))
    const headers = { authorization: `Bearer ${estate.desk.token}`, 'if-match': '*' }
    const writing = routes.filter(({ method }) => method === 'post')

    for (const route of writing) {
      const body = JSON.stringify(bodyOf(route, { personId: estate.insiderId }))
      const type = { 'content-type': 'application/json' }
      await app.request(filled(route, estate.open), {
        method: 'POST',
        headers: { ...headers, ...type },
        body,
      })
    }

    const errors = lines.filter((line) => line.includes('"level":"error"'))
    expect(errors.length).toBeGreaterThan(3)
    expect(lines.filter((line) => line.includes(address))).toEqual([])
  })

  it('in what the sweep and the delivery report: an outbox is named for its recipient', async () => {
    const { desk } = estate
    const report = ({ key, error }: { key: string; error: unknown }) => {
      lines.push(logLine('error', { key: redactedKey(key), cause: causeOf(error) }))
    }
    const body = { title: 'x', schedule: { kind: 'once', on: '2026-04-01' }, watchers: [address] }
    await desk.done('POST', '/v1/commitments', body)
    await desk.sweepOnce()
    desk.setClock('2027-01-01T00:00:00Z')
    await sweep({
      table: quoting(desk.table, (text) => new Error(text.replaceAll(`${canary} `, '').slice(-80))),
      tableId: desk.tableId,
      now: desk.clock,
      publish: async (messages) => messages,
      report,
    }).catch((error: unknown) => report({ key: '', error }))
    const printed = vi.spyOn(console, 'error').mockImplementation((line) => lines.push(String(line)))
    const message = {
      workspaceId: 'ws_1',
      channel: 'email',
      recipient: address,
      sendAt: desk.clock(),
      label: 'none',
    }
    await consume(() => Promise.reject(new Error(`550 ${address}`)))({
      Records: [
        { messageId: '1', body: JSON.stringify({ detail: message }) },
        { messageId: '2', body: canary },
      ],
    } as any)
    printed.mockRestore()

    expect(lines.some((line) => line.includes('OUTBOX'))).toBe(true)
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.filter((line) => line.includes(canary))).toEqual([])
  })
})

it('a problem document names the request whose line the log has, with the cause where it was our fault', async () => {
  const app = logging(quoting(estate.desk.table, () => new Error('the table is gone')))
  const headers = { authorization: `Bearer ${estate.desk.token}`, 'content-type': 'application/json' }

  const response = await app.request('/v1/organisations', { method: 'POST', headers, body: '{"name":"x"}' })

  const { requestId } = (await response.json()) as any
  const [fault, line] = lines.map((each) => JSON.parse(each))
  expect(response.status).toBe(500)
  expect(fault).toMatchObject({ level: 'error', requestId, cause: { detail: 'the table is gone' } })
  expect(line).toMatchObject({
    level: 'info',
    requestId,
    method: 'POST',
    route: '/v1/organisations',
    status: 500,
    workspaceId: expect.stringMatching(/^ws_/),
    personId: expect.stringMatching(/^per_/),
    tokenId: expect.stringMatching(/^tok_/),
  })
})
