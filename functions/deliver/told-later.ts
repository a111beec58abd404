import type { Outcome } from '../../shared/channel/channel.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import { type Envelope, envelopeKey } from '../../shared/reminder/envelope.ts'
import { verdictOf } from '../../shared/reminder/provider-event.ts'
import { eventsAbout } from '../../shared/reminder/provider-event-store.ts'
import type { Table } from '../../shared/table/table.ts'

/** What the provider has told since of a mail whose outcome is not known; undefined where it has told nothing. */
export async function toldLater(
  table: Table,
  workspaceId: WorkspaceId,
  envelope: Envelope,
): Promise<Outcome | undefined> {
  const events = await eventsAbout(table, envelopeKey(workspaceId, envelope))
  const verdict = verdictOf(events)
  if (verdict === undefined) return undefined
  if (!verdict.reached) return { kind: 'refused', permanence: 'permanent', reason: verdict.why }
  return { kind: 'accepted', providerId: events.at(-1)?.providerId ?? null }
}
