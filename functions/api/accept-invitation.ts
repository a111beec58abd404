import type { Context } from 'hono'
import * as z from 'zod'
import { invalid, Refusal } from '../../shared/errors/refusal.ts'
import { findInvitation, invitationDelete } from '../../shared/person/invitation-store.ts'
import type { KeptPerson } from '../../shared/person/person.ts'
import { linkSubject } from '../../shared/person/person-acts.ts'
import { loadPerson } from '../../shared/person/person-store.ts'
import { hashedSubject, loadSubject, subjectPut } from '../../shared/person/subject-store.ts'
import { ConditionFailed } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { bearerOf, type Doorway } from './authenticate.ts'
import { jsonBody } from './json-body.ts'
import { parse } from './parse.ts'

export const Acceptance = z.strictObject({ code: z.string().min(1).max(200) })

/**
 * Links who has signed in with the person that an invitation names. The workspace is the invitation's. A verified
 * address, where the token has one, has to be the invited one; it is used for nothing else.
 * @throws Refusal unauthenticated, invalid at /code, forbidden for another address, conflict where it is linked already
 */
export async function acceptInvitation(
  parts: Doorway & { readonly clock: () => Instant },
  context: Context,
): Promise<KeptPerson> {
  const now = parts.clock()
  const text = bearerOf(context.req.header('authorization'))
  if (parts.signIn === undefined)
    throw new Refusal('unauthenticated', 'Nobody signs in here: use an API token, which needs no invitation.')
  const { email, ...subject } = await parts.signIn.verify(text, now)
  const { code } = parse(Acceptance, await jsonBody(context.req.raw, 'application/json'))
  const invitation = await findInvitation(parts.table, code)
  const stored = invitation && (await loadPerson(parts.table, invitation.workspaceId, invitation.personId))
  if (invitation === undefined || invitation.endsAt <= now || stored?.data.status !== 'active')
    throw invalid('/code', 'This invitation is not valid, or no longer. Ask for a new one.')
  if (email !== null && email.toLowerCase() !== stored.data.email.toLowerCase())
    throw new Refusal('forbidden', 'This invitation is for another address than the one you signed in with.')
  const hash = await hashedSubject(subject)
  const { workspaceId, personId } = invitation
  if (await isLinked(parts, hash))
    throw new Refusal('conflict', 'This sign-in is linked with a person already.')
  const at = { workspaceId, now, by: { kind: 'person', personId, tokenId: null } } as const
  const writes = await linkSubject(at, stored, hash)
  try {
    await parts.table.write([
      ...writes,
      subjectPut(hash, { workspaceId, personId }),
      invitationDelete(invitation.hash),
    ])
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    throw new Refusal(
      'conflict',
      'The invitation was used, or the person changed, at the same moment. Try again.',
    )
  }
  return { ...stored.data, signsIn: true, version: stored.data.version + 1 }
}

/** Whether the sign-in still leads to somebody: not where that person has another one since, or was removed. */
async function isLinked({ table }: Doorway, hash: string): Promise<boolean> {
  const found = await loadSubject(table, hash)
  const person = found && (await loadPerson(table, found.workspaceId, found.personId))
  return person?.subject === hash && person.data.status === 'active'
}
