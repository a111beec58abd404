import type { SheetLine } from './record-lines.ts'

/** Lines as CSV, with CRLF as RFC 4180 has it; text that a spreadsheet would run as a formula gets an apostrophe. */
export async function csvText(
  header: readonly string[] | undefined,
  lines: readonly SheetLine[],
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync')
  return stringify([...(header === undefined ? [] : [header]), ...lines], {
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { number: String },
  })
}

/** Lines as a spreadsheet; every cell is text or a number, so that none is a formula. */
export async function xlsxFile(
  header: readonly string[],
  lines: readonly SheetLine[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const head = header.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  const rows = lines.map((line) =>
    line.map((value) => {
      if (value === null || value === '') return null
      return typeof value === 'number' ? { value, type: Number } : { value: printable(value), type: String }
    }),
  )
  const buffer = await writeExcelFile([head, ...rows], { stickyRowsCount: 1 }).toBuffer()
  return new Uint8Array(buffer)
}

/** XML has no control characters but tab and line breaks; a cell takes 32,767 characters. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd').slice(0, 32_767)
}
