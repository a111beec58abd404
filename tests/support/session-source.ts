import { OrganisationId } from '../../shared/identity/id.ts'
import { KeptSource } from '../../shared/session-source/session-source.ts'
import { readingItem, sourceItem } from '../../shared/session-source/session-source-store.ts'
import { keys } from '../../shared/table/keys.ts'
import { Token, tokenHash } from '../../shared/token/token.ts'
import type { Desk } from './desk.ts'

/** An organisation's published calendar, as if it had been read: nothing is asked for where there is no network. */
export async function keepSource(desk: Desk, organisation: string, more: object = {}): Promise<void> {
  const { workspaceId, personId } = Token.parse(
    (await desk.table.get(keys.token(await tokenHash(desk.token))))?.data,
  )
  const now = desk.clock()
  const organisationId = OrganisationId.parse(organisation)
  const data = KeptSource.parse({
    url: 'https://calendar.example.invalid/sessions.ics',
    organisationId,
    createdBy: personId,
    createdAt: now,
    updatedAt: now,
    version: 1,
    lastReadAt: now,
    nextReadAt: now,
    failing: null,
    inQuestion: 0,
    ...more,
  })
  const stored = { schema: 1 as const, data, etag: null, lastModified: null, revision: 1 }
  await desk.table.write([
    { put: sourceItem(workspaceId, stored) },
    { put: readingItem(workspaceId, organisationId, []) },
  ])
}
