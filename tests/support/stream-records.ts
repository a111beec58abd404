import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams'

/** Everything in the stream of a table, from its beginning. */
export async function streamRecords(endpoint: string, TableName: string): Promise<StreamRecord[]> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBStreamsClient({ endpoint, region: 'local', credentials })
  const { Streams } = await client.send(new ListStreamsCommand({ TableName }))
  const StreamArn = Streams?.[0]?.StreamArn
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }))
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId
  const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const }
  let { ShardIterator } = await client.send(new GetShardIteratorCommand(from))
  const records: StreamRecord[] = []
  for (;;) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator }))
    if (page.Records === undefined || page.Records.length === 0) return records
    records.push(...page.Records)
    ShardIterator = page.NextShardIterator
  }
}
