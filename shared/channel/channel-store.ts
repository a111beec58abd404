import * as z from 'zod'
import { HistoryHead } from '../history/history.ts'
import type { ChannelId, WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys } from '../table/keys.ts'
import type { Item, Table } from '../table/table.ts'
import { listedByName } from '../table/title-key.ts'
import { KeptChannel } from './kept-channel.ts'

export const StoredChannel = z.object({ schema: z.literal(1), data: KeptChannel, history: HistoryHead })
export type StoredChannel = z.output<typeof StoredChannel>

export async function loadChannel(
  table: Table,
  workspaceId: WorkspaceId,
  id: ChannelId,
): Promise<StoredChannel | undefined> {
  const item = await table.get(keys.channel(workspaceId, id))
  return item && StoredChannel.parse(item)
}

export function channelItem(workspaceId: WorkspaceId, stored: StoredChannel): Item {
  const { data } = stored
  return {
    ...keys.channel(workspaceId, data.id),
    ...stored,
    historySeq: stored.history.seq,
    ...listedByName(indexPartitions.channels(workspaceId), data),
  }
}
