import * as z from 'zod'
import type { TokenId, WorkspaceId } from '../identity/id.ts'
import { keys, ranges } from '../table/keys.ts'
import { all, type Table, type Write } from '../table/table.ts'
import { Token, tokenHash } from './token.ts'

/** A token is stored twice: by the hash of its text, which lets somebody in, and by its workspace, for the list. */
export const StoredToken = z.object({ schema: z.literal(1), data: Token, hash: z.string() })
export type StoredToken = z.output<typeof StoredToken>

/** The token with this text, expired or not; undefined where there is none, or it was revoked. */
export async function findToken(table: Table, text: string): Promise<Token | undefined> {
  const item = await table.get(keys.token(await tokenHash(text)))
  return item && StoredToken.omit({ hash: true }).parse(item).data
}

export async function loadToken(
  table: Table,
  workspaceId: WorkspaceId,
  id: TokenId,
): Promise<StoredToken | undefined> {
  const item = await table.get(keys.listedToken(workspaceId, id))
  return item && StoredToken.parse(item)
}

/** Every token of a workspace that was not revoked, in the order of their ids. */
export async function tokensIn(table: Table, workspaceId: WorkspaceId): Promise<StoredToken[]> {
  const found: StoredToken[] = []
  for await (const item of all(table, ranges.tokens(workspaceId))) found.push(StoredToken.parse(item))
  return found
}

/** The row that lets the holder of the text in. It is not in the list of tokens. */
export async function tokenPut(token: Token, text: string): Promise<Write> {
  const key = keys.token(await tokenHash(text))
  return { put: { ...key, schema: 1, data: token }, when: { pk: 'absent' } }
}

export async function tokenPuts(token: Token, text: string): Promise<Write[]> {
  const listed = { ...keys.listedToken(token.workspaceId, token.id), schema: 1, data: token }
  return [
    await tokenPut(token, text),
    { put: { ...listed, hash: await tokenHash(text) }, when: { pk: 'absent' } },
  ]
}

export function hashedTokenDeletes({ data, hash }: StoredToken): Write[] {
  return [
    { delete: keys.token(hash) },
    { delete: keys.listedToken(data.workspaceId, data.id), when: { pk: 'present' } },
  ]
}
