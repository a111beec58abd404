import * as z from 'zod'
import { HistoryHead } from '../history/history.ts'
import { OrganisationId, type WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys, partitionOf } from '../table/keys.ts'
import { all, type Item, type Table } from '../table/table.ts'
import { listedByName } from '../table/title-key.ts'
import { Instant } from '../time/instant.ts'
import { Organisation } from './organisation.ts'
import { Session } from './session.ts'
import type { SessionSeries } from './session-series.ts'

export const KeptOrganisation = Organisation.extend({
  id: OrganisationId,
  status: z.enum(['active', 'archived']),
  version: z.int().min(1),
  createdAt: Instant,
  updatedAt: Instant,
})
export type KeptOrganisation = z.output<typeof KeptOrganisation>

export const StoredOrganisation = z.object({
  schema: z.literal(1),
  data: KeptOrganisation,
  history: HistoryHead,
  /** Raised by every write to the organisation, its sessions or its events. */
  revision: z.int().min(1),
})
export type StoredOrganisation = z.output<typeof StoredOrganisation>

export const KeptSession = Session.extend({ version: z.int().min(1) })
export type KeptSession = z.output<typeof KeptSession>

export type WholeOrganisation = {
  readonly stored: StoredOrganisation
  readonly sessions: readonly KeptSession[]
}

/** An organisation with its sessions, in one consistent query. */
export async function loadOrganisation(
  table: Table,
  workspaceId: WorkspaceId,
  id: OrganisationId,
): Promise<WholeOrganisation | undefined> {
  let stored: StoredOrganisation | undefined
  const sessions: KeptSession[] = []
  const range = { partition: partitionOf(workspaceId, id), from: 'ORGANISATION', to: 'SESSION#\uffff' }
  for await (const item of all(table, range)) {
    if (item.sk === 'ORGANISATION') stored = StoredOrganisation.parse(item)
    else sessions.push(KeptSession.parse(item.data))
  }
  return stored && { stored, sessions }
}

export function organisationItem(workspaceId: WorkspaceId, stored: StoredOrganisation): Item {
  const { data } = stored
  return {
    ...keys.organisation(workspaceId, data.id),
    ...stored,
    ...listedByName(
      indexPartitions.organisations(workspaceId),
      data,
      [data.name, data.shortName, ...data.areas].filter((text) => text !== null).join(' '),
    ),
    kind: data.kind,
    status: data.status,
    areas: data.areas,
  }
}

export function sessionItem(workspaceId: WorkspaceId, id: OrganisationId, session: KeptSession): Item {
  return { ...keys.session(workspaceId, id, session.ordinal), schema: 1, data: session }
}

export function seriesOf({ stored, sessions }: WholeOrganisation): SessionSeries {
  const { name, sessionRules, abolishedOn } = stored.data
  return { organisationName: name, rules: sessionRules, sessions, abolishedOn }
}
