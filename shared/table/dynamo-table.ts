import { AwsError } from '../aws/aws-error.ts'
import { canonical } from '../history/history.ts'
import { type Attributes, attributesOf, objectOf } from './attribute-value.ts'
import type { DynamoDb } from './dynamo-db.ts'
import { Expression, keyed } from './expression.ts'
import { tableSchema } from './schema.ts'
import {
  ConditionFailed,
  type Item,
  type Key,
  type Page,
  type Position,
  type Range,
  type Table,
  type Write,
} from './table.ts'

/** The table in DynamoDB, or in any server that speaks its protocol. */
export function dynamoTable(database: DynamoDb, tableName: string): Table {
  return {
    async get(key) {
      const { Item } = await database('GetItem', consistently(tableName, key))
      return Item === undefined ? undefined : read(Item)
    },
    getMany: (keys) => getMany(database, tableName, keys),
    query: (range) => query(database, tableName, range),
    write: (writes) => write(database, tableName, writes),
  }
}

async function getMany(database: DynamoDb, tableName: string, keys: readonly Key[]) {
  const found: Item[] = []
  let wanted: readonly Attributes[] = keys.map(keyAttributes)
  while (wanted.length > 0) {
    const answer = await database('BatchGetItem', {
      RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } },
    })
    found.push(...(answer.Responses?.[tableName] ?? []).map(read))
    wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? []
  }
  return found
}

async function query(database: DynamoDb, tableName: string, range: Range): Promise<Page> {
  const { partitionKey, sortKey } = range.index ? tableSchema.indexes[range.index] : tableSchema
  const expression = new Expression()
  const answer = await database('Query', {
    TableName: tableName,
    IndexName: range.index,
    ConsistentRead: range.index === undefined,
    KeyConditionExpression: expression.range(partitionKey, sortKey, range),
    ...expression.placeholders(),
    ScanIndexForward: range.order !== 'descending',
    Limit: range.limit,
    ExclusiveStartKey: range.after && attributesOf(range.after),
  })
  const { LastEvaluatedKey: next } = answer
  return { items: (answer.Items ?? []).map(read), next: next && positionOf(next) }
}

async function write(database: DynamoDb, tableName: string, writes: readonly Write[]) {
  const [only] = writes
  if (only === undefined) return
  try {
    if (writes.length === 1 && !('check' in only)) await writeOne(database, tableName, only)
    else
      await database('TransactWriteItems', {
        // The same at each attempt: DynamoDB carries a transaction out once for one token.
        ClientRequestToken: crypto.randomUUID(),
        TransactItems: writes.map((each) => transactItem(tableName, each)),
      })
  } catch (error) {
    throw translated(error)
  }
}

async function writeOne(database: DynamoDb, tableName: string, write: Exclude<Write, { check: Key }>) {
  try {
    if ('put' in write) await database('PutItem', put(tableName, write))
    else if ('update' in write) await database('UpdateItem', update(tableName, write))
    else await database('DeleteItem', remove(tableName, write))
  } catch (error) {
    if (!wasTriedAgain(error) || !(await isAsWritten(database, tableName, write))) throw error
  }
}

/**
 * Whether a condition failed at a second attempt at the same call. The first one may have been stored and its answer lost:
 * then it is our own write that the condition met. A transaction has a token by which DynamoDB itself knows that.
 */
function wasTriedAgain(error: unknown): boolean {
  return error instanceof AwsError && error.name === 'ConditionalCheckFailedException' && error.attempts > 1
}

/** Whether what is there is what was to be written. Whoever competes for an item writes a nonce into it. */
async function isAsWritten(
  database: DynamoDb,
  tableName: string,
  write: Exclude<Write, { check: Key }>,
): Promise<boolean> {
  const key = 'put' in write ? write.put : 'update' in write ? write.update : write.delete
  const { Item } = await database('GetItem', consistently(tableName, key))
  const item = Item && objectOf(Item)
  if ('delete' in write) return item === undefined
  if (item === undefined) return false
  const wanted: Readonly<Record<string, unknown>> = 'put' in write ? write.put : (write.set ?? {})
  const isThere = Object.entries(wanted).every(
    ([name, value]) => value === undefined || canonical(item[name]) === canonical(value),
  )
  const removed =
    'update' in write ? (write.remove ?? []) : Object.keys(item).filter((name) => !(name in wanted))
  return isThere && removed.every((name) => !(name in item))
}

function transactItem(tableName: string, write: Write) {
  if ('put' in write) return { Put: put(tableName, write) }
  if ('update' in write) return { Update: update(tableName, write) }
  if ('delete' in write) return { Delete: remove(tableName, write) }
  const expression = new Expression()
  const ConditionExpression = expression.condition(write.when)
  return {
    ConditionCheck: {
      TableName: tableName,
      Key: keyAttributes(write.check),
      ConditionExpression,
      ...expression.placeholders(),
    },
  }
}

function put(tableName: string, write: Extract<Write, { put: Item }>) {
  const expression = new Expression()
  const ConditionExpression = write.when && expression.condition(write.when)
  return {
    TableName: tableName,
    Item: attributesOf(write.put),
    ConditionExpression,
    ...expression.placeholders(),
  }
}

function update(tableName: string, write: Extract<Write, { update: Key }>) {
  const expression = new Expression()
  const ConditionExpression = write.when && expression.condition(write.when)
  const UpdateExpression = expression.update(write.set ?? {}, write.remove ?? [])
  return {
    TableName: tableName,
    Key: keyAttributes(write.update),
    UpdateExpression,
    ConditionExpression,
    ...expression.placeholders(),
  }
}

function remove(tableName: string, write: Extract<Write, { delete: Key }>) {
  const expression = new Expression()
  const ConditionExpression = write.when && expression.condition(write.when)
  const Key = keyAttributes(write.delete)
  return { TableName: tableName, Key, ConditionExpression, ...expression.placeholders() }
}

function consistently(tableName: string, key: Key) {
  return { TableName: tableName, Key: keyAttributes(key), ConsistentRead: true } as const
}

function keyAttributes({ pk, sk }: Key): Attributes {
  return attributesOf({ pk, sk })
}

function read(attributes: Attributes): Item {
  return keyed(objectOf(attributes))
}

/** Every attribute of a key, of the table or of an index, is text. */
function positionOf(attributes: Attributes): Position {
  return Object.fromEntries(
    Object.entries(objectOf(attributes)).map(([name, value]) => [name, String(value)]),
  )
}

/** Conditions that failed, and meetings of two transactions, in our words; anything else as it came. */
function translated(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error
  if (error.name === 'ConditionalCheckFailedException') return new ConditionFailed([0])
  if (error.name === 'TransactionConflictException') return new ConditionFailed([])
  if (error.name !== 'TransactionCanceledException') return error
  const codes = error.cancellationCodes
  const expected = ['None', 'ConditionalCheckFailed', 'TransactionConflict', undefined]
  if (codes.some((code) => !expected.includes(code))) return error
  return new ConditionFailed(
    codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : [])),
  )
}
