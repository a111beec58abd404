import { readSheet } from 'read-excel-file/universal'
import { Refusal } from '../errors/refusal.ts'
import { type Cell, checkRow, type Row } from './sheet.ts'
import { guardZip } from './zip-guard.ts'

/**
 * The rows of the first sheet of a spreadsheet. Of merged cells the first has the value.
 * @throws Refusal invalid where it cannot be read, too_large where it decompresses to more than the limit
 */
export async function xlsxRows(bytes: Uint8Array): Promise<Row[]> {
  await guardZip(bytes)
  const rows = await read(bytes)
  return rows.map((cells, index) => checkRow({ line: index + 1, cells: cellsOf(cells) }))
}

async function read(bytes: Uint8Array): Promise<readonly unknown[][]> {
  try {
    const file = new ArrayBuffer(bytes.length)
    new Uint8Array(file).set(bytes)
    return await readSheet(file)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new Refusal(
      'invalid',
      `The spreadsheet cannot be read: ${error.message.slice(0, 200)}. Save it as "CSV UTF-8".`,
    )
  }
}

/** Every row is as wide as the widest: what nobody wrote there is cut. */
function cellsOf(row: readonly unknown[]): Cell[] {
  const cells = row.map((cell) => (isCell(cell) ? cell : null))
  return cells.slice(0, cells.findLastIndex((cell) => cell !== null && cell !== '') + 1)
}

function isCell(value: unknown): value is Cell {
  return ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Date
}
