import * as z from 'zod'
import { canonical } from '../history/history.ts'
import { PersonId } from '../identity/id.ts'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { keys } from '../table/keys.ts'
import type { Table, Write } from '../table/table.ts'
import { tokenHash as sha256 } from '../token/token.ts'

/** The person that somebody who signs in is: one sign-in leads into one workspace. */
const StoredSubject = z.object({ schema: z.literal(1), workspaceId: WorkspaceId, personId: PersonId })
export type StoredSubject = z.output<typeof StoredSubject>

/** The hash of who signs in. A subject is unique within its issuer only. Source: OpenID Connect Core 1.0, section 2. */
export function hashedSubject({ issuer, subject }: { issuer: string; subject: string }): Promise<string> {
  return sha256(canonical([issuer, subject]))
}

export async function loadSubject(table: Table, hash: string): Promise<StoredSubject | undefined> {
  const item = await table.get(keys.subject(hash))
  return item && StoredSubject.parse(item)
}

export function subjectPut(hash: string, to: Omit<StoredSubject, 'schema'>): Write {
  return { put: { ...keys.subject(hash), schema: 1, ...to } }
}
