import { EventKind } from '../event/event.ts'
import { canonical } from '../history/history.ts'
import type { RecordKind } from '../record/record.ts'
import { folded } from '../text/folded.ts'
import type { Column, Field } from './columns.ts'
import { type Cells, given, LineReader, nameKey } from './line-body.ts'
import type { Row } from './sheet.ts'
import { type Step, step } from './step.ts'
import type { DateOrder } from './written-date.ts'
import { spelled, typeInTitle } from './written-value.ts'

/** What a line of a sheet is. */
export type LineKind = RecordKind | 'organisation'

const lineKinds: readonly LineKind[] = ['agreement', 'membership', 'commitment', 'organisation']

export type LineOptions = { readonly kind: LineKind | undefined; readonly dates: DateOrder | undefined }

/** What one line of a sheet is to bring about: a record or an organisation, and the events that its columns date. */
export function lineSteps(row: Row, columns: readonly Column[], options: LineOptions): Step[] {
  const cells: Cells = new Map(
    columns.flatMap(({ index, header, field }) =>
      field === null ? [] : [[field, { value: row.cells[index] ?? null, header }]],
    ),
  )
  const reader = new LineReader(cells, options.dates)
  const kind = kindOf(reader, cells, options.kind)
  const title = reader.text('title', kind === 'organisation' ? 'name' : 'title')
  const common = { line: row.line, label: title ?? `line ${row.line}`, merges: true }
  if (kind === undefined) {
    reader.fault(
      null,
      'The line does not say what it is.',
      `Name the kind of all lines (kind=agreement), or have a column "kind" with one of: ${lineKinds.join(', ')}.`,
    )
    return [step({ ...common, noun: 'record', body: {}, faults: reader.faults })]
  }
  if (kind === 'organisation') {
    const body = organisationBody(reader, title)
    const key = title === undefined ? null : `name:${title}`
    return [
      step({ ...common, noun: 'organisation', key, body, columns: reader.columns, faults: reader.faults }),
    ]
  }
  const body = { ...recordBody(reader), ...bodies[kind](reader) }
  const key = reader.text('externalRef') ?? derivedKey(kind, title, body)
  const events = eventSteps(reader, { ...common, noun: 'event', of: key })
  const record = step({
    ...common,
    noun: 'record',
    kind,
    key,
    body: { ...given({ title }), ...body },
    fallbacks: kind === 'agreement' ? { type: typeInTitle(title ?? ''), parties: [] } : {},
    columns: reader.columns,
    faults: reader.faults,
  })
  return [record, ...events]
}

/** A line without a reference is known by what it is about: the same line, imported again, finds the same record. */
function derivedKey(kind: string, title: string | undefined, body: object): string {
  const organisation = 'organisationId' in body ? String(body.organisationId) : ''
  const role = 'role' in body ? String(body.role) : ''
  return `line:${canonical([kind, folded(title ?? ''), folded(organisation), role])}`.slice(0, 500)
}

function kindOf(reader: LineReader, cells: Cells, told: LineKind | undefined): LineKind | undefined {
  const text = reader.text('kind')
  if (text !== undefined) {
    const kind = lineKinds.find((each) => spelled(text).startsWith(each))
    if (kind === undefined)
      reader.fault(
        reader.columns.kind ?? null,
        `"${text}" is not a kind of record.`,
        `Write one of: ${lineKinds.join(', ')}.`,
      )
    return kind ?? told ?? 'commitment'
  }
  if (told !== undefined) return told
  const has = (...fields: Field[]) => fields.some((field) => cells.has(field))
  if (has('dueOn', 'every')) return 'commitment'
  if (has('type', 'parties', 'signedOn', 'eventOn', 'notice')) return 'agreement'
  return has('role') ? 'membership' : undefined
}

function organisationBody(reader: LineReader, name: string | undefined) {
  return given({
    name,
    shortName: reader.text('shortName'),
    kind: reader.choice('organisationKind', 'kind'),
    parentId: nameKey(reader.text('parent', 'parentId')),
    areas: reader.parts('areas'),
    note: reader.text('note'),
    links: reader.parts('links')?.map((url) => ({ url })),
  })
}

function recordBody(reader: LineReader) {
  return given({
    externalRef: reader.text('externalRef'),
    ownerId: nameKey(reader.text('owner', 'ownerId')),
    deputyId: nameKey(reader.text('deputy', 'deputyId')),
    areas: reader.parts('areas'),
    links: reader.parts('links')?.map((url) => ({ url })),
    note: reader.text('note'),
    leadDays: reader.whole('leadDays'),
    trackedFrom: reader.date('trackedFrom'),
  })
}

const bodies = {
  agreement: (reader: LineReader) =>
    given({
      type: reader.choice('type'),
      parties: reader.parts('parties')?.map((name) => ({ organisationId: `@party:${name}` })),
      bindingness: reader.choice('bindingness'),
      signedOn: reader.date('signedOn'),
      depositary: reader.text('depositary'),
      terms: terms(reader),
      renewal: reader.choice('renewal'),
      renewalPeriod: reader.period('renewalPeriod'),
      notice: reader.period('notice'),
    }),
  membership: (reader: LineReader) =>
    given({
      organisationId: nameKey(reader.text('organisation', 'organisationId')),
      role: reader.choice('role'),
      terms: terms(reader),
      asOf: reader.date('asOf'),
      candidatureDueOn: reader.date('candidatureDueOn'),
      electionOn: reader.date('electionOn'),
    }),
  commitment: (reader: LineReader) =>
    given({
      organisationId: nameKey(reader.text('organisation', 'organisationId')),
      role: reader.text('role'),
      schedule: schedule(reader),
      amount: amount(reader),
    }),
}

function terms(reader: LineReader) {
  const startsOn = reader.date('startsOn', 'terms')
  const open = /^(open|indefinite|ongoing|unlimited|no end)$/i.test(reader.text('endsOn') ?? '')
  const endsOn = open ? '..' : reader.date('endsOn', 'terms')
  return startsOn === undefined && endsOn === undefined ? undefined : [given({ startsOn, endsOn })]
}

/** A date is due once; with a period it is due again and again from that date on. */
function schedule(reader: LineReader) {
  const on = reader.date('dueOn', 'schedule')
  const period = reader.period('every', 'schedule')
  if (on === undefined) return undefined
  return period === undefined ? { kind: 'once', on } : { kind: 'every', startsOn: on, period }
}

function amount(reader: LineReader) {
  const value = reader.number('amount')
  return value === undefined
    ? undefined
    : given({ value, currency: reader.text('currency', 'amount')?.toUpperCase() })
}

/** The events of a line: one for each column that dates a kind of them, and one whose kind is a column itself. */
function eventSteps(reader: LineReader, common: Pick<Step, 'line' | 'noun' | 'label' | 'of'>): Step[] {
  const steps = EventKind.options.flatMap((kind) => {
    const on = reader.date(`event:${kind}`)
    const columns = { on: reader.columns[`event:${kind}`] ?? '' }
    return on === undefined ? [] : [step({ ...common, body: { kind, on }, columns })]
  })
  const kind = reader.choice('eventKind')
  const on = reader.date('eventOn')
  if (kind === undefined && on === undefined) return steps
  const columns = given({ kind: reader.columns.eventKind, on: reader.columns.eventOn })
  const named = Object.fromEntries(
    Object.entries(columns).map(([member, header]) => [member, String(header)]),
  )
  return [...steps, step({ ...common, body: given({ kind: kind ?? 'other', on }), columns: named })]
}
