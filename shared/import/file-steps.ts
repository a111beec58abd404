import { Refusal } from '../errors/refusal.ts'
import { folded } from '../text/folded.ts'
import { type Column, columnsOf, type Field, headerRow } from './columns.ts'
import type { Import, ImportFormat } from './import.ts'
import { jsonSteps } from './json-steps.ts'
import { type LineOptions, lineSteps } from './line-steps.ts'
import type { ImportScope } from './scope.ts'
import { isEmpty, type Row, sheetLimits } from './sheet.ts'
import { type Step, step } from './step.ts'

/** A file as it came in, and what whoever sent it says of it. */
export type ImportFile = {
  readonly bytes: Uint8Array
  readonly format: ImportFormat
  readonly charset: string | undefined
  readonly options: LineOptions
  /** What columns hold, by their header, where the header does not say it. */
  readonly columns: ReadonlyMap<string, Field | null>
}

/**
 * What a file is to bring about.
 * @throws Refusal invalid or too_large where it cannot be read, or is beyond a limit
 */
export async function fileSteps(file: ImportFile): Promise<{ steps: Step[]; columns: Import['columns'] }> {
  if (file.format === 'json') return { steps: limited(jsonSteps(file.bytes)), columns: [] }
  const rows = await rowsOf(file)
  const header = headerRow(rows)
  const columns = columnsOf(rows, header, file.columns)
  checkTold(columns, file.columns)
  const lines = rows.slice(header + 1).filter((row) => !isEmpty(row))
  if (!columns.some(({ field }) => field !== null)) throw noColumns(rows[header])
  if (lines.length > sheetLimits.lines)
    throw new Refusal(
      'too_large',
      `The sheet has ${lines.length} lines; an import takes ${sheetLimits.lines}. Split it.`,
    )
  return { steps: lines.flatMap((row) => lineSteps(row, columns, file.options)), columns: columns.map(shown) }
}

/** What reads a format is loaded where a file has it: no other call of the API waits for it. */
async function rowsOf({ format, bytes, charset }: ImportFile): Promise<Row[]> {
  if (format === 'csv') return (await import('./csv-rows.ts')).csvRows(bytes, charset)
  return (await import('./xlsx-rows.ts')).xlsxRows(bytes)
}

function limited(steps: Step[]): Step[] {
  if (steps.length <= sheetLimits.lines) return steps
  throw new Refusal(
    'too_large',
    `The file has ${steps.length} entries; an import takes ${sheetLimits.lines}. Split it between two lines.`,
  )
}

function checkTold(columns: readonly Column[], told: ReadonlyMap<string, Field | null>): void {
  const headers = new Set(columns.map(({ header }) => header))
  const errors = [...told.keys()]
    .filter((header) => !headers.has(header))
    .map((header) => ({
      pointer: '/columns',
      detail: `There is no column "${header}". There are: ${[...headers].join(', ')}.`,
    }))
  if (errors.length > 0) throw new Refusal('invalid', 'The columns are not those of the file.', errors)
}

function noColumns(header: Row | undefined): Refusal {
  const found =
    header === undefined
      ? 'The file has no lines.'
      : `The headers are: ${header.cells.slice(0, 20).join(', ')}.`
  return new Refusal(
    'invalid',
    `No column is known by its header. ${found} Say what they are with columns={"header": "title"}.`,
  )
}

function shown({ header, field, suggestions }: Column): Import['columns'][number] {
  return { header, field, suggestions: [...suggestions] }
}

/** An organisation for every name that lines give one and nobody has: once each, before the lines. */
export async function missingOrganisations(scope: ImportScope, steps: readonly Step[]): Promise<Step[]> {
  const names = new Map<string, string>()
  for (const each of steps)
    for (const member of ['organisationId', 'parentId']) {
      const text = each.body[member]
      if (typeof text !== 'string' || !text.startsWith('@name:')) continue
      const meaning = await scope.meaningOf('organisation', text.slice(1))
      const name = folded(text.slice(6))
      if (!('id' in meaning) && !names.has(name)) names.set(name, text.slice(6))
    }
  return [...names.values()].map((name) =>
    step({ line: 0, noun: 'organisation', key: `name:${name}`, label: name, body: { name }, merges: true }),
  )
}
