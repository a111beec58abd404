import { EventKind } from '../event/event.ts'
import { folded } from '../text/folded.ts'
import { type Cell, columnName, isEmpty, type Row } from './sheet.ts'

/** What a column of a spreadsheet can hold, and the headers that people give it. */
const headers = {
  kind: ['record kind', 'kind of record'],
  externalRef: [
    'ref',
    'reference',
    'external ref',
    'external reference',
    'id',
    'no',
    'number',
    'ref no',
    'registry no',
    'untc chapter treaty',
  ],
  title: [
    'name',
    'agreement',
    'treaty',
    'name of agreement',
    'name of treaty',
    'subject',
    'instrument',
    'commitment',
    'obligation',
    'task',
  ],
  organisation: ['organization', 'body', 'organisation name', 'institution', 'forum'],
  shortName: ['short name', 'acronym', 'abbreviation'],
  organisationKind: ['kind of organisation', 'organisation kind', 'organisation type'],
  parent: ['parent organisation', 'parent body'],
  type: ['agreement type', 'type of agreement', 'kind of agreement', 'document type'],
  parties: [
    'party',
    'partner',
    'partners',
    'counterpart',
    'other party',
    'country',
    'parties to the agreement',
  ],
  role: ['membership role', 'status of membership', 'capacity'],
  bindingness: ['legal nature', 'binding'],
  signedOn: ['signed', 'signed on', 'date of signature', 'signature date', 'date signed'],
  depositary: ['deposited with'],
  startsOn: [
    'starts on',
    'start',
    'start date',
    'from',
    'valid from',
    'effective',
    'effective date',
    'since',
    'in force',
    'in force since',
  ],
  endsOn: [
    'ends on',
    'end',
    'end date',
    'to',
    'until',
    'valid until',
    'expiry',
    'expires',
    'expiry date',
    'expiration date',
    'expires on',
  ],
  renewal: ['renews', 'renewal type', 'prolongation'],
  renewalPeriod: ['renewal period', 'renewed for'],
  notice: ['notice period', 'termination notice'],
  candidatureDueOn: ['candidature', 'candidature deadline', 'nomination deadline'],
  electionOn: ['election', 'election date'],
  asOf: ['as of', 'as at'],
  dueOn: ['due', 'due on', 'due date', 'deadline', 'next due', 'date due', 'next deadline'],
  every: ['frequency', 'period', 'periodicity', 'recurrence', 'repeats', 'how often'],
  amount: ['value', 'sum', 'contribution'],
  currency: ['currency code'],
  owner: ['owner e-mail', 'responsible', 'responsible person', 'focal point', 'desk officer', 'in charge'],
  deputy: ['deputy e-mail', 'alternate'],
  areas: ['area', 'topic', 'topics', 'sector', 'theme'],
  links: ['link', 'url', 'website'],
  note: ['notes', 'remark', 'remarks', 'comment', 'comments'],
  leadDays: ['lead days', 'reminders', 'remind before', 'days before'],
  trackedFrom: ['tracked from'],
  eventKind: ['action', 'consent action', 'event', 'type of action'],
  eventOn: ['action date', 'consent date', 'event date', 'date of action'],
} as const

type PlainField = keyof typeof headers
/** A field of a line, or the day of an event of a kind: `event:ratification`. */
export type Field = PlainField | `event:${EventKind}`

export const fields: readonly Field[] = [
  ...Object.keys(headers).filter(isPlain),
  ...EventKind.options.map((kind) => `event:${kind}` as const),
]

function isPlain(name: string): name is PlainField {
  return Object.hasOwn(headers, name)
}

export function isField(text: string): text is Field {
  return fields.some((field) => field === text)
}

/** A column as it was found: what it is taken for, and what it might be. */
export type Column = {
  readonly index: number
  readonly header: string
  readonly field: Field | null
  readonly suggestions: readonly Field[]
}

const known = new Map<string, Field>([
  ...Object.entries(headers).flatMap(([field, texts]) =>
    isPlain(field) ? [field, spaced(field), ...texts].map((text) => [plain(text), field] as const) : [],
  ),
  ...EventKind.options.flatMap((kind) =>
    [kind, `${kind} date`, `date of ${kind}`, `${kind} on`].map(
      (text) => [plain(text), `event:${kind}`] as const,
    ),
  ),
  [plain('signature date'), 'signedOn'],
  [plain('date of signature'), 'signedOn'],
  [plain('election'), 'electionOn'],
  [plain('contribution'), 'amount'],
])

function spaced(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** A header without what people decorate it with. */
function plain(header: string): string {
  return folded(header)
    .replaceAll(/\(.*?\)|[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The row that names the columns: of the first twenty the one in which most cells are known; the upper of equals. */
export function headerRow(rows: readonly Row[]): number {
  const score = ({ cells }: Row) =>
    new Set(cells.flatMap((cell) => known.get(plain(String(cell ?? ''))) ?? [])).size
  const scores = rows.slice(0, 20).map(score)
  const best = Math.max(...scores, 0)
  return best === 0 ? rows.findIndex((row) => !isEmpty(row)) : scores.indexOf(best)
}

/**
 * What each column holds. `told` says it by the header and goes first; else the header is looked up, alone and under
 * the group that the row above merges over it ("Dates" over "Signed"). A field is taken once, by the first column.
 */
export function columnsOf(
  rows: readonly Row[],
  header: number,
  told: ReadonlyMap<string, Field | null>,
): Column[] {
  const cells = rows[header]?.cells ?? []
  const groups = carriedOver(rows[header - 1]?.cells ?? [], cells.length)
  const taken = new Set([...told.values()])
  return cells.map((cell, index) => {
    const own = String(cell ?? '').trim()
    const text = own === '' ? `(column ${columnName(index)})` : own
    const toldField = told.get(text)
    if (toldField !== undefined) return { index, header: text, field: toldField, suggestions: [] }
    const found = known.get(plain(own)) ?? known.get(plain(`${groups[index] ?? ''} ${own}`)) ?? null
    const field = found === null || taken.has(found) ? null : found
    taken.add(field)
    return { index, header: text, field, suggestions: field === null ? suggestionsFor(own, taken) : [] }
  })
}

/** Of merged cells the first has the text. */
function carriedOver(cells: readonly Cell[], length: number): string[] {
  let last = ''
  return Array.from({ length }, (_, index) => {
    const text = String(cells[index] ?? '').trim()
    if (text !== '') last = text
    return last
  })
}

/** At most three fields that share a word with the header, or nearly have its letters. */
function suggestionsFor(header: string, taken: ReadonlySet<Field | null>): Field[] {
  const text = plain(header)
  if (text === '') return []
  const words = new Set(text.split(' ').filter((word) => word.length > 2))
  const near = [...known].flatMap(([name, field]) => {
    const shared = name.split(' ').filter((word) => words.has(word)).length
    const distance = editDistance(text, name)
    const isNear = shared > 0 || distance <= Math.max(name.length < 5 ? 1 : 2, Math.floor(name.length / 4))
    return isNear && !taken.has(field) ? [{ field, rank: distance - shared * 4 }] : []
  })
  return [...new Set(near.toSorted((a, b) => a.rank - b.rank).map(({ field }) => field))].slice(0, 3)
}

/** How many letters have to be changed, put in or taken out to make one text of the other. */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      next.push(Math.min((above[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, changed))
    }
    above = next
  }
  return above[b.length] ?? 0
}
