import awsLite from '@aws-lite/client'
import dynamodb from '@aws-lite/dynamodb'

/** One read by aws-lite, and nothing else. */
const client = awsLite({ plugins: [dynamodb], endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB })

export async function handler() {
  const { DynamoDB } = await client
  const { Item } = await DynamoDB.GetItem({ TableName: process.env.TABLE_NAME, Key: { pk: '1', sk: '1' } })
  return { statusCode: 200, body: JSON.stringify({ item: Item ?? null }) }
}
