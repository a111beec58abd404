import type { WorkspaceId } from '../../shared/identity/id.ts'
import type { Group } from '../../shared/reminder/delivery.ts'
import type { Envelope } from '../../shared/reminder/envelope.ts'
import type { GroupMessage } from '../../shared/reminder/group.ts'
import { HeldEnvelope } from '../../shared/reminder/held-envelope.ts'
import { deliveriesIn, envelopesIn } from '../../shared/reminder/outbox-store.ts'
import { later, plusSeconds } from '../../shared/time/instant.ts'
import { gateOf } from '../../shared/workspace/sending.ts'
import { type DeliverParts, goOn, isFree, type Work } from './envelope-work.ts'

/**
 * Sends what one person is to be told at one time by one channel. A message may come twice, late, or to two workers at
 * once.
 *
 * 1. Claim the group's unfinished envelope, or open one and bind the deliveries that no envelope holds; close it.
 * 2. Validate its members against the records as they are, and drop what no longer holds.
 * 3. Where an earlier try may have been sent, ask the provider; where it cannot say, send once more, labelled so.
 * 4. Fence: write that it may have been sent, with all that the mail says.
 * 5. Send once, and record the outcome. Then write it to each member.
 */
export async function deliver(parts: DeliverParts, message: GroupMessage): Promise<void> {
  const { workspaceId, ...group } = message
  if (plusSeconds(parts.now(), skewSeconds) < group.sendAt) return
  const gate = await gateOf(parts.table, workspaceId, await parts.tableId())
  // The sweep says so again once a person has released what a restored table holds.
  if (!gate.isOpen) return
  const { doubtfulUntil } = gate
  const now = () => later(parts.now(), group.sendAt)
  return deliverGroup({ ...parts, now, doubtfulUntil }, workspaceId, group)
}

/** By so much the clock of the sweep that sent the message may be ahead of this one. */
const skewSeconds = 300

async function deliverGroup(
  parts: Omit<Work, 'workspaceId' | 'held'>,
  workspaceId: WorkspaceId,
  group: Group,
): Promise<void> {
  const all = await envelopesIn(parts.table, workspaceId, group)
  const isReminder = ({ heartbeat }: Envelope) => heartbeat === undefined
  await deliverReminders(parts, workspaceId, group, all.filter(isReminder))
  // Last: what takes long to count keeps nobody from being reminded.
  for (const known of all.filter((each) => !each.settled && !isReminder(each))) {
    const held = await HeldEnvelope.claim(parts.table, workspaceId, parts.nonce, parts.now(), known)
    if (held !== undefined) await goOn({ ...parts, workspaceId, held })
  }
}

async function deliverReminders(
  parts: Omit<Work, 'workspaceId' | 'held'>,
  workspaceId: WorkspaceId,
  group: Group,
  envelopes: readonly Envelope[],
): Promise<void> {
  for (const known of envelopes.filter(({ settled }) => !settled)) {
    const held = await HeldEnvelope.claim(parts.table, workspaceId, parts.nonce, parts.now(), known)
    if (held !== undefined) await goOn({ ...parts, workspaceId, held })
    // Whoever has it open is binding what is free: a second envelope beside it would be a second mail.
    else if (known.status.state === 'open') return
  }
  const free = (await deliveriesIn(parts.table, workspaceId, group)).filter(isFree)
  if (free.length === 0) return
  const n = Math.max(0, ...envelopes.map((each) => each.n)) + 1
  const held = await HeldEnvelope.open(parts.table, workspaceId, parts.nonce, parts.now(), group, n)
  if (held !== undefined) await goOn({ ...parts, workspaceId, held })
}
