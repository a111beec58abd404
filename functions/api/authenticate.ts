import { Refusal } from '../../shared/errors/refusal.ts'
import type { PersonId, WorkspaceId } from '../../shared/identity/id.ts'
import type { Person } from '../../shared/person/person.ts'
import { loadPerson } from '../../shared/person/person-store.ts'
import { hashedSubject, loadSubject } from '../../shared/person/subject-store.ts'
import { keys } from '../../shared/table/keys.ts'
import { withKnownItems } from '../../shared/table/known-items.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { findToken } from '../../shared/token/token-store.ts'
import type { Identity, Needed, Permission } from './route.ts'
import { isCompactJws, type SignIn, type Subject } from './sign-in.ts'

/** Where credentials are looked up: API tokens in the table, access tokens at the issuer's word. */
export type Doorway = { readonly table: Table; readonly signIn?: SignIn }

/** Who was let in, and the table with what was read on the way. */
export type Admitted = { readonly identity: Identity; readonly table: Table }

const unauthenticated = () =>
  new Refusal('unauthenticated', 'Send a valid token: Authorization: Bearer <token>.')

/** The credential of a request. @throws Refusal unauthenticated where there is none, or it is none */
export function bearerOf(authorization: string | undefined): string {
  const text = /^Bearer ([!-~]{1,8192})$/i.exec(authorization ?? '')?.[1]
  if (text === undefined) throw unauthenticated()
  return text
}

/**
 * Who holds the token of the request. The workspace comes from the stored row that the verified credential leads to,
 * and from nowhere else.
 * @throws Refusal unauthenticated where the credential is missing, unknown, revoked, expired or not for this API;
 * forbidden for somebody who signed in and belongs to no workspace
 */
export async function authenticate(
  doorway: Doorway,
  now: Instant,
  authorization: string | undefined,
): Promise<Admitted> {
  const text = bearerOf(authorization)
  return doorway.signIn !== undefined && isCompactJws(text)
    ? signedIn(doorway.table, await doorway.signIn.verify(text, now))
    : withApiToken(doorway.table, now, text)
}

async function withApiToken(table: Table, now: Instant, text: string): Promise<Admitted> {
  const token = await findToken(table, text)
  if (token === undefined || (token.expiresAt !== null && token.expiresAt <= now)) throw unauthenticated()
  const { workspaceId, personId, scope, expiresAt } = token
  const known = await knowing(table, workspaceId, personId)
  const person = await loadPerson(known, workspaceId, personId)
  if (person === undefined || person.data.status === 'removed') throw unauthenticated()
  const permission = permissionOf(person.data, scope)
  const actor = { kind: 'person', personId, tokenId: token.id } as const
  return { identity: { workspaceId, personId, permission, scope, expiresAt, actor }, table: known }
}

async function signedIn(table: Table, { expiresAt, ...subject }: Subject): Promise<Admitted> {
  const hash = await hashedSubject(subject)
  const found = await loadSubject(table, hash)
  const known = found && (await knowing(table, found.workspaceId, found.personId))
  const person = known && (await loadPerson(known, found.workspaceId, found.personId))
  if (
    found === undefined ||
    known === undefined ||
    person === undefined ||
    person.subject !== hash ||
    person.data.status === 'removed'
  )
    throw new Refusal(
      'forbidden',
      'You have signed in, and belong to no workspace. Accept an invitation first.',
    )
  const { workspaceId, personId } = found
  const permission = permissionOf(person.data, 'write')
  const actor = { kind: 'person', personId, tokenId: null } as const
  return { identity: { workspaceId, personId, permission, scope: 'write', expiresAt, actor }, table: known }
}

/** Nearly every request needs the person and the settings of the workspace: both are read at once. */
async function knowing(table: Table, workspaceId: WorkspaceId, personId: PersonId): Promise<Table> {
  const wanted = [keys.person(workspaceId, personId), keys.workspace(workspaceId)]
  return withKnownItems(table, await table.getMany(wanted))
}

function permissionOf({ role }: Pick<Person, 'role'>, scope: Identity['scope']): Permission {
  if (scope === 'read' || role === 'viewer') return 'read'
  return role === 'administrator' ? 'administer' : 'write'
}

const levels = { read: 1, write: 2, administer: 3 } as const satisfies Record<Permission, number>

/**
 * @param personId whom the path is about, where it is about a person
 * @throws Refusal forbidden where the operation asks for more than the identity may
 */
export function permit(identity: Identity, needed: Needed, personId: string | undefined): void {
  if (needed === 'own' ? mayAsTheirOwn(identity, personId) : levels[identity.permission] >= levels[needed])
    return
  const who = {
    own: 'the person themselves or an administrator',
    administer: 'an administrator',
    write: 'an editor',
    read: 'a member of the team',
  }[needed]
  throw new Refusal('forbidden', `Only ${who}, with a credential that may write, may do this.`)
}

function mayAsTheirOwn({ permission, scope, ...identity }: Identity, personId: string | undefined): boolean {
  const isTheirs = personId === undefined || personId === identity.personId
  return scope === 'write' && (isTheirs || permission === 'administer')
}
