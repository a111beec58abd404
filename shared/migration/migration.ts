import type { WorkspaceId } from '../identity/id.ts'
import type { indexPartitions } from '../table/keys.ts'
import type { Item, Table, Write } from '../table/table.ts'

/**
 * Brings what is stored from one form to the next, thing by thing, while old and new code run beside it. It says only
 * what one thing needs; `migrate` walks all of them. docs/upgrade.md says how to write one, and when it may run.
 */
export type Migration = {
  /** Its name for ever: how far it got is kept under it. */
  readonly id: string
  /** What it walks: a list of each workspace, in the index that has it. */
  readonly of: { readonly index: 'byTitle' | 'byDue'; readonly list: ListName }
  /**
   * What has to be written for one row of the list: none where it is in its new form already. Each write has to hold
   * only while what it was made of is as it was read, since others change it at the same time; and has to leave alone
   * what a user sees as a change: version, history, `updatedAt`.
   */
  readonly writes: (table: Table, workspaceId: WorkspaceId, row: Item) => Promise<readonly Write[]>
}

/** The lists that each workspace has by name. */
export type ListName = Exclude<keyof typeof indexPartitions, 'wake'>
