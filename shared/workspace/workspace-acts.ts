import { wakeHeartbeat } from '../heartbeat/heartbeat-wake.ts'
import { changesBetween, type Deed, nextEntry, noHistory } from '../history/history.ts'
import { newId, PersonId, TokenId } from '../identity/id.ts'
import { WorkspaceId } from '../identity/workspace-id.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { KeptPerson } from '../person/person.ts'
import { joinTeam } from '../person/person-acts.ts'
import { replanMarker, wholeWorkspace } from '../reminder/replan.ts'
import { keys } from '../table/keys.ts'
import type { Write } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { tokenPuts } from '../token/token-store.ts'
import { defaultSettings, type Settings, type Workspace } from './workspace.ts'
import { type StoredWorkspace, workspaceItem } from './workspace-store.ts'

/** Founds a workspace with its first administrator and that person's token, in one transaction. */
export async function foundWorkspace(founding: {
  readonly now: Instant
  readonly name: string
  readonly email: string
  readonly token: string
  /** When the token ends; where it is left out, never. */
  readonly tokenExpiresAt?: Instant
}): Promise<Write[]> {
  const { now, name, email, token, tokenExpiresAt = null } = founding
  const workspaceId = WorkspaceId.parse(newId('workspace'))
  const administratorId = PersonId.parse(newId('person'))
  const workspace = { ...defaultSettings(name), id: workspaceId, administratorId, version: 1, createdAt: now }
  const by = { kind: 'system' } as const
  const entry = await nextEntry(noHistory, {
    at: now,
    by,
    action: 'founded',
    changes: changesBetween({}, workspace),
  })
  const history = { seq: entry.seq, hash: entry.hash }
  const item = workspaceItem({ schema: 1, data: workspace, history, secret: newSecret() })
  const administrator = KeptPerson.parse({
    id: administratorId,
    name: 'Administrator',
    email,
    role: 'administrator',
    version: 1,
  })
  return [
    { put: { ...item, historySeq: entry.seq }, when: { pk: 'absent' } },
    { put: { ...keys.change(item.pk, entry.seq), ...entry } },
    { put: { ...keys.listedWorkspace(workspaceId) } },
    ...(await joinTeam({ workspaceId, now, by }, administrator)),
    ...(await tokenPuts(
      {
        id: TokenId.parse(newId('token')),
        workspaceId,
        personId: administratorId,
        name: "The first administrator's token",
        scope: 'write',
        createdAt: now,
        expiresAt: tokenExpiresAt,
      },
      token,
    )),
  ]
}

/** Writes the next version of the settings, and has every record looked at again. */
export async function reviseSettings(
  at: By,
  stored: StoredWorkspace,
  settings: Settings,
): Promise<{ readonly workspace: Workspace; readonly writes: readonly Write[] }> {
  const revised = { ...stored.data, ...settings }
  const changes = changesBetween(stored.data, revised)
  if (changes.length === 0) return { workspace: stored.data, writes: [] }
  const workspace = { ...revised, version: stored.data.version + 1 }
  const writes = await touched(at, stored, workspace, { action: 'settings_changed', changes })
  const hasHeartbeat = stored.data.heartbeat !== 'none' || workspace.heartbeat !== 'none'
  return { workspace, writes: hasHeartbeat ? [...writes, wakeHeartbeat(at.workspaceId, at.now)] : writes }
}

/** Lets another administrator answer for what nobody owns. */
export async function giveInheritance(
  at: By,
  stored: StoredWorkspace,
  administratorId: PersonId,
): Promise<Write[]> {
  const { data } = stored
  const changes = [{ pointer: '/administratorId', from: data.administratorId, to: administratorId }]
  return touched(at, stored, { ...data, administratorId }, { action: 'inheritance_given', changes })
}

/** The writes that every change of a workspace shares: its row, the entry of its history, and a look at every record. */
async function touched(
  at: By,
  stored: StoredWorkspace,
  workspace: Workspace,
  deed: Omit<Deed, 'at' | 'by'>,
): Promise<Write[]> {
  const entry = await nextEntry(stored.history, { at: at.now, by: at.by, ...deed })
  const item = workspaceItem({ ...stored, data: workspace, history: { seq: entry.seq, hash: entry.hash } })
  return [
    { put: { ...item, historySeq: entry.seq }, when: { historySeq: { is: stored.history.seq } } },
    { put: { ...keys.change(item.pk, entry.seq), ...entry } },
    replanMarker(at.workspaceId, wholeWorkspace, at.now),
  ]
}

/** 256 random bits. */
function newSecret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
}
