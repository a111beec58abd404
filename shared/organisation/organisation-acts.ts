import {
  type Actor,
  changesBetween,
  type Deed,
  type HistoryEntry,
  type HistoryHead,
  nextEntry,
  noHistory,
} from '../history/history.ts'
import type { WorkspaceId } from '../identity/id.ts'
import { replanMarker } from '../reminder/replan.ts'
import { keys } from '../table/keys.ts'
import type { Write } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import {
  type KeptOrganisation,
  type KeptSession,
  organisationItem,
  type StoredOrganisation,
  sessionWrite,
} from './organisation-store.ts'

export type By = { readonly workspaceId: WorkspaceId; readonly now: Instant; readonly by: Actor }

/** Writes the first version of an organisation. */
export async function recordOrganisation(at: By, organisation: KeptOrganisation): Promise<Write[]> {
  const changes = changesBetween({}, organisation)
  const entry = await nextEntry(noHistory, { at: at.now, by: at.by, action: 'recorded', changes })
  const item = organisationItem(at.workspaceId, {
    schema: 1,
    data: organisation,
    revision: 1,
    history: { seq: entry.seq, hash: entry.hash },
  })
  return [{ put: item, when: { pk: 'absent' } }, { put: { ...keys.change(item.pk, entry.seq), ...entry } }]
}

/** Writes the next version of an organisation's facts. Nothing is written where nothing changes. */
export async function reviseOrganisation(
  at: By,
  stored: StoredOrganisation,
  revised: KeptOrganisation,
  action: string,
): Promise<{ readonly organisation: KeptOrganisation; readonly writes: readonly Write[] }> {
  const changes = changesBetween(stored.data, revised)
  if (changes.length === 0) return { organisation: stored.data, writes: [] }
  const organisation = { ...revised, version: stored.data.version + 1, updatedAt: at.now }
  const changed = (members: RegExp) => changes.some(({ pointer }) => members.test(pointer))
  const arranged = changed(/^\/(sessionRules|abolishedOn)(\/|$)/) ? arrangedNow(at, stored) : stored
  const writes = await touchOrganisation(at, arranged, organisation, { action, changes })
  const movesDates = changed(/^\/(sessionRules|name|abolishedOn)(\/|$)/)
  const replan = movesDates ? [replanMarker(at.workspaceId, organisation.id, at.now)] : []
  return { organisation, writes: [...writes, ...replan] }
}

/** Writes a session of an organisation; the dates that depend on it follow. */
export async function writeSession(
  at: By,
  stored: StoredOrganisation,
  session: { readonly before: KeptSession | undefined; readonly after: KeptSession | undefined },
): Promise<Write[]> {
  const { before, after } = session
  const ordinal = (after ?? before)?.ordinal ?? 0
  const action =
    before === undefined ? 'session_recorded' : after === undefined ? 'session_removed' : 'session_changed'
  const { id } = stored.data
  const write: Write =
    after === undefined
      ? { delete: keys.session(at.workspaceId, id, ordinal) }
      : sessionWrite(at.workspaceId, id, { before, after }, at.now)
  return [
    ...(await touchOrganisation(at, after === undefined ? arrangedNow(at, stored) : stored, stored.data, {
      action,
      about: `session ${ordinal}`,
      changes: changesBetween(before ?? {}, after ?? {}),
    })),
    write,
    replanMarker(at.workspaceId, stored.data.id, at.now),
  ]
}

/** Writes several sessions at once, each with its own entry in the history: all of them, or none. `also`: more deeds. */
export async function writeSessions(
  at: By,
  stored: StoredOrganisation,
  sessions: readonly { readonly before: KeptSession | undefined; readonly after: KeptSession }[],
  also: readonly Omit<Deed, 'at' | 'by'>[] = [],
): Promise<Write[]> {
  const deeds = sessions.map(({ before, after }) => ({
    action: before === undefined ? 'session_recorded' : 'session_changed',
    about: `session ${after.ordinal}`,
    changes: changesBetween(before ?? {}, after),
  }))
  if (deeds.length + also.length === 0) return []
  const entries = await entriesAfter(at, stored.history, [...deeds, ...also])
  const last = entries.at(-1)
  if (last === undefined) throw new Error('deeds without entries')
  const history = { seq: last.seq, hash: last.hash }
  const item = organisationItem(at.workspaceId, { ...stored, revision: stored.revision + 1, history })
  const moved = sessions.length === 0 ? [] : [replanMarker(at.workspaceId, stored.data.id, at.now)]
  return [
    { put: item, when: { revision: { is: stored.revision } } },
    ...sessions.map((each) => sessionWrite(at.workspaceId, stored.data.id, each, at.now)),
    ...entries.map((entry) => ({ put: { ...keys.change(item.pk, entry.seq), ...entry } })),
    ...moved,
  ]
}

/** What is estimated may have other days from now on. */
function arrangedNow({ now }: By, stored: StoredOrganisation): StoredOrganisation {
  return { ...stored, sessionsArrangedAt: now }
}

async function entriesAfter(
  at: By,
  head: HistoryHead,
  deeds: readonly Omit<Deed, 'at' | 'by'>[],
): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = []
  let before = head
  for (const deed of deeds) {
    const entry = await nextEntry(before, { at: at.now, by: at.by, ...deed })
    entries.push(entry)
    before = { seq: entry.seq, hash: entry.hash }
  }
  return entries
}

/** The organisation at its next revision, and the entry of its history: what every change of it shares. */
export async function touchOrganisation(
  at: By,
  stored: StoredOrganisation,
  organisation: KeptOrganisation,
  deed: Omit<Deed, 'at' | 'by'>,
): Promise<Write[]> {
  const entry = await nextEntry(stored.history, { at: at.now, by: at.by, ...deed })
  const item = organisationItem(at.workspaceId, {
    ...stored,
    data: organisation,
    revision: stored.revision + 1,
    history: { seq: entry.seq, hash: entry.hash },
  })
  return [
    { put: item, when: { revision: { is: stored.revision } } },
    { put: { ...keys.change(item.pk, entry.seq), ...entry } },
  ]
}
