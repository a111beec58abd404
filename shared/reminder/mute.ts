import * as z from 'zod'
import type { RecordId, WorkspaceId } from '../identity/id.ts'
import { keys } from '../table/keys.ts'
import type { Item } from '../table/table.ts'
import { Instant } from '../time/instant.ts'

/** That somebody who watches a record wants no reminders of it, or of one deadline of it. */
export const Mute = z.strictObject({
  /** A person's id, or an address without an account. */
  recipient: z.string(),
  /** Null: the whole record. */
  deadlineKey: z.string().nullable(),
  mutedAt: Instant,
})
export type Mute = z.output<typeof Mute>

/** The mutes of one record. */
export type Mutes = readonly Mute[]

/** Whether somebody who only watches is not told of a deadline. */
export function isMuted(mutes: Mutes, recipient: string, deadlineKey: string): boolean {
  return mutes.some((mute) => mute.recipient === recipient && [null, deadlineKey].includes(mute.deadlineKey))
}

export function muteItem(workspaceId: WorkspaceId, recordId: RecordId, mute: Mute): Item {
  return { ...keys.mute(workspaceId, recordId, mute), schema: 1, data: mute }
}
