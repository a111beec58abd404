import type { TrackedRecord } from '../record/record.ts'
import { organisationIdsOf } from '../record/record.ts'

/** What is known by an id, as people write it: an organisation's name, a person's address. */
export type NameOf = (id: string | null) => string | null

/** The columns of a sheet of records. Their headers are those that an import takes them for. */
export const recordColumns = [
  'kind',
  'externalRef',
  'title',
  'type',
  'role',
  'organisation',
  'parties',
  'status',
  'owner',
  'deputy',
  'areas',
  'signedOn',
  'startsOn',
  'endsOn',
  'renewal',
  'renewalPeriod',
  'notice',
  'asOf',
  'candidatureDueOn',
  'electionOn',
  'dueOn',
  'every',
  'schedule',
  'amount',
  'currency',
  'leadDays',
  'trackedFrom',
  'links',
  'note',
  'id',
  'updatedAt',
] as const

export type SheetLine = readonly (string | number | null)[]

export function recordLine(record: TrackedRecord, nameOf: NameOf): SheetLine {
  const cells: Record<string, string | number | null> = {
    ...shared(record, nameOf),
    ...(record.kind === 'agreement' ? ofAgreement(record, nameOf) : {}),
    ...(record.kind === 'membership' ? ofMembership(record) : {}),
    ...(record.kind === 'commitment' ? ofCommitment(record) : {}),
  }
  return recordColumns.map((column) => cells[column] ?? null)
}

function shared(record: TrackedRecord, nameOf: NameOf) {
  const { kind, externalRef, title, status, areas, trackedFrom, links, note, id, updatedAt, leadDays } =
    record
  const [organisationId = null] = record.kind === 'agreement' ? [] : organisationIdsOf(record)
  return {
    kind,
    externalRef,
    title,
    status,
    trackedFrom,
    note,
    id,
    updatedAt,
    organisation: nameOf(organisationId),
    owner: nameOf(record.ownerId),
    deputy: nameOf(record.deputyId),
    areas: areas.join('; '),
    links: links.map(({ url }) => url).join('; '),
    leadDays: leadDays?.join('; ') ?? null,
  }
}

type Of<Kind extends TrackedRecord['kind']> = Extract<TrackedRecord, { kind: Kind }>

function ofAgreement(
  { type, parties, signedOn, terms, renewal, renewalPeriod, notice }: Of<'agreement'>,
  nameOf: NameOf,
) {
  const names = parties.map(({ organisationId, name }) => name ?? nameOf(organisationId) ?? '')
  return { type, parties: names.join('; '), signedOn, ...lastTerm(terms), renewal, renewalPeriod, notice }
}

function ofMembership({ role, terms, asOf, candidatureDueOn, electionOn }: Of<'membership'>) {
  return { role, ...lastTerm(terms), asOf, candidatureDueOn, electionOn }
}

function ofCommitment({ role, schedule, amount }: Of<'commitment'>) {
  const dates =
    schedule.kind === 'once'
      ? { dueOn: schedule.on }
      : schedule.kind === 'every'
        ? { dueOn: schedule.startsOn, every: schedule.period }
        : {}
  return {
    role,
    ...dates,
    schedule: JSON.stringify(schedule),
    amount: amount?.value ?? null,
    currency: amount?.currency ?? null,
  }
}

function lastTerm(terms: Of<'agreement'>['terms']) {
  const term = terms.at(-1)
  return { startsOn: term?.startsOn ?? null, endsOn: term?.endsOn === '..' ? 'open' : (term?.endsOn ?? null) }
}
