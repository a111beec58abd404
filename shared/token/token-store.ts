import * as z from 'zod'
import { keys } from '../table/keys.ts'
import type { Table, Write } from '../table/table.ts'
import { Token, tokenHash } from './token.ts'

const StoredToken = z.object({ schema: z.literal(1), data: Token })

/** The token with this text, expired or not; undefined where there is none, or it was revoked. */
export async function findToken(table: Table, text: string): Promise<Token | undefined> {
  const item = await table.get(keys.token(await tokenHash(text)))
  return item && StoredToken.parse(item).data
}

export async function tokenPut(token: Token, text: string): Promise<Write> {
  const key = keys.token(await tokenHash(text))
  return { put: { ...key, schema: 1, data: token }, when: { pk: 'absent' } }
}
