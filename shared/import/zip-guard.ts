import { createInflateRaw } from 'node:zlib'
import { Refusal } from '../errors/refusal.ts'
import { sheetLimits } from './sheet.ts'
import { SheetExtent } from './sheet-extent.ts'

/** No spreadsheet that people make has more parts. */
const mostEntries = 1_000
const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endSize = 22

type Entry = {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly compressed: Uint8Array
  readonly size: number
}

/**
 * Lets through what decompresses to no more than the limit. Every part that the directory of the archive names is
 * decompressed once, piece by piece, and thrown away: what an archive says of its own size proves nothing, and parts
 * that share their bytes are counted as often as they are named. A sheet is also measured: one cell in a far corner
 * would have its reader fill everything up to there.
 * @throws Refusal invalid, or too_large once the limit is reached
 */
export async function guardZip(bytes: Uint8Array): Promise<void> {
  let left: number = sheetLimits.decompressedBytes
  for (const { name, method, flags, compressed, size } of entriesOf(bytes)) {
    if ((flags & 1) !== 0)
      throw new Refusal('invalid', 'The spreadsheet is encrypted. Save it without a password.')
    if (method !== 0 && method !== 8) throw broken()
    const extent = name.startsWith('xl/worksheets/') ? new SheetExtent() : undefined
    const real = await realSize(method === 0 ? [compressed] : inflated(compressed), left, extent)
    if (real !== size) throw broken()
    left -= real
  }
}

function* entriesOf(bytes: Uint8Array): Generator<Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  if (count > mostEntries) throw tooLarge()
  let at = view.getUint32(end + 16, true)
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== entrySignature) throw broken()
    const compressedSize = view.getUint32(at + 20, true)
    const header = view.getUint32(at + 42, true)
    if (header + 30 > bytes.length) throw broken()
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
    if (start + compressedSize > bytes.length) throw broken()
    const nameSize = view.getUint16(at + 28, true)
    yield {
      name: Buffer.from(bytes.subarray(at + 46, at + 46 + nameSize)).toString('latin1'),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 24, true),
      compressed: bytes.subarray(start, start + compressedSize),
    }
    at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
}

/** The end of the directory, behind which an archive may have a comment. Source: APPNOTE.TXT, 4.3.16. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - endSize - 65_535)
  for (let at = view.byteLength - endSize; at >= first; at -= 1)
    if (view.getUint32(at, true) === endSignature) return at
  throw broken()
}

async function realSize(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  most: number,
  extent: SheetExtent | undefined,
): Promise<number> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > most) throw tooLarge()
    extent?.read(chunk)
  }
  extent?.end()
  return size
}

async function* inflated(compressed: Uint8Array): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw()
  inflate.end(compressed)
  try {
    yield* inflate
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw broken()
    throw error
  }
}

function broken(): Refusal {
  return new Refusal(
    'invalid',
    'This is not an .xlsx spreadsheet, or it is damaged. Save it again, or as "CSV UTF-8".',
  )
}

function tooLarge(): Refusal {
  const mebibytes = sheetLimits.decompressedBytes / 1024 / 1024
  return new Refusal('too_large', `The spreadsheet decompresses to more than ${mebibytes} MiB. Split it.`)
}
