import { deflateRawSync } from 'node:zlib'

/** A part of an archive; `size` is what the directory says of its length, where that is a lie. */
export type Part = { readonly name: string; readonly content: Buffer; readonly size?: number }

/** An archive by hand: what a library would not write, a hostile client does. Source: APPNOTE.TXT, 4.3. */
export function zip(parts: readonly Part[], repeat = 1): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, size = content.length } of parts) {
    const compressed = deflateRawSync(content, { level: 9 })
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(compressed.length, 18)
    head.writeUInt32LE(size, 22)
    head.writeUInt16LE(name.length, 26)
    for (let n = 0; n < repeat; n += 1) {
      const entry = Buffer.alloc(46)
      entry.writeUInt32LE(0x02014b50, 0)
      entry.writeUInt16LE(8, 10)
      entry.writeUInt32LE(compressed.length, 20)
      entry.writeUInt32LE(size, 24)
      entry.writeUInt16LE(name.length, 28)
      entry.writeUInt32LE(at, 42)
      directory.push(entry, Buffer.from(name))
    }
    local.push(head, Buffer.from(name), compressed)
    at += 30 + name.length + compressed.length
  }
  const end = Buffer.alloc(22)
  const entries = Buffer.concat(directory)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length * repeat, 8)
  end.writeUInt16LE(parts.length * repeat, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, entries, end])
}
