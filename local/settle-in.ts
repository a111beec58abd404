import * as z from 'zod'
import { newId, PersonId, TokenId } from '../shared/identity/id.ts'
import { WorkspaceId } from '../shared/identity/workspace-id.ts'
import type { Table } from '../shared/table/table.ts'
import type { Instant } from '../shared/time/instant.ts'
import { findToken, tokenPuts } from '../shared/token/token-store.ts'
import { foundWorkspace } from '../shared/workspace/workspace-acts.ts'
import { loadWorkspace } from '../shared/workspace/workspace-store.ts'

/** Founds the machine's one workspace at the first start, and lets the administrator in with the given token. */
export async function settleIn(
  table: Table,
  first: { readonly now: Instant; readonly email: string; readonly token: string },
): Promise<void> {
  const { now, email, token } = first
  const { items } = await table.query({ partition: 'WORKSPACES', limit: 1 })
  const [listed] = items
  if (listed === undefined)
    return table.write(await foundWorkspace({ now, name: 'My workspace', email, token }))
  if ((await findToken(table, token)) !== undefined) return
  const workspaceId = WorkspaceId.parse(listed.sk)
  const personId = z
    .object({ administratorId: PersonId })
    .parse((await loadWorkspace(table, workspaceId))?.data).administratorId
  const id = TokenId.parse(newId('token'))
  const name = "The first administrator's token"
  const puts = await tokenPuts(
    { id, workspaceId, personId, name, scope: 'write', createdAt: now, expiresAt: null },
    token,
  )
  await table.write(puts)
}
