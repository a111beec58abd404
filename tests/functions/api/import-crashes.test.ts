import { expect, it } from 'vitest'
import { createApp } from '../../../functions/api/app.ts'
import { Desk } from '../../support/desk.ts'
import { crashingTable, type Fault } from '../../support/faulty-table.ts'
import { MemoryTable } from '../../support/memory-table.ts'
import { linesOf, upload } from '../../support/uploads.ts'

const sheet = [
  'Kind,Ref,Title,Organisation,Role,Due date,Every,Signature,Action,Action date',
  'commitment,c1,Report,UNESCO,,31.12.2026,yearly,,,',
  'membership,m1,,UNESCO,member,,,,,',
  'commitment,,Without a reference,UNESCO,,30.6.2027,,,,',
  'agreement,a1,Convention,,,,,9 January 2008,ratification,28.1.2009',
].join('\n')
const query = '?createOrganisations=true'

/** What a workspace holds, as its clients see it: without ids, which differ between workspaces. */
async function seen(desk: Desk): Promise<unknown> {
  const { data: organisations } = await desk.done('GET', '/v1/organisations')
  const { data: records } = await desk.done('GET', '/v1/records')
  const described = records.map(async (record: any) => {
    const { data: events } = await desk.done('GET', `/v1/records/${record.id}/events`)
    const { data: history } = await desk.done('GET', `/v1/records/${record.id}/history`)
    const { externalRef, title, version } = record
    const facts = events.map(({ kind, on, version }: any) => [kind, on, version])
    return { externalRef, title, version, facts, acts: history.map(({ seq, action }: any) => [seq, action]) }
  })
  const names = organisations.map(({ name, version }: any) => [name, version])
  return { names, records: await Promise.all(described), faults: desk.faults }
}

async function crashedAt(n: number, fault: Fault) {
  const memory = new MemoryTable()
  const desk = await Desk.open('2026-03-02T09:00:00Z', memory)
  const table = crashingTable(memory, n, fault)
  const app = createApp({ table, tableId: desk.tableId, clock: desk.clock, report: () => undefined })
  await upload({ app, token: desk.token }, 'csv', sheet, query)
  return { desk, memory, calls: table.calls() }
}

async function cleanRun() {
  const desk = await Desk.open('2026-03-02T09:00:00Z', new MemoryTable())
  const { body } = await upload(desk, 'csv', sheet, query)
  const refused = await linesOf(desk, body.id, '&outcome=refused')
  expect([body.status, body.counts.create, refused]).toEqual(['done', 5, []])
  return seen(desk)
}

it.each<Fault>(['lost request', 'lost response'])(
  'an import that is killed at any call (%s), then run again, equals one clean run',
  async (fault) => {
    const clean = await cleanRun()
    let crashes = 0

    for (let n = 1; ; n += 1) {
      const { desk, calls } = await crashedAt(n, fault)
      const { body } = await upload(desk, 'csv', sheet, query)
      expect([n, body.status]).toEqual([n, 'done'])
      expect(await seen(desk), `call ${n}`).toEqual(clean)
      if (calls < n) break
      crashes += 1
    }
    expect(crashes).toBeGreaterThan(50)
  },
)

it.each<Fault>(['lost request', 'lost response'])(
  'an import that is killed at any call (%s) goes on by itself, or has stored nothing',
  async (fault) => {
    const clean = await cleanRun()
    const empty = await seen(await Desk.open('2026-03-02T09:00:00Z', new MemoryTable()))
    let resumed = 0

    for (let n = 1; ; n += 1) {
      const { desk, memory, calls } = await crashedAt(n, fault)
      const wasStarted = [...memory.items()].some(({ sk }) => sk === 'IMPORT')
      await desk.passTo('2026-03-02T09:10:00Z')
      expect(await seen(desk), `call ${n}`).toEqual(wasStarted ? clean : empty)
      if (calls < n) break
      if (wasStarted) resumed += 1
    }
    expect(resumed).toBeGreaterThan(30)
  },
)
