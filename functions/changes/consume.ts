import type { NumberedChange } from '../../shared/change/change.ts'
import { changeOf, type Draft, type Image } from '../../shared/change/change-source.ts'
import { numbered } from '../../shared/change/change-store.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { addressChanges } from '../../shared/webhook/webhook-outbox.ts'

export type ConsumeParts = {
  readonly table: Table
  readonly now: () => Instant
  /** Tells the bus. It may be told the same twice: each change has an id. */
  readonly publish: (workspaceId: WorkspaceId, changes: readonly NumberedChange[]) => Promise<void>
  readonly report: (fault: { readonly key: string; readonly error: unknown }) => void
}

/**
 * Numbers the changes that the table's stream tells of, and tells others. A batch may come twice, or in part again:
 * what has its number keeps it, and is told again.
 *
 * @throws Error where a workspace could not be done: the batch comes again. The others of it are done by then.
 */
export async function consume(parts: ConsumeParts, images: readonly Image[]): Promise<void> {
  const failed: unknown[] = []
  for (const [workspaceId, drafts] of byWorkspace(parts, images)) {
    try {
      const changes = await numbered(parts.table, workspaceId, drafts)
      await parts.publish(workspaceId, changes)
      await addressChanges(parts.table, workspaceId, changes, parts.now())
    } catch (error) {
      failed.push(error)
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, 'some changes could not be told')
}

function byWorkspace(parts: ConsumeParts, images: readonly Image[]): Map<WorkspaceId, Draft[]> {
  const drafts = new Map<WorkspaceId, Draft[]>()
  for (const image of images) {
    const draft = readable(parts, image)
    if (draft === undefined) continue
    drafts.set(draft.workspaceId, [...(drafts.get(draft.workspaceId) ?? []), draft])
  }
  return drafts
}

/** What cannot be read is reported and left out: coming again, it would hold up all that follows it. */
function readable(parts: ConsumeParts, image: Image): Draft | undefined {
  try {
    return changeOf(image)
  } catch (error) {
    parts.report({ key: `${image.after?.pk} ${image.after?.sk}`, error })
    return undefined
  }
}
