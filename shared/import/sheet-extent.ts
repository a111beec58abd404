import { Refusal } from '../errors/refusal.ts'
import { sheetLimits } from './sheet.ts'

/** What is read at once may end within a tag: so much of it is read again with what follows. */
const overlap = 200

/** Measures the XML of a sheet as it streams by: how far its rows and columns reach, by name and by number. */
export class SheetExtent {
  #rest = ''
  #rows = 0
  #cells = 0

  /** @throws Refusal invalid where the sheet reaches beyond the limits */
  read(chunk: Uint8Array): void {
    this.#measure(this.#rest + Buffer.from(chunk).toString('latin1'), overlap)
  }

  /** @throws Refusal invalid where what was read last reaches beyond the limits */
  end(): void {
    this.#measure(this.#rest, 0)
  }

  #measure(text: string, kept: number): void {
    let end = 0
    for (const match of text.matchAll(/<(?:\w+:)?(row|c)(?=[\s/>])|\sr="([A-Z]{0,4})(\d{1,9})"/g)) {
      if (match.index + match[0].length > text.length - kept) break
      end = match.index + match[0].length
      this.#count(match[1], match[2], Number(match[3] ?? 0))
    }
    this.#rest = text.slice(Math.max(end, text.length - kept))
  }

  #count(tag: string | undefined, letters: string | undefined, row: number): void {
    if (tag === 'row') {
      this.#rows += 1
      this.#cells = 0
    }
    if (tag === 'c') this.#cells += 1
    const column = [...(letters ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
    if (Math.max(column, this.#cells) > sheetLimits.columns)
      throw new Refusal(
        'invalid',
        `The sheet has more than ${sheetLimits.columns} columns. Remove those that are not needed, also empty ones.`,
      )
    if (Math.max(row, this.#rows) > sheetLimits.lines + sheetLimits.otherRows)
      throw new Refusal(
        'too_large',
        `The sheet has more than ${sheetLimits.lines} rows. Split it, or delete empty rows.`,
      )
  }
}
