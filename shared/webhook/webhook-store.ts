import * as z from 'zod'
import { HistoryHead } from '../history/history.ts'
import type { WebhookId, WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys } from '../table/keys.ts'
import { all, type Item, type Table } from '../table/table.ts'
import { listedByName } from '../table/title-key.ts'
import { Webhook } from './webhook.ts'

export const StoredWebhook = z.object({ schema: z.literal(1), data: Webhook, history: HistoryHead })
export type StoredWebhook = z.output<typeof StoredWebhook>

export async function loadWebhook(
  table: Table,
  workspaceId: WorkspaceId,
  id: WebhookId,
): Promise<StoredWebhook | undefined> {
  const item = await table.get(keys.webhook(workspaceId, id))
  return item && StoredWebhook.parse(item)
}

/** Those that are told of what changes. */
export async function activeWebhooks(table: Table, workspaceId: WorkspaceId): Promise<Webhook[]> {
  const found: Webhook[] = []
  const partition = indexPartitions.webhooks(workspaceId)
  const rows = await Array.fromAsync(all(table, { index: 'byTitle', partition }))
  for (const item of await table.getMany(rows.map(({ pk, sk }) => ({ pk, sk })))) {
    const { data } = StoredWebhook.parse(item)
    if (data.status.state === 'active') found.push(data)
  }
  return found
}

export function webhookItem(workspaceId: WorkspaceId, stored: StoredWebhook): Item {
  const { data } = stored
  return {
    ...keys.webhook(workspaceId, data.id),
    ...stored,
    historySeq: stored.history.seq,
    ...listedByName(indexPartitions.webhooks(workspaceId), data),
  }
}
