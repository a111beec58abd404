import { beforeEach, describe, expect, it } from 'vitest'
import { inTurn } from '../../../functions/sweep/in-turn.ts'
import { sweep } from '../../../functions/sweep/sweep.ts'
import type { GroupMessage } from '../../../shared/reminder/group.ts'
import { keys, wake } from '../../../shared/table/keys.ts'
import type { Item, Table } from '../../../shared/table/table.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'

const now = Instant.parse('2026-05-01T08:00:00Z')
const many = 10_000
let table: MemoryTable

beforeEach(() => {
  table = new MemoryTable()
})

/** What a sweep hands over, in order. */
async function published(of: Table = table, reported: string[] = []): Promise<GroupMessage[]> {
  const messages: GroupMessage[] = []
  await sweep({
    table: of,
    tableId: async () => 'live',
    now: () => now,
    publish: async (all) => {
      messages.push(...all)
      return all
    },
    report: ({ key }) => reported.push(key),
  })
  return messages
}

function delivery(workspace: string, recipient: string, sendAt: string): Item {
  const pk = `W#${workspace}#OUTBOX#email#${recipient}`
  return { pk, sk: `DELIVERY#${sendAt}#none#x`, ...wake(pk, sendAt) }
}

describe('turns', () => {
  it('give each owner one at a time, the most urgent first', () => {
    const all = ['b3', 'a2', 'b1', 'a1', 'b2', 'c9']

    const order = inTurn(
      all,
      ([owner]) => String(owner),
      (each) => each,
    )

    expect(order).toEqual(['b1', 'a1', 'c9', 'b2', 'a2', 'b3'])
  })
})

describe('a workspace with ten thousand messages due', () => {
  beforeEach(async () => {
    for (let n = 0; n < many; n += 1)
      await table.write([{ put: delivery('ws_a', `r${n}@example.org`, '2026-05-01T07:00:00Z') }])
    await table.write([{ put: delivery('ws_z', 'one@example.org', '2026-05-01T08:00:00Z') }])
  })

  it('is a workspace like another: the single one of another is handed over second at the latest', async () => {
    const messages = await published()

    expect(messages.findIndex(({ workspaceId }) => workspaceId === 'ws_z')).toBeLessThanOrEqual(1)
  })

  it('fills the queue with five hundred at a time, and loses none of the rest', async () => {
    const first = await published()
    const second = await published()

    expect([first.length, second.length]).toEqual([501, 500])
    const recipients = [...first, ...second].map(({ recipient }) => recipient)
    expect(new Set(recipients).size).toBe(1_001)
  })
})

it('a workspace with many records awake keeps another’s single record waiting for one of its own', async () => {
  const busy = await Desk.open('2026-03-02T09:00:00Z', table)
  const quiet = await Desk.open('2026-03-02T09:00:00Z', table)
  const body = { title: 'R', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }
  for (let n = 0; n < 200; n += 1) await busy.done('POST', '/v1/commitments', body)
  const { id } = await quiet.done('POST', '/v1/commitments', body)
  const order: string[] = []
  const watched: Table = {
    get: (key) => table.get(key),
    getMany: (of) => table.getMany(of),
    query: (range) => table.query(range),
    write: async (writes) => {
      await table.write(writes)
      for (const write of writes)
        if ('update' in write && write.update.sk === 'RECORD') order.push(write.update.pk)
    },
  }

  await published(watched)

  expect(order).toHaveLength(201)
  expect(order.findIndex((pk) => pk.endsWith(id))).toBeLessThanOrEqual(8)
})

it('a workspace of which it cannot be read whether it may send holds up no other', async () => {
  await table.write([
    { put: delivery('ws_a', 'a@example.org', '2026-05-01T07:00:00Z') },
    { put: delivery('ws_z', 'z@example.org', '2026-05-01T08:00:00Z') },
    { put: { ...keys.sending('ws_a' as never), tableId: 7 } },
  ])
  const reported: string[] = []

  const messages = await published(table, reported)

  expect(messages.map(({ workspaceId }) => workspaceId)).toEqual(['ws_z'])
  expect(reported).toEqual(['ws_a'])
})
