import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { keys } from '../shared/table/keys.ts'
import type { Table } from '../shared/table/table.ts'

const Known = z.object({ tableId: z.string(), mark: z.string() })

const prefix = 'identity-'

/**
 * The id of this folder's table, where DynamoDB has one that a backup does not have. At each start a new empty file is
 * put beside the database, and the database is told its name, its inode and when it was made. Whatever is copied has
 * neither: not the folder as a whole, nor an older database that is put back into it. Such a table gets another id.
 *
 * Cut off anywhere, it still knows itself: the file comes first, then the database, and only then older files go.
 */
export async function folderTableId(folder: string, table: Table): Promise<string> {
  const item = await table.get(keys.report('folder'))
  const known = item && Known.parse(item)
  const isOurs = known !== undefined && marks(folder).includes(known.mark)
  const tableId = isOurs ? known.tableId : crypto.randomUUID()
  const name = `${prefix}${crypto.randomUUID()}`
  writeFileSync(join(folder, name), '', { mode: 0o600 })
  await table.write([{ put: { ...keys.report('folder'), tableId, mark: markOf(folder, name) } }])
  for (const other of names(folder)) if (other !== name) rmSync(join(folder, other))
  return tableId
}

function marks(folder: string): string[] {
  return names(folder).map((name) => markOf(folder, name))
}

function names(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith(prefix))
}

/** A copy has the name; never the inode together with the instant at which that was made. */
function markOf(folder: string, name: string): string {
  const { ino, birthtimeNs } = statSync(join(folder, name), { bigint: true })
  return `${name} ${ino} ${birthtimeNs}`
}
