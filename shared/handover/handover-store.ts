import * as z from 'zod'
import type { WorkspaceId } from '../identity/id.ts'
import { keys, wake } from '../table/keys.ts'
import type { Item, Write } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { Handover } from './handover.ts'

/** A handover that is under way; `after`: where the walk over the records was interrupted. */
export const StoredHandover = z.object({
  data: Handover,
  /** Who leaves is looked for twice, for a record that was being written meanwhile. */
  round: z.literal([1, 2]),
  nonce: z.string(),
  after: z.record(z.string(), z.string()).optional(),
})
export type StoredHandover = z.output<typeof StoredHandover>

/** The write that begins a handover, in the transaction of what asks for it; the sweep goes on with it. */
export function handoverPut(workspaceId: WorkspaceId, handover: Handover, now: Instant): Write {
  const key = keys.handover(workspaceId, handover.fromId)
  const nonce = crypto.randomUUID()
  return { put: { ...key, ...wake(key.pk, now), data: handover, round: 1, nonce } }
}

export function isHandover({ pk }: Pick<Item, 'pk'>): boolean {
  return pk.endsWith('#HANDOVERS')
}
