import { loadCalendar } from '../calendar/calendar-store.ts'
import { CalendarId, OrganisationId, PersonId, type WorkspaceId } from '../identity/id.ts'
import { loadOrganisation, seriesOf } from '../organisation/organisation-store.ts'
import type { SessionSeries } from '../organisation/session-series.ts'
import { loadChoices, type OwnChoices } from '../policy/choices-store.ts'
import { bodiesOf, personIdsOf, type TrackedRecord } from '../record/record.ts'
import { calendarDependencies, sessionDependencies } from '../schedule/occurrences.ts'
import type { Schedule } from '../schedule/schedule.ts'
import type { Table } from '../table/table.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import { calendarOf, type Workspace } from '../workspace/workspace.ts'
import { loadWorkspace } from '../workspace/workspace-store.ts'
import { ReachReader } from './reach-store.ts'
import type { Surroundings } from './record-state.ts'

/**
 * Reads what stands around records, each thing once however many records ask for it. Make a new one for every
 * request and every sweep: it never reads again.
 */
export class SurroundingsReader {
  readonly #table: Table
  readonly #workspaces = new Map<WorkspaceId, Promise<Workspace>>()
  readonly #choices = new Map<WorkspaceId, Promise<ReadonlyMap<string, OwnChoices>>>()
  readonly #calendars = new Map<string, Promise<WorkingCalendar | undefined>>()
  readonly #series = new Map<string, Promise<SessionSeries | undefined>>()

  readonly #reach: ReachReader

  constructor(table: Table) {
    this.#table = table
    this.#reach = new ReachReader(table)
  }

  /** @throws Error where the workspace's own row is missing: no identity leads there. */
  workspace(workspaceId: WorkspaceId): Promise<Workspace> {
    const known = this.#workspaces.get(workspaceId)
    if (known !== undefined) return known
    const read = loadWorkspace(this.#table, workspaceId).then((stored) => {
      if (stored === undefined) throw new Error(`no workspace ${workspaceId}`)
      return stored.data
    })
    this.#workspaces.set(workspaceId, read)
    return read
  }

  around(workspaceId: WorkspaceId, record: TrackedRecord): Promise<Surroundings> {
    const calendarIds = record.kind === 'commitment' ? calendarDependencies(record.schedule) : []
    return this.#aroundThese(workspaceId, bodiesOf(record), calendarIds, record.watchers, personIdsOf(record))
  }

  /** What stands around a schedule that belongs to no record. */
  aroundSchedule(workspaceId: WorkspaceId, schedule: Schedule): Promise<Surroundings> {
    return this.#aroundThese(workspaceId, sessionDependencies(schedule), calendarDependencies(schedule))
  }

  async #aroundThese(
    workspaceId: WorkspaceId,
    organisationIds: readonly string[],
    calendarIds: readonly string[],
    watchers: readonly string[] = [],
    answerable: readonly PersonId[] = [],
  ): Promise<Surroundings> {
    const workspace = await this.workspace(workspaceId)
    const series = new Map<string, SessionSeries | undefined>()
    for (const id of organisationIds) series.set(id, await this.#seriesOf(workspaceId, id))
    const calendars = new Map<string, WorkingCalendar>()
    for (const id of calendarIds) {
      const calendar = await this.#calendarOf(workspaceId, id)
      if (calendar !== undefined) calendars.set(id, calendar)
    }
    const own = calendarOf(workspace)
    const choices = await this.#choicesIn(workspaceId)
    const chosen = [...choices.values()].flatMap((each) => each.choices.channels)
    const watching = watchers.flatMap((id) => PersonId.safeParse(id).data ?? [])
    const told = [...answerable, ...watching, workspace.administratorId]
    const leads = [...choices.values()].flatMap((each) => each.choices.leadDays ?? [])
    return {
      workspace,
      sessions: (id) => series.get(id),
      calendar: (id) => (id === undefined ? own : (calendars.get(id) ?? own)),
      choices: (recipient) => choices.get(recipient)?.choices,
      furthestLeadDays: Math.max(0, ...workspace.leadDays, ...leads),
      whereabouts: (personId) => choices.get(personId)?.whereabouts,
      ...(await this.#reach.reachOf(workspaceId, [...watchers, ...chosen], told)),
    }
  }

  #choicesIn(workspaceId: WorkspaceId): Promise<ReadonlyMap<string, OwnChoices>> {
    const read = this.#choices.get(workspaceId) ?? loadChoices(this.#table, workspaceId)
    this.#choices.set(workspaceId, read)
    return read
  }

  #calendarOf(workspaceId: WorkspaceId, text: string): Promise<WorkingCalendar | undefined> {
    const key = `${workspaceId}#${text}`
    const id = CalendarId.safeParse(text)
    const read =
      this.#calendars.get(key) ??
      (id.success
        ? loadCalendar(this.#table, workspaceId, id.data).then((stored) => stored?.data)
        : Promise.resolve(undefined))
    this.#calendars.set(key, read)
    return read
  }

  #seriesOf(workspaceId: WorkspaceId, text: string): Promise<SessionSeries | undefined> {
    const key = `${workspaceId}#${text}`
    const known = this.#series.get(key)
    if (known !== undefined) return known
    const id = OrganisationId.safeParse(text)
    const read = id.success
      ? loadOrganisation(this.#table, workspaceId, id.data).then((whole) => whole && seriesOf(whole))
      : Promise.resolve(undefined)
    this.#series.set(key, read)
    return read
  }
}
