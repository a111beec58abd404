import type { Get } from '../channel/target/get.ts'
import type { Actor } from '../history/history.ts'
import type { OrganisationId, WorkspaceId } from '../identity/id.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { loadOrganisation, type WholeOrganisation } from '../organisation/organisation-store.ts'
import { ConditionFailed, type Table } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { type Fetched, fetchedCalendar } from './fetched-calendar.ts'
import { keptReading, type Outcome, todayIn } from './kept-reading.ts'
import type { KeptSource, SessionSource } from './session-source.ts'
import { loadSource, type StoredSource } from './session-source-store.ts'
import { type Reading, readingOf } from './source-reading.ts'

export type ReaderParts = {
  readonly table: Table
  readonly get: Get
  readonly now: () => Instant
}

/** Whose calendar is read, and for whom. */
export type Whose = {
  readonly workspaceId: WorkspaceId
  readonly organisationId: OrganisationId
  readonly by: Actor
}

const mostTries = 8

/**
 * Reads the calendar of an organisation once. It is asked for before anything else, and once; what it says is then
 * compared with what is recorded by that time, and written in one transaction with the reading itself. Many changes are
 * written in several: cut off between them, the next reading finds the rest.
 *
 * @returns undefined where there is no such source, or it was changed meanwhile
 */
export async function readSource(parts: ReaderParts, whose: Whose): Promise<StoredSource | undefined> {
  const { table, get } = parts
  const asked = await loadSource(table, whose.workspaceId, whose.organisationId)
  if (asked === undefined) return undefined
  const fetched = await fetchedCalendar(get, asked)
  return settled(parts, whose, async (whole) => {
    const stored = await loadSource(table, whose.workspaceId, whose.organisationId)
    if (whole === undefined || stored === undefined || stored.data.version !== asked.data.version)
      return undefined
    return keptReading(table, by(parts, whose), whole, stored, fetched)
  })
}

/** What a calendar that was just fetched makes of the sessions, before it is anybody's source. */
export async function firstReading(
  { table, now }: Pick<ReaderParts, 'table' | 'now'>,
  workspaceId: WorkspaceId,
  whole: WholeOrganisation,
  fetched: Extract<Fetched, { kind: 'events' }>,
  source: SessionSource,
): Promise<Reading> {
  return readingOf(whole, fetched.events, source, [], await todayIn(table, workspaceId, now()))
}

/** Keeps a new source with what was fetched from it. Undefined where the organisation has one by now. */
export function keepSource(
  parts: ReaderParts,
  whose: Whose,
  fetched: Extract<Fetched, { kind: 'events' }>,
  data: KeptSource,
): Promise<StoredSource | undefined> {
  const { organisationId, workspaceId } = whose
  return settled(parts, whose, async (whole) => {
    if (whole === undefined || (await loadSource(parts.table, workspaceId, organisationId))) return undefined
    const stored: StoredSource = { schema: 1, data, etag: null, lastModified: null, revision: 0 }
    return keptReading(parts.table, by(parts, whose), whole, stored, fetched)
  })
}

/** Writes what is found on what is there by now; where others write at the same time, it is found again. */
async function settled(
  { table }: ReaderParts,
  { workspaceId, organisationId }: Whose,
  find: (whole: WholeOrganisation | undefined) => Promise<Outcome | undefined>,
): Promise<StoredSource | undefined> {
  for (let tries = 1; ; ) {
    const outcome = await find(await loadOrganisation(table, workspaceId, organisationId))
    if (outcome === undefined) return undefined
    try {
      await table.write(outcome.writes)
      if (outcome.isWhole) return outcome.stored
    } catch (error) {
      if (!(error instanceof ConditionFailed) || tries === mostTries) throw error
      tries += 1
    }
  }
}

function by({ now }: ReaderParts, { workspaceId, by }: Whose): By {
  return { workspaceId, now: now(), by }
}
