import { Refusal } from '../errors/refusal.ts'
import { isStorable } from '../errors/unstorable.ts'

/** One cell as it was read. A number that is shown as a date is an instant of UTC midnight. */
export type Cell = string | number | boolean | Date | null

/** One row of a sheet, by the number that people see at its left: of a CSV file, the line on which it begins. */
export type Row = { readonly line: number; readonly cells: readonly Cell[] }

export const sheetLimits = {
  /** Of an upload. An answer of a function in AWS takes no more than 6 MB, a request neither. */
  bytes: 4 * 1024 * 1024,
  lines: 10_000,
  columns: 200,
  /** Rows above the header, and empty ones. */
  otherRows: 1_000,
  cellCharacters: 10_000,
  /** Of everything in a spreadsheet, once it is decompressed. */
  decompressedBytes: 64 * 1024 * 1024,
} as const

/** @throws Refusal invalid where a sheet is beyond a limit, or has text that cannot be stored */
export function checkRow({ line, cells }: Row): Row {
  if (cells.length > sheetLimits.columns)
    throw new Refusal(
      'invalid',
      `Line ${line} has ${cells.length} columns; an import takes ${sheetLimits.columns}. Remove those that are not needed.`,
    )
  for (const [index, cell] of cells.entries()) {
    if (typeof cell !== 'string') continue
    if (cell.length > sheetLimits.cellCharacters)
      throw new Refusal(
        'invalid',
        `Line ${line} has a cell of ${cell.length} characters in column ${columnName(index)}; the most is ${sheetLimits.cellCharacters}.`,
      )
    if (!isStorable(cell))
      throw new Refusal(
        'invalid',
        `Line ${line} has a NUL or half a character in column ${columnName(index)}. Remove it.`,
      )
  }
  return { line, cells }
}

export function isEmpty({ cells }: Row): boolean {
  return cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''))
}

/** As spreadsheets name columns: A to Z, then AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}
