import { changesBetween, type Deed, nextEntry, noHistory } from '../history/history.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { keys } from '../table/keys.ts'
import type { Write } from '../table/table.ts'
import type { Webhook } from './webhook.ts'
import { type StoredWebhook, webhookItem } from './webhook-store.ts'

export async function addWebhook(at: By, webhook: Webhook): Promise<Write[]> {
  const changes = changesBetween({}, shown(webhook))
  const entry = await nextEntry(noHistory, { at: at.now, by: at.by, action: 'added', changes })
  const item = webhookItem(at.workspaceId, {
    schema: 1,
    data: webhook,
    history: { seq: entry.seq, hash: entry.hash },
  })
  return [{ put: item, when: { pk: 'absent' } }, { put: { ...keys.change(item.pk, entry.seq), ...entry } }]
}

/** Writes the next version of a webhook. Nothing is written where nothing changes. */
export async function reviseWebhook(
  at: By,
  stored: StoredWebhook,
  revised: Webhook,
  action: string,
): Promise<{ readonly webhook: Webhook; readonly writes: readonly Write[] }> {
  const changes = changedIn(stored.data, revised)
  if (changes.length === 0) return { webhook: stored.data, writes: [] }
  const webhook = { ...revised, version: stored.data.version + 1, updatedAt: at.now }
  const entry = await nextEntry(stored.history, { at: at.now, by: at.by, action, changes })
  const history = { seq: entry.seq, hash: entry.hash }
  const item = webhookItem(at.workspaceId, { schema: 1, data: webhook, history })
  return {
    webhook,
    writes: [
      { put: item, when: { historySeq: { is: stored.history.seq } } },
      { put: { ...keys.change(item.pk, entry.seq), ...entry } },
    ],
  }
}

/** Takes a webhook away. Its history stays; what it was still to be told is not sent. */
export async function removeWebhook(at: By, stored: StoredWebhook): Promise<Write[]> {
  const changes = changesBetween(shown(stored.data), {})
  const entry = await nextEntry(stored.history, { at: at.now, by: at.by, action: 'removed', changes })
  const key = keys.webhook(at.workspaceId, stored.data.id)
  return [
    { delete: key, when: { historySeq: { is: stored.history.seq } } },
    { put: { ...keys.change(key.pk, entry.seq), ...entry } },
  ]
}

/** The changed members, with nothing in them by which anybody could sign, or post where the address is a secret. */
function changedIn(before: Webhook, after: Webhook): Deed['changes'] {
  const hidden = (['url', 'secrets'] as const)
    .filter((member) => changesBetween({ of: before[member] }, { of: after[member] }).length > 0)
    .map((member) => ({ pointer: `/${member}`, from: null, to: null }))
  return [...changesBetween(shown(before), shown(after)), ...hidden]
}

function shown({ id, name, types, status }: Webhook) {
  return { id, name, types, status }
}
