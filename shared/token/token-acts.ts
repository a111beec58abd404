import type { Deed } from '../history/history.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { touchPerson } from '../person/person-acts.ts'
import type { StoredPerson } from '../person/person-store.ts'
import type { Write } from '../table/table.ts'
import type { Token } from './token.ts'
import { hashedTokenDeletes, type StoredToken, tokenPuts } from './token-store.ts'

/** Writes a token that is shown once, and into the history of its person that it was made; never its text. */
export async function issueToken(at: By, holder: StoredPerson, token: Token, text: string): Promise<Write[]> {
  const { name, scope, expiresAt } = token
  const changes = Object.entries({ name, scope, expiresAt }).map(([member, to]) => ({
    pointer: `/tokens/${token.id}/${member}`,
    from: null,
    to,
  }))
  const deed: Omit<Deed, 'at' | 'by'> = { action: 'token_issued', about: token.id, changes }
  return [...(await touchPerson(at, holder, holder.data, deed)), ...(await tokenPuts(token, text))]
}

/** From the moment that this is written, nobody is let in with the token. */
export async function revokeToken(
  at: By,
  holder: StoredPerson | undefined,
  stored: StoredToken,
): Promise<Write[]> {
  const deed: Omit<Deed, 'at' | 'by'> = { action: 'token_revoked', about: stored.data.id, changes: [] }
  const touched = holder === undefined ? [] : await touchPerson(at, holder, holder.data, deed)
  return [...touched, ...hashedTokenDeletes(stored)]
}
