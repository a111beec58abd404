import { beforeEach, expect, it } from 'vitest'
import { sweep } from '../../../functions/sweep/sweep.ts'
import { RecordId } from '../../../shared/identity/id.ts'
import type { GroupMessage } from '../../../shared/reminder/group.ts'
import { Instant, plusSeconds } from '../../../shared/time/instant.ts'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

async function report(title: string): Promise<RecordId> {
  const body = { title, schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }
  return RecordId.parse((await desk.done('POST', '/v1/commitments', body)).id)
}

it('a record that cannot be read is reported, rests for a while, and holds up nothing', async () => {
  const broken = await report('Broken')
  await report('Whole')
  const { items } = await desk.table.query({ partition: 'WORKSPACES' })
  const pk = `W#${items[0]!.sk}#${broken}`
  await desk.table.write([{ update: { pk, sk: 'RECORD' }, set: { data: 'not a record' } }])
  desk.setClock('2026-05-01T08:00:00Z')

  await desk.sweepOnce()

  expect(desk.channel.subjects).toEqual(['Whole: 1 June 2026 (in 31 days)'])
  expect(desk.faults).toHaveLength(1)
  expect((await desk.table.get({ pk, sk: 'RECORD' }))?.wakeAt).toBe('2026-05-01T08:15:00Z')
})

it('a sweep says how much it planned', async () => {
  for (const title of ['First', 'Second', 'Third']) await report(title)
  desk.setClock('2026-05-01T07:30:00Z')

  const counts = await desk.sweepOnce()

  expect(counts).toMatchObject({ woken: 3, planned: 3, published: 0 })
})

it('mail whose hour has come goes out though there is no time for all that is awake', async () => {
  await report('First')
  desk.setClock('2026-05-01T07:30:00Z')
  await desk.sweepOnce()
  for (let n = 0; n < 20; n += 1) await report(`Later ${n}`)
  desk.setClock('2026-05-01T08:00:00Z')
  const published: GroupMessage[] = []
  let calls = 0

  const { planned } = await sweep({
    table: desk.table,
    tableId: desk.tableId,
    now: () => plusSeconds(Instant.parse('2026-05-01T08:00:00Z'), 5 * calls++),
    publish: async (messages) => {
      published.push(...messages)
      return messages
    },
    report: (fault) => desk.faults.push(fault),
  })

  expect(planned).toBeGreaterThan(0)
  expect(planned).toBeLessThan(20)
  expect(published).toHaveLength(1)
  expect(desk.faults).toEqual([])
})

it('what the bus does not take is handed over again, at the next sweep', async () => {
  await report('First')
  desk.setClock('2026-05-01T08:00:00Z')
  const refusing = {
    table: desk.table,
    tableId: desk.tableId,
    now: desk.clock,
    publish: async () => [],
    report: () => undefined,
  }
  const counts = await sweep(refusing)

  await desk.sweepOnce()

  expect(counts.published).toBe(0)
  expect(desk.channel.sent).toHaveLength(1)
})

it('a message that is lost on the way is handed over again after a while', async () => {
  await report('First')
  desk.setClock('2026-05-01T08:00:00Z')
  await sweep({
    table: desk.table,
    tableId: desk.tableId,
    now: desk.clock,
    publish: async (all) => all,
    report: () => undefined,
  })
  await desk.sweepOnce()
  const atOnce = desk.channel.sent.length

  desk.setClock('2026-05-01T08:15:00Z')
  await desk.sweepOnce()

  expect([atOnce, desk.channel.sent.length]).toEqual([0, 1])
})
