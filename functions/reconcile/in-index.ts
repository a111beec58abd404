import { indexPartitions, wakeShards } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'

/** A shard that exists: an item stays in the one that it was given when there were fewer. */
export function isInIndex({ wakeShard, wakeAt }: Item): boolean {
  const shards = Array.from({ length: wakeShards }, (_, shard) => indexPartitions.wake(shard))
  return typeof wakeAt === 'string' && shards.some((shard) => shard === wakeShard)
}
