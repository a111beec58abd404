import { StoredChannel } from '../channel/channel-store.ts'
import { stateBeforeImport } from '../channel/imported-status.ts'
import { StoredFeed } from '../feed/feed-store.ts'
import type { Item } from '../table/table.ts'
import { tokensIn } from '../token/token-store.ts'
import { StoredWebhook } from '../webhook/webhook-store.ts'
import type { Entry, ExportParts, People } from './workspace-entries.ts'

/** A channel without where it sends and what signs: whoever has these may post. */
export function channelEntry(item: Item): Entry {
  const { id, kind, name, status } = StoredChannel.parse(item).data
  return { noun: 'channel', key: id, body: { kind, name, state: stateBeforeImport(status) } }
}

/** A receiver of changes without what signs. Only administrators know of it. */
export function webhookEntries({ mayAdminister }: ExportParts, item: Item): Entry[] {
  const { id, name, url, types, status } = StoredWebhook.parse(item).data
  if (!mayAdminister) return []
  return [{ noun: 'webhook', key: id, body: { name, url, types, state: stateBeforeImport(status) } }]
}

/** What a calendar feed shows, and not its address. */
export function feedEntry(item: Item, people: People): Entry {
  const { id, createdBy, createdAt: _, ...body } = StoredFeed.parse(item).data
  return { noun: 'feed', key: id, of: people.get(createdBy) ?? createdBy, body }
}

/** Whose tokens there are, and for what: one's own, of an administrator everybody's. None can be brought in again. */
export async function tokenEntries(
  { table, workspaceId, personId, mayAdminister }: ExportParts,
  people: People,
): Promise<Entry[]> {
  const tokens = (await tokensIn(table, workspaceId)).map(({ data }) => data)
  return tokens
    .filter((token) => mayAdminister || token.personId === personId)
    .map(({ personId: holder, name, scope, createdAt, expiresAt }) => ({
      noun: 'token',
      of: people.get(holder) ?? holder,
      body: { name, scope, createdAt, expiresAt },
    }))
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
}

function orderOf({ of, body }: { of: string; body: { name: string; createdAt: string } }): string {
  return `${of}\n${body.name}\n${body.createdAt}`
}
