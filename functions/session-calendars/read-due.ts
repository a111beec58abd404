import type { Get } from '../../shared/channel/target/get.ts'
import { OrganisationId } from '../../shared/identity/id.ts'
import { WorkspaceId } from '../../shared/identity/workspace-id.ts'
import { readSource } from '../../shared/session-source/source-reader.ts'
import { calendarsToRead } from '../../shared/table/keys.ts'
import { all, type Item, type Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'

export type ReadDueParts = {
  readonly table: Table
  readonly get: Get
  readonly now: () => Instant
  /** Whether there is time to begin with another one; the rest is left to the next call. */
  readonly hasTime: () => boolean
  readonly report: (fault: { readonly key: string; readonly error: unknown }) => void
}

/** So many are read at a time: publishers that hang keep the others waiting no longer than they have to. */
const concurrency = 8

/**
 * Reads the published calendars whose time has come, the longest due first. The clock that calls it only wakes it: what
 * a call misses stays in the index, and what is read twice is the same the second time.
 *
 * @returns how many were read
 */
export async function readDueCalendars(parts: ReadDueParts): Promise<number> {
  const { table, now } = parts
  const range = { index: 'byWake' as const, partition: calendarsToRead, to: now() }
  const due = all(table, range)
  let read = 0
  const worker = async () => {
    for (;;) {
      if (!parts.hasTime()) return
      const { value: row, done } = await due.next()
      if (done === true) return
      await readRow(parts, row)
      read += 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return read
}

/** One that cannot be worked on is reported and stays in the index: it holds up nobody, and the next call meets it again. */
async function readRow(parts: ReadDueParts, { pk, sk }: Item): Promise<void> {
  try {
    const [, workspace, id] = pk.split('#')
    const organisationId = OrganisationId.parse(id)
    const by = { kind: 'system' } as const
    await readSource(parts, { workspaceId: WorkspaceId.parse(workspace), organisationId, by })
  } catch (error) {
    parts.report({ key: `${pk} ${sk}`, error })
  }
}
