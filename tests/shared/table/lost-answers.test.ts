import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { dynamoTable } from '../../../shared/table/dynamo-table.ts'
import { ConditionFailed, type Table } from '../../../shared/table/table.ts'
import { newTable, placeOf } from '../../support/database.ts'
import { Desk } from '../../support/desk.ts'
import { LosingProxy } from '../../support/losing-proxy.ts'

let proxy: LosingProxy
let direct: Table
let lossy: Table

beforeAll(async () => {
  proxy = await LosingProxy.before(inject('databaseEndpoint'))
})

afterAll(() => proxy.close())

beforeEach(async () => {
  direct = await newTable()
  lossy = behind(proxy, direct)
  proxy.lost = 0
})

function behind({ url }: LosingProxy, table: Table): Table {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const raw = new DynamoDBClient({ endpoint: url, region: 'local', credentials })
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } })
  return dynamoTable(client, placeOf(table).tableName)
}

const key = { pk: 'W#1', sk: 'X' }

describe('a write whose answer was lost', () => {
  it('is known as one’s own: a new item, an update, a removal', async () => {
    proxy.loseNext('PutItem')
    await lossy.write([{ put: { ...key, n: 1, nonce: 'a', gone: undefined }, when: { pk: 'absent' } }])
    proxy.loseNext('UpdateItem')
    await lossy.write([{ update: key, set: { n: 2 }, remove: ['nonce'], when: { n: { is: 1 } } }])
    const updated = await direct.get(key)
    proxy.loseNext('DeleteItem')
    await lossy.write([{ delete: key, when: { pk: 'present' } }])

    expect(proxy.lost).toBe(3)
    expect(updated).toEqual({ ...key, n: 2 })
    expect(await direct.get(key)).toBeUndefined()
  })

  it('in a transaction is known by its token, and is stored once', async () => {
    await direct.write([{ put: { ...key, n: 1 } }])
    proxy.loseNext('TransactWriteItems')

    await lossy.write([
      { update: key, set: { n: 2 }, when: { n: { is: 1 } } },
      { put: { pk: 'W#1', sk: 'Y' }, when: { pk: 'absent' } },
    ])

    expect(proxy.lost).toBe(1)
    expect(await direct.get(key)).toMatchObject({ n: 2 })
  })

  it('is not taken for one’s own where somebody else was there first', async () => {
    await direct.write([{ put: { ...key, nonce: 'theirs' } }])
    proxy.loseNext('PutItem')

    const written = lossy.write([{ put: { ...key, nonce: 'mine' }, when: { pk: 'absent' } }])

    await expect(written).rejects.toBeInstanceOf(ConditionFailed)
    expect(await direct.get(key)).toMatchObject({ nonce: 'theirs' })
  })
})

it('a request whose write lost its answer is carried out once, and answered as done', async () => {
  const desk = await Desk.open('2026-03-02T09:00:00Z')
  const { id } = await desk.done('POST', '/v1/agreements', { title: 'A', type: 'other', parties: [] })
  const unlucky = desk.on(behind(proxy, desk.table), 'the table of the tests')
  proxy.loseNext('TransactWriteItems')

  const answer = await unlucky.call('PATCH', `/v1/agreements/${id}`, { title: 'B' }, { 'if-match': '"1"' })

  expect(proxy.lost).toBe(1)
  expect(answer).toMatchObject({ status: 200, body: { title: 'B', version: 2 } })
  expect((await desk.done('GET', `/v1/records/${id}/history`)).data).toHaveLength(2)
})
