import { Refusal } from '../../shared/errors/refusal.ts'
import { loadPerson } from '../../shared/person/person-store.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { findToken } from '../../shared/token/token-store.ts'
import type { Identity, Permission } from './route.ts'

const unauthenticated = () =>
  new Refusal('unauthenticated', 'Send a valid token: Authorization: Bearer <token>.')

/**
 * Who holds the token of the request. The workspace comes from the token's stored row and from nowhere else.
 * @throws Refusal unauthenticated where the token is missing, unknown, revoked or expired
 */
export async function authenticate(
  table: Table,
  now: Instant,
  authorization: string | undefined,
): Promise<Identity> {
  const text = /^Bearer ([!-~]{1,512})$/i.exec(authorization ?? '')?.[1]
  if (text === undefined) throw unauthenticated()
  const token = await findToken(table, text)
  if (token === undefined || (token.expiresAt !== null && token.expiresAt <= now)) throw unauthenticated()
  const { workspaceId, personId } = token
  const person = await loadPerson(table, workspaceId, personId)
  if (person === undefined) throw unauthenticated()
  const mayWrite = token.scope === 'write' && person.data.role !== 'viewer'
  const permission = !mayWrite ? 'read' : person.data.role === 'administrator' ? 'administer' : 'write'
  return { workspaceId, personId, permission, actor: { kind: 'person', personId, tokenId: token.id } }
}

const levels = { read: 1, write: 2, administer: 3 } as const satisfies Record<Permission, number>

/** @throws Refusal forbidden where the operation asks for more than the identity may */
export function permit(identity: Identity, needed: Permission): void {
  if (levels[identity.permission] >= levels[needed]) return
  const who = needed === 'administer' ? 'an administrator' : 'an editor, with a token of scope write'
  throw new Refusal('forbidden', `Only ${who} may do this.`)
}
