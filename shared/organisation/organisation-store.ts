import * as z from 'zod'
import { HistoryHead } from '../history/history.ts'
import { OrganisationId, type WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys, partitionOf } from '../table/keys.ts'
import { all, type Item, type Table, type Write } from '../table/table.ts'
import { listedByName } from '../table/title-key.ts'
import { Instant } from '../time/instant.ts'
import { Organisation } from './organisation.ts'
import { Session } from './session.ts'
import type { SessionsArranged } from './session-arranged.ts'
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
  /** When somebody last changed the rules by which its sessions are estimated, or removed one. */
  sessionsArrangedAt: Instant.optional(),
})
export type StoredOrganisation = z.output<typeof StoredOrganisation>

export const KeptSession = Session.extend({ version: z.int().min(1) })
export type KeptSession = z.output<typeof KeptSession>

export type WholeOrganisation = {
  readonly stored: StoredOrganisation
  readonly sessions: readonly KeptSession[]
  /** When each session got the days that it has. */
  readonly arranged: SessionsArranged
}

/** An organisation with its sessions, in one consistent query. */
export async function loadOrganisation(
  table: Table,
  workspaceId: WorkspaceId,
  id: OrganisationId,
): Promise<WholeOrganisation | undefined> {
  let stored: StoredOrganisation | undefined
  const sessions: KeptSession[] = []
  const arranged = new Map<number, Instant>()
  const range = { partition: partitionOf(workspaceId, id), from: 'ORGANISATION', to: 'SESSION#\uffff' }
  for await (const item of all(table, range)) {
    if (item.sk === 'ORGANISATION') stored = StoredOrganisation.parse(item)
    else {
      const session = KeptSession.parse(item.data)
      sessions.push(session)
      if (item.arrangedAt !== undefined) arranged.set(session.ordinal, Instant.parse(item.arrangedAt))
    }
  }
  return stored && { stored, sessions, arranged: { series: stored.sessionsArrangedAt, sessions: arranged } }
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

/** A session as it is from now on. Only one that gets other days was arranged now. */
export function sessionWrite(
  workspaceId: WorkspaceId,
  id: OrganisationId,
  { before, after }: { readonly before: KeptSession | undefined; readonly after: KeptSession },
  now: Instant,
): Write {
  const key = keys.session(workspaceId, id, after.ordinal)
  const item = { schema: 1, data: after }
  const isSame = before?.opensOn === after.opensOn && (before.closesOn ?? null) === (after.closesOn ?? null)
  return isSame ? { update: key, set: item } : { put: { ...key, ...item, arrangedAt: now } }
}

export function seriesOf({ stored, sessions, arranged }: WholeOrganisation): SessionSeries {
  const { name, sessionRules, abolishedOn } = stored.data
  return { organisationName: name, rules: sessionRules, sessions, abolishedOn, arranged }
}
