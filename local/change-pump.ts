import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { type ConsumeParts, consume } from '../functions/changes/consume.ts'
import { changeOf } from '../shared/change/change-source.ts'
import { imageOf } from '../shared/change/stream-image.ts'
import { keys } from '../shared/table/keys.ts'

/** The pump of the product's table at an endpoint. */
export function openChangePump(endpoint: string, parts: ConsumeParts): ChangePump {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  return new ChangePump(
    new DynamoDBStreamsClient({ endpoint, region: 'local', credentials }),
    'servanda',
    parts,
  )
}

/** So many writes are read at a time. */
const pageSize = 200

/**
 * Does on one machine what Lambda does for a deployed product: reads the stream of the embedded database, which has it
 * in the same form, and hands it to the same consumer. Where it stands is kept in the table; whatever it reads again
 * after a crash has its number already.
 */
export class ChangePump {
  readonly #client: DynamoDBStreamsClient
  readonly #tableName: string
  readonly #parts: ConsumeParts
  /** The last sequence number that was read of each shard. */
  readonly #read = new Map<string, string>()

  constructor(client: DynamoDBStreamsClient, tableName: string, parts: ConsumeParts) {
    this.#client = client
    this.#tableName = tableName
    this.#parts = parts
  }

  /** Reads all that is there. Calls must not overlap. */
  async run(): Promise<void> {
    const { Streams = [] } = await this.#client.send(new ListStreamsCommand({ TableName: this.#tableName }))
    for (const { StreamArn } of Streams) {
      const { StreamDescription } = await this.#client.send(new DescribeStreamCommand({ StreamArn }))
      for (const { ShardId } of StreamDescription?.Shards ?? [])
        if (StreamArn !== undefined && ShardId !== undefined) await this.#readShard(StreamArn, ShardId)
    }
  }

  async #readShard(StreamArn: string, ShardId: string): Promise<void> {
    const shard = `${StreamArn} ${ShardId}`
    const last = this.#read.get(shard) ?? (await this.#kept(shard))
    const from =
      last === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' as const }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: last }
    let { ShardIterator } = await this.#client.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ...from }),
    )
    while (ShardIterator !== undefined) {
      const answer = await this.#client.send(new GetRecordsCommand({ ShardIterator, Limit: pageSize }))
      const images = (answer.Records ?? []).map(imageOf)
      const newest = images.at(-1)?.sequenceNumber
      if (newest === undefined) return
      await consume(this.#parts, images)
      this.#read.set(shard, newest)
      // Only what told of something is worth a write: each write is in the stream itself.
      if (images.some((image) => changeOf(image) !== undefined)) await this.#keep(shard, newest)
      ShardIterator = answer.NextShardIterator
    }
  }

  async #kept(shard: string): Promise<string | undefined> {
    const item = await this.#parts.table.get(keys.pumped(shard))
    return item === undefined ? undefined : String(item.sequenceNumber)
  }

  async #keep(shard: string, sequenceNumber: string): Promise<void> {
    await this.#parts.table.write([{ put: { ...keys.pumped(shard), sequenceNumber } }])
  }
}
