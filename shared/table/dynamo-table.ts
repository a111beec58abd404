import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { canonical } from '../history/history.ts'
import { Expression, keyed } from './expression.ts'
import { tableSchema } from './schema.ts'
import {
  ConditionFailed,
  type Item,
  type Key,
  type Page,
  type Range,
  type Table,
  type Write,
} from './table.ts'

/** The table in DynamoDB, or in any server that speaks its protocol. */
export function dynamoTable(client: DynamoDBDocumentClient, tableName: string): Table {
  return {
    async get(key) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
      )
      return Item === undefined ? undefined : keyed(Item)
    },
    getMany: (keys) => getMany(client, tableName, keys),
    query: (range) => query(client, tableName, range),
    write: (writes) => write(client, tableName, writes),
  }
}

async function getMany(client: DynamoDBDocumentClient, tableName: string, keys: readonly Key[]) {
  const found: Item[] = []
  let wanted: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }))
  while (wanted.length > 0) {
    const answer = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
    )
    found.push(...(answer.Responses?.[tableName] ?? []).map(keyed))
    wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? []
  }
  return found
}

async function query(client: DynamoDBDocumentClient, tableName: string, range: Range): Promise<Page> {
  const { partitionKey, sortKey } = range.index ? tableSchema.indexes[range.index] : tableSchema
  const expression = new Expression()
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: range.index,
      ConsistentRead: range.index === undefined,
      KeyConditionExpression: expression.range(partitionKey, sortKey, range),
      ...expression.placeholders(),
      ScanIndexForward: range.order !== 'descending',
      Limit: range.limit,
      ExclusiveStartKey: range.after,
    }),
  )
  return { items: (answer.Items ?? []).map(keyed), next: answer.LastEvaluatedKey }
}

async function write(client: DynamoDBDocumentClient, tableName: string, writes: readonly Write[]) {
  const [only] = writes
  if (only === undefined) return
  try {
    if (writes.length === 1 && !('check' in only)) await writeOne(client, tableName, only)
    else
      await client.send(
        new TransactWriteCommand({ TransactItems: writes.map((each) => transactItem(tableName, each)) }),
      )
  } catch (error) {
    throw translated(error)
  }
}

async function writeOne(
  client: DynamoDBDocumentClient,
  tableName: string,
  write: Exclude<Write, { check: Key }>,
) {
  try {
    if ('put' in write) await client.send(new PutCommand(put(tableName, write)))
    else if ('update' in write) await client.send(new UpdateCommand(update(tableName, write)))
    else await client.send(new DeleteCommand(remove(tableName, write)))
  } catch (error) {
    if (!wasTriedAgain(error) || !(await isAsWritten(client, tableName, write))) throw error
  }
}

/**
 * Whether a condition failed at a second try of the SDK's own. The first one may have been stored and its answer lost:
 * then it is our own write that the condition met. A transaction has a token by which DynamoDB itself knows that.
 */
function wasTriedAgain(error: unknown): boolean {
  if (!(error instanceof ConditionalCheckFailedException)) return false
  return (error.$metadata.attempts ?? 1) > 1
}

/** Whether what is there is what was to be written. Whoever competes for an item writes a nonce into it. */
async function isAsWritten(
  client: DynamoDBDocumentClient,
  tableName: string,
  write: Exclude<Write, { check: Key }>,
): Promise<boolean> {
  const { pk, sk } = 'put' in write ? write.put : 'update' in write ? write.update : write.delete
  const { Item: item } = await client.send(
    new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }),
  )
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
      Key: write.check,
      ConditionExpression,
      ...expression.placeholders(),
    },
  }
}

function put(tableName: string, write: Extract<Write, { put: Item }>) {
  const expression = new Expression()
  const ConditionExpression = write.when && expression.condition(write.when)
  return { TableName: tableName, Item: write.put, ConditionExpression, ...expression.placeholders() }
}

function update(tableName: string, write: Extract<Write, { update: Key }>) {
  const expression = new Expression()
  const ConditionExpression = write.when && expression.condition(write.when)
  const UpdateExpression = expression.update(write.set ?? {}, write.remove ?? [])
  return {
    TableName: tableName,
    Key: write.update,
    UpdateExpression,
    ConditionExpression,
    ...expression.placeholders(),
  }
}

function remove(tableName: string, write: Extract<Write, { delete: Key }>) {
  const expression = new Expression()
  const ConditionExpression = write.when && expression.condition(write.when)
  return { TableName: tableName, Key: write.delete, ConditionExpression, ...expression.placeholders() }
}

/** Conditions that failed, and meetings of two transactions, in our words; anything else as it came. */
function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'ConditionalCheckFailedException') return new ConditionFailed([0])
  if (error.name === 'TransactionConflictException') return new ConditionFailed([])
  if (!(error instanceof TransactionCanceledException)) return error
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code)
  const expected = ['None', 'ConditionalCheckFailed', 'TransactionConflict', undefined]
  if (codes.some((code) => !expected.includes(code))) return error
  return new ConditionFailed(
    codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : [])),
  )
}
