import * as z from 'zod'
import type { OrganisationId, WorkspaceId } from '../identity/id.ts'
import { calendarsToRead, indexPartitions, keys } from '../table/keys.ts'
import { all, type Item, type Table } from '../table/table.ts'
import { KeptSource, SourceEvent } from './session-source.ts'

export const StoredSource = z.object({
  schema: z.literal(1),
  data: KeptSource,
  /** What the publisher called the version that was read last: with it, it is asked for nothing but what is new. */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** Raised by every write of this row. */
  revision: z.int().min(1),
})
export type StoredSource = z.output<typeof StoredSource>

export async function loadSource(
  table: Table,
  workspaceId: WorkspaceId,
  id: OrganisationId,
): Promise<StoredSource | undefined> {
  const item = await table.get(keys.sessionSource(workspaceId, id))
  return item && StoredSource.parse(item)
}

/** Those of a workspace, in the order of their organisations' ids. */
export async function* sourcesOf(table: Table, workspaceId: WorkspaceId): AsyncGenerator<StoredSource> {
  const range = { index: 'byTitle' as const, partition: indexPartitions.sessionSources(workspaceId) }
  for await (const { pk, sk } of all(table, range)) {
    const item = await table.get({ pk, sk })
    if (item !== undefined) yield StoredSource.parse(item)
  }
}

/** What the last reading found. */
export async function loadReading(
  table: Table,
  workspaceId: WorkspaceId,
  id: OrganisationId,
): Promise<readonly SourceEvent[]> {
  const item = await table.get(keys.sourceReading(workspaceId, id))
  return item === undefined ? [] : z.array(SourceEvent).parse(item.events)
}

/** It stands in the wake index in a partition of its own, at when it is to be read: the sweep does not see it. */
export function sourceItem(workspaceId: WorkspaceId, stored: StoredSource): Item {
  const { organisationId, nextReadAt } = stored.data
  return {
    ...keys.sessionSource(workspaceId, organisationId),
    ...stored,
    listOf: indexPartitions.sessionSources(workspaceId),
    listKey: organisationId,
    wakeShard: calendarsToRead,
    wakeAt: nextReadAt,
  }
}

export function readingItem(
  workspaceId: WorkspaceId,
  id: OrganisationId,
  events: readonly SourceEvent[],
): Item {
  return { ...keys.sourceReading(workspaceId, id), schema: 1, events }
}
