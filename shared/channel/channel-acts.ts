import { changesBetween, type Deed, nextEntry, noHistory } from '../history/history.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { replanMarker, wholeWorkspace } from '../reminder/replan.ts'
import { keys } from '../table/keys.ts'
import type { Write } from '../table/table.ts'
import { channelItem, type StoredChannel } from './channel-store.ts'
import { type KeptChannel, shownTarget } from './kept-channel.ts'

/** Writes a new channel. */
export async function addChannel(at: By, channel: KeptChannel): Promise<Write[]> {
  const entry = await nextEntry(noHistory, {
    at: at.now,
    by: at.by,
    action: 'added',
    changes: changesBetween({}, shown(channel)),
  })
  const item = channelItem(at.workspaceId, {
    schema: 1,
    data: channel,
    history: { seq: entry.seq, hash: entry.hash },
  })
  return [{ put: item, when: { pk: 'absent' } }, { put: { ...keys.change(item.pk, entry.seq), ...entry } }]
}

/**
 * Writes the next version of a channel. Where it stops or starts to be used, every record is looked at again: whoever
 * was reached by it is reached by something else.
 */
export async function reviseChannel(
  at: By,
  stored: StoredChannel,
  revised: KeptChannel,
  action: string,
): Promise<{ readonly channel: KeptChannel; readonly writes: readonly Write[] }> {
  const before = stored.data
  const changes = changedIn(before, revised)
  if (changes.length === 0) return { channel: before, writes: [] }
  const channel = { ...revised, version: before.version + 1, updatedAt: at.now }
  const entry = await nextEntry(stored.history, { at: at.now, by: at.by, action, changes })
  const item = channelItem(at.workspaceId, {
    schema: 1,
    data: channel,
    history: { seq: entry.seq, hash: entry.hash },
  })
  const isOther = before.status.state !== channel.status.state
  return {
    channel,
    writes: [
      { put: item, when: { historySeq: { is: stored.history.seq } } },
      { put: { ...keys.change(item.pk, entry.seq), ...entry } },
      ...(isOther ? [replanMarker(at.workspaceId, wholeWorkspace, at.now)] : []),
    ],
  }
}

/** Takes a channel away. Its history stays. */
export async function removeChannel(at: By, stored: StoredChannel): Promise<Write[]> {
  const changes = changesBetween(shown(stored.data), {})
  const entry = await nextEntry(stored.history, { at: at.now, by: at.by, action: 'removed', changes })
  const key = keys.channel(at.workspaceId, stored.data.id)
  return [
    { delete: key, when: { historySeq: { is: stored.history.seq } } },
    { put: { ...keys.change(key.pk, entry.seq), ...entry } },
    replanMarker(at.workspaceId, wholeWorkspace, at.now),
  ]
}

/** The changed members, with nothing in them that lets anybody post or sign. */
function changedIn(before: KeptChannel, after: KeptChannel): Deed['changes'] {
  const hidden = (['target', 'secrets'] as const)
    .filter((member) => changesBetween({ of: before[member] }, { of: after[member] }).length > 0)
    .map((member) => ({ pointer: `/${member}`, from: null, to: null }))
  return [...changesBetween(shown(before), shown(after)), ...hidden]
}

function shown(channel: KeptChannel) {
  const { id, kind, name, status } = channel
  return { id, kind, name, status, host: shownTarget(channel) }
}
