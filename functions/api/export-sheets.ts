import { type NameOf, recordColumns, recordLine, type SheetLine } from '../../shared/export/record-lines.ts'
import { type People, peopleOf } from '../../shared/export/workspace-entries.ts'
import { OrganisationId } from '../../shared/identity/id.ts'
import { StoredOrganisation } from '../../shared/organisation/organisation-store.ts'
import { organisationIdsOf, RecordKind, type TrackedRecord } from '../../shared/record/record.ts'
import { keys } from '../../shared/table/keys.ts'
import { listDeadlines } from './deadline-list.ts'
import { parse } from './parse.ts'
import { listRecords, RecordFilters } from './record-list.ts'
import type { Call } from './route.ts'
import { DeadlineFilters } from './routes/deadlines.ts'
import type { ExportQuery } from './routes/exports.ts'

/** A list as a sheet: its columns, and so many of its lines from the cursor on. */
export type Sheet = {
  readonly columns: readonly string[]
  readonly lines: (
    call: Call<ExportQuery>,
    most: number,
  ) => Promise<{ readonly lines: readonly SheetLine[]; readonly nextCursor: string | null }>
}

const pageLimit = '100'

/** Pages of a list, until there are enough lines or no more. */
async function gathered<Member>(
  most: number,
  first: string | undefined,
  page: (
    cursor: string | undefined,
  ) => Promise<{ body: { data: readonly Member[]; nextCursor: string | null } }>,
): Promise<{ members: Member[]; nextCursor: string | null }> {
  const members: Member[] = []
  let cursor = first
  for (;;) {
    const { body } = await page(cursor)
    members.push(...body.data)
    if (body.nextCursor === null || members.length >= most) return { members, nextCursor: body.nextCursor }
    cursor = body.nextCursor
  }
}

export const recordSheet: Sheet = {
  columns: recordColumns,
  async lines(call, most) {
    const { view: _v, format: _f, kind, cursor, ...filters } = call.query
    const query = parse(RecordFilters, { ...given(filters), limit: pageLimit })
    const ofKind = kind === undefined ? undefined : parse(RecordKind, kind)
    const { members, nextCursor } = await gathered(most, cursor, (at) =>
      listRecords({ ...call, query: at === undefined ? query : { ...query, cursor: at } }, ofKind),
    )
    const nameOf = await namesFor(call, members)
    return { lines: members.map((record) => recordLine(record, nameOf)), nextCursor }
  },
}

const deadlineColumns = [
  'dueOn',
  'status',
  'title',
  'kind',
  'record',
  'recordKind',
  'owner',
  'completedOn',
  'reason',
  'note',
  'basis',
  'id',
]

export const deadlineSheet: Sheet = {
  columns: deadlineColumns,
  async lines(call, most) {
    const { view: _v, format: _f, cursor, ...filters } = call.query
    const query = parse(DeadlineFilters, { ...given(filters), limit: pageLimit })
    const { members, nextCursor } = await gathered(most, cursor, (at) =>
      listDeadlines({ ...call, query: at === undefined ? query : { ...query, cursor: at } }),
    )
    const people = await peopleFor(call)
    const lines = members.map((each) => [
      each.dueOn,
      each.status,
      each.title,
      each.kind,
      each.recordTitle,
      each.recordKind,
      people.get(each.ownerId) ?? each.ownerId,
      each.completedOn,
      each.reason,
      each.note,
      each.basis,
      each.id,
    ])
    return { lines, nextCursor }
  },
}

function given(filters: object): object {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined))
}

function peopleFor({ table, identity }: Call<ExportQuery>): Promise<People> {
  return peopleOf({ table, workspaceId: identity.workspaceId })
}

/** Organisations by name and people by address, for all that some records name. */
async function namesFor(call: Call<ExportQuery>, records: readonly TrackedRecord[]): Promise<NameOf> {
  const names = new Map<string, string>(await peopleFor(call))
  const ids = [...new Set(records.flatMap(organisationIdsOf))]
  for (let at = 0; at < ids.length; at += 100) {
    const batch = ids
      .slice(at, at + 100)
      .map((id) => keys.organisation(call.identity.workspaceId, OrganisationId.parse(id)))
    for (const item of await call.table.getMany(batch)) {
      const { id, name } = StoredOrganisation.parse(item).data
      names.set(id, name)
    }
  }
  return (id) => (id === null ? null : (names.get(id) ?? id))
}
