import * as z from 'zod'
import { PersonId } from '../identity/id.ts'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { keys } from '../table/keys.ts'
import type { Table, Write } from '../table/table.ts'
import { epochMs, Instant } from '../time/instant.ts'
import { tokenHash as sha256 } from '../token/token.ts'

/** That whoever has the code may sign in as a person; kept by the hash of the code, which is shown once. */
const StoredInvitation = z.object({
  schema: z.literal(1),
  workspaceId: WorkspaceId,
  personId: PersonId,
  endsAt: Instant,
})
export type StoredInvitation = z.output<typeof StoredInvitation>

/** So long an invitation can be accepted. */
export const invitationSeconds = 7 * 86_400

/** The invitation with the code, also one that has ended. */
export async function findInvitation(
  table: Table,
  code: string,
): Promise<(StoredInvitation & { readonly hash: string }) | undefined> {
  const hash = await sha256(code)
  const item = await table.get(keys.invitation(hash))
  return item && { ...StoredInvitation.parse(item), hash }
}

export async function invitationPut(
  code: string,
  invitation: Omit<StoredInvitation, 'schema'>,
): Promise<Write> {
  const key = keys.invitation(await sha256(code))
  // The table's own expiry only tidies up: it is late, so `endsAt` is compared.
  const expiresAt = epochMs(invitation.endsAt) / 1000
  return { put: { ...key, schema: 1, ...invitation, expiresAt }, when: { pk: 'absent' } }
}

/** Uses an invitation up: it is accepted once. */
export function invitationDelete(hash: string): Write {
  return { delete: keys.invitation(hash), when: { pk: 'present' } }
}
