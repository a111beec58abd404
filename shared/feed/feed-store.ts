import * as z from 'zod'
import type { FeedId } from '../identity/id.ts'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { indexPartitions, keys } from '../table/keys.ts'
import type { Item, Table, Write } from '../table/table.ts'
import { titleKey } from '../table/title-key.ts'
import { tokenHash } from '../token/token.ts'
import { KeptFeed } from './feed.ts'

export const StoredFeed = z.object({
  schema: z.literal(1),
  data: KeptFeed,
  workspaceId: WorkspaceId,
  /** Of the secret in its address, which is shown once and never kept. */
  hash: z.string(),
})
export type StoredFeed = z.output<typeof StoredFeed>

const Lead = z.object({ workspaceId: WorkspaceId, feedId: KeptFeed.shape.id })

export async function feedPuts(workspaceId: WorkspaceId, data: KeptFeed, secret: string): Promise<Write[]> {
  const hash = await tokenHash(secret)
  const stored = { schema: 1 as const, data, workspaceId, hash }
  return [
    { put: feedItem(stored), when: { pk: 'absent' } },
    { put: { ...keys.feedSecret(hash), workspaceId, feedId: data.id }, when: { pk: 'absent' } },
  ]
}

/** The feed as it is to be, under the address that it has. */
export function feedRevised(before: StoredFeed, data: KeptFeed): Write {
  return { put: feedItem({ ...before, data }), when: { hash: { is: before.hash } } }
}

/** The feed under a new address; the one before leads nowhere from then on. */
export async function feedReaddressed(before: StoredFeed, secret: string): Promise<Write[]> {
  const { workspaceId, data } = before
  const hash = await tokenHash(secret)
  return [
    { put: feedItem({ ...before, hash }), when: { hash: { is: before.hash } } },
    { delete: keys.feedSecret(before.hash) },
    { put: { ...keys.feedSecret(hash), workspaceId, feedId: data.id }, when: { pk: 'absent' } },
  ]
}

function feedItem(stored: StoredFeed): Item {
  const { workspaceId, data } = stored
  return {
    ...keys.feed(workspaceId, data.id),
    ...stored,
    listOf: indexPartitions.feeds(workspaceId),
    listKey: titleKey(data.name, data.id),
  }
}

export function feedDeletes({ workspaceId, data, hash }: StoredFeed): Write[] {
  return [{ delete: keys.feed(workspaceId, data.id) }, { delete: keys.feedSecret(hash) }]
}

export async function loadFeed(
  table: Table,
  workspaceId: WorkspaceId,
  id: FeedId,
): Promise<StoredFeed | undefined> {
  const item = await table.get(keys.feed(workspaceId, id))
  return item && StoredFeed.parse(item)
}

/** The feed that a secret leads to; undefined where there is none, or it was revoked. */
export async function findFeed(table: Table, secret: string): Promise<StoredFeed | undefined> {
  const item = await table.get(keys.feedSecret(await tokenHash(secret)))
  if (item === undefined) return undefined
  const { workspaceId, feedId } = Lead.parse(item)
  return loadFeed(table, workspaceId, feedId)
}
