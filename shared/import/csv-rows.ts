import { CsvError, parse } from 'csv-parse/sync'
import * as z from 'zod'
import { Refusal } from '../errors/refusal.ts'
import { checkRow, type Row, sheetLimits } from './sheet.ts'

/**
 * The rows of a CSV file. Its separator is the one of comma, semicolon, tab and bar that its first lines have most of.
 * @throws Refusal invalid where it is not text in an encoding that is certain, or a quote is not closed
 */
export function csvRows(bytes: Uint8Array, charset: string | undefined): Row[] {
  const text = decoded(bytes, charset)
  try {
    const read = parse(text, {
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 1_000_000,
      to: sheetLimits.lines + sheetLimits.otherRows + 1,
    })
    return Records.parse(read).map(({ record, info }) =>
      checkRow({
        line: info.lines - newlinesIn(record),
        cells: record.map((cell) => (cell === '' ? null : cell)),
      }),
    )
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new Refusal('invalid', `This is not CSV: ${error.message}.`)
  }
}

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }))

/** `info.lines` is where a record ends: a cell of several lines is found where its record begins. */
function newlinesIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}

/** UTF-8, UTF-16 where its mark says so, or what the Content-Type says. Nothing is guessed. */
function decoded(bytes: Uint8Array, charset: string | undefined): string {
  const [a, b] = bytes
  const marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : undefined
  const label = marked ?? charset ?? 'utf-8'
  let text: string
  try {
    text = new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error
    const advice =
      'Save it as "CSV UTF-8", or name its encoding in the Content-Type, such as text/csv; charset=windows-1252.'
    throw new Refusal('invalid', `The file is not text in ${label.toUpperCase()}. ${advice}`)
  }
  if (text.includes('\u0000'))
    throw new Refusal(
      'invalid',
      'The file has NUL characters: it is not text, or UTF-16 without its mark. Save it as "CSV UTF-8".',
    )
  return text
}

const separators = [',', ';', '\t', '|']

function separatorOf(text: string): string {
  const start = text
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/, 20)
    .join('\n')
  const count = (separator: string) => start.split(separator).length
  return separators.toSorted((a, b) => count(b) - count(a))[0] ?? ','
}
