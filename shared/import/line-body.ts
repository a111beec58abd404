import type { Field } from './columns.ts'
import type { Cell } from './sheet.ts'
import type { JsonValue, LineFault } from './step.ts'
import { type DateOrder, dateAdvice, readDate, serialDay } from './written-date.ts'
import { partsOf, readChoice, readPeriod } from './written-value.ts'

/** The cells of one line by field, with the header that each came from. */
export type Cells = ReadonlyMap<Field, { readonly value: Cell; readonly header: string }>

/** Reads the cells of one line, and keeps what is wrong with them: all of it, not the first. */
export class LineReader {
  readonly faults: LineFault[] = []
  /** The column that each member of the body came from. */
  readonly columns: Record<string, string> = {}
  readonly #cells: Cells
  readonly #order: DateOrder | undefined

  constructor(cells: Cells, order: DateOrder | undefined) {
    this.#cells = cells
    this.#order = order
  }

  has(field: Field): boolean {
    return this.text(field) !== undefined
  }

  text(field: Field, member: string = field): string | undefined {
    const cell = this.#cells.get(field)
    if (cell === undefined || cell.value === null) return undefined
    const text =
      cell.value instanceof Date
        ? cell.value.toISOString().slice(0, 10)
        : unguarded(String(cell.value).trim())
    if (text === '') return undefined
    this.columns[member] = cell.header
    return text
  }

  choice(field: Field, member: string = field): string | undefined {
    const text = this.text(field, member)
    return text === undefined ? undefined : readChoice(text)
  }

  period(field: Field, member: string = field): string | undefined {
    const text = this.text(field, member)
    return text === undefined ? undefined : readPeriod(text)
  }

  parts(field: Field, member: string = field): string[] | undefined {
    const text = this.text(field, member)
    return text === undefined ? undefined : partsOf(text)
  }

  date(field: Field, member: string = field): string | undefined {
    const text = this.text(field, member)
    const cell = this.#cells.get(field)
    if (text === undefined || cell === undefined) return undefined
    if (typeof cell.value === 'number' && (cell.value < 1000 || cell.value >= 3000)) {
      const on = serialDay(cell.value)
      if (on !== undefined) return on
    }
    const written = readDate(text, this.#order)
    if (written.kind === 'understood') return written.on
    const reason =
      written.kind === 'ambiguous' ? 'The date can be read in more than one way.' : 'The date cannot be read.'
    this.fault(cell.header, reason, dateAdvice(text, written))
    return undefined
  }

  number(field: Field, member: string = field): number | undefined {
    const text = this.text(field, member)
    if (text === undefined) return undefined
    const number = Number(text.replaceAll(/[\s\u00a0\u202f']/g, ''))
    if (Number.isFinite(number) && !/,/.test(text)) return number
    this.fault(
      this.columns[member] ?? null,
      `"${text}" is not a number.`,
      'Write digits only, with a point before decimals: 1250.50.',
    )
    return undefined
  }

  whole(field: Field): number[] | undefined {
    const text = this.text(field)
    if (text === undefined) return undefined
    const numbers = text
      .split(/[;,\s]+/)
      .filter((part) => part !== '')
      .map(Number)
    if (numbers.every(Number.isInteger)) return numbers
    this.fault(
      this.columns[field] ?? null,
      `"${text}" are not whole days.`,
      'Write whole numbers of days between semicolons: 180; 30; 7.',
    )
    return undefined
  }

  fault(column: string | null, reason: string, remedy: string): void {
    this.faults.push({ column, reason, remedy })
  }
}

/** What an organisation or a person is named by in a cell; it is looked up by name when the line is checked. */
export function nameKey(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `@name:${text}`
}

/** Without the members that are not there. */
export function given(members: Readonly<Record<string, JsonValue | undefined>>): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Without the apostrophe that keeps a spreadsheet from taking text for a formula, as an export writes it. */
function unguarded(text: string): string {
  return /^'[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1) : text
}
