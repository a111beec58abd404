import * as z from 'zod'
import { PersonId, TokenId } from '../identity/id.ts'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { Title } from '../text/text.ts'
import { Instant } from '../time/instant.ts'

/** An API token as it is stored: by the hash of its text, which is shown once and never kept. */
export const Token = z.strictObject({
  id: TokenId,
  workspaceId: WorkspaceId,
  personId: PersonId,
  name: Title,
  scope: z.enum(['read', 'write']),
  createdAt: Instant,
  /** Null: does not expire. */
  expiresAt: Instant.nullable(),
})
export type Token = z.output<typeof Token>

/** The hash that a token is stored and looked up by: SHA-256, in hexadecimal digits. */
export async function tokenHash(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Buffer.from(bytes).toString('hex')
}

/** A secret that is handed out once: what it is for, so that scanners of secrets know it, and 256 random bits. */
export function newSecretText(purpose: 'svd' | 'inv' | 'feed'): string {
  return `${purpose}_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')}`
}
