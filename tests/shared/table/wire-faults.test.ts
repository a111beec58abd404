import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { dynamoTable } from '../../../shared/table/dynamo-table.ts'
import type { Table } from '../../../shared/table/table.ts'
import { newTable, placeOf } from '../../support/database.ts'
import { Desk } from '../../support/desk.ts'
import { FaultProxy, type Operation, operations, wireFaults } from '../../support/fault-proxy.ts'

let proxy: FaultProxy

beforeAll(async () => {
  proxy = await FaultProxy.before(inject('databaseEndpoint'))
})
afterAll(() => proxy.close())

/** The same table, reached through the proxy, by a client that waits as little as a test can. */
function behindProxy(table: Table): Table {
  const client = new DynamoDBClient({
    endpoint: proxy.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: { requestTimeout: 400, throwOnRequestTimeout: true },
  })
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
  return dynamoTable(documents, placeOf(table).tableName)
}

const cells = operations.flatMap((operation) => wireFaults.map((fault) => [operation, fault] as const))

/** What an operation does to a table that has one item, and what has to be true after it. */
const uses: Record<
  Operation,
  { use: (table: Table) => Promise<unknown>; answer?: unknown; stored: unknown[] }
> = {
  GetItem: { use: (table) => table.get(a), answer: { ...a0() }, stored: [a0()] },
  BatchGetItem: { use: (table) => table.getMany([a]), answer: [a0()], stored: [a0()] },
  Query: {
    use: async (table) => (await table.query({ partition: 'p' })).items,
    answer: [a0()],
    stored: [a0()],
  },
  PutItem: {
    use: (table) => table.write([{ put: { ...b, n: 1 }, when: { pk: 'absent' } }]),
    stored: [a0(), { pk: 'p', sk: 'b', n: 1 }],
  },
  UpdateItem: {
    use: (table) => table.write([{ update: a, set: { n: 1 }, when: { n: { is: 0 } } }]),
    stored: [{ pk: 'p', sk: 'a', n: 1 }],
  },
  DeleteItem: { use: (table) => table.write([{ delete: a, when: { n: { is: 0 } } }]), stored: [] },
  TransactWriteItems: {
    use: (table) =>
      table.write([
        { update: a, set: { n: 1 }, when: { n: { is: 0 } } },
        { put: { ...b, n: 1 }, when: { pk: 'absent' } },
      ]),
    stored: [
      { pk: 'p', sk: 'a', n: 1 },
      { pk: 'p', sk: 'b', n: 1 },
    ],
  },
}
const a = { pk: 'p', sk: 'a' }
const b = { pk: 'p', sk: 'b' }
function a0() {
  return { pk: 'p', sk: 'a', n: 0 }
}

describe('a call that meets a fault on the wire', () => {
  it.each(cells)('%s, %s: is carried out once, and never answered wrongly', async (operation, fault) => {
    const table = await newTable()
    await table.write([{ put: a0() }])
    const { use, answer, stored } = uses[operation]
    proxy.arm(operation, fault)

    const outcome = await use(behindProxy(table)).catch((error: unknown) => error)

    expect(proxy.met).toBe(1)
    expect((await table.query({ partition: 'p' })).items).toEqual(stored)
    // Also where the client's second try meets the condition that the first one changed: it is known as its own.
    expect(outcome).toEqual(answer)
  })
})

describe('a morning of reminders of which one call meets a fault', () => {
  const used = cells.filter(([operation]) => operation !== 'DeleteItem' && operation !== 'BatchGetItem')

  it.each(used)(
    '%s, %s: everybody is told once, and nothing is called a second copy',
    async (operation, fault) => {
      for (const after of [0, 3]) {
        const desk = await Desk.open('2026-03-02T09:00:00Z')
        const leads = { schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }
        for (const title of ['First', 'Second'])
          await desk.done('POST', '/v1/commitments', { title, ...leads })
        await desk.passTo('2026-05-01T06:00:00Z')
        proxy.arm(operation, fault, after)
        for (const hour of ['07:00', '08:00']) {
          desk.setClock(`2026-05-01T${hour}:00Z`)
          await desk.sweepOnce(behindProxy(desk.table)).catch(() => undefined)
        }

        await desk.passTo('2026-05-01T09:00:00Z')

        const text = desk.channel.sent.map((mail) => mail.text).join('\n')
        const wrong = desk.channel.subjects.filter((subject) => subject.startsWith('Sent again:'))
        expect([text.split('First').length > 1, text.split('Second').length > 1, wrong]).toEqual([
          true,
          true,
          [],
        ])
        expect(desk.channel.sent, `call ${after}`).toHaveLength(1)
      }
    },
  )
})
