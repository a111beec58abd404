import { type AwsAccount, jsonCall } from '../aws/json-call.ts'
import type { Attributes } from './attribute-value.ts'

type Keyed = { readonly TableName: string; readonly Key: Attributes }
type Tests = {
  readonly ConditionExpression?: string | undefined
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined
  readonly ExpressionAttributeValues?: Attributes | undefined
}
type Put = Tests & { readonly TableName: string; readonly Item: Attributes }
type Update = Tests & Keyed & { readonly UpdateExpression: string }
type Written = Record<string, never>

/** The operations of DynamoDB that we use, with as much of each as we use. */
export type Operations = {
  GetItem: [Keyed & { ConsistentRead: true }, { readonly Item?: Attributes }]
  BatchGetItem: [
    { RequestItems: { readonly [table: string]: { Keys: readonly Attributes[]; ConsistentRead: true } } },
    {
      readonly Responses?: { readonly [table: string]: readonly Attributes[] }
      readonly UnprocessedKeys?: { readonly [table: string]: { readonly Keys: readonly Attributes[] } }
    },
  ]
  Query: [
    Tests & {
      readonly TableName: string
      readonly IndexName: string | undefined
      readonly ConsistentRead: boolean
      readonly KeyConditionExpression: string
      readonly ScanIndexForward: boolean
      readonly Limit: number | undefined
      readonly ExclusiveStartKey: Attributes | undefined
    },
    { readonly Items?: readonly Attributes[]; readonly LastEvaluatedKey?: Attributes },
  ]
  PutItem: [Put, Written]
  UpdateItem: [Update, Written]
  DeleteItem: [Tests & Keyed, Written]
  TransactWriteItems: [
    {
      readonly ClientRequestToken: string
      readonly TransactItems: readonly (
        | { readonly Put: Put }
        | { readonly Update: Update }
        | { readonly Delete: Tests & Keyed }
        | { readonly ConditionCheck: Tests & Keyed }
      )[]
    },
    Written,
  ]
  DescribeTable: [{ readonly TableName: string }, { readonly Table?: { readonly TableId?: string } }]
}

/** @throws AwsError what DynamoDB refuses */
export type DynamoDb = <Name extends keyof Operations>(
  operation: Name,
  input: Operations[Name][0],
) => Promise<Operations[Name][1]>

/** DynamoDB, or any server that speaks its protocol. */
export function dynamoDb(account: AwsAccount): DynamoDb {
  return jsonCall({ service: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' }, account)
}
