import { notFound } from '../../shared/errors/refusal.ts'
import type { KeptEvent } from '../../shared/event/event.ts'
import { eventItem, loadEvents } from '../../shared/event/event-store.ts'
import { changesBetween, type Deed } from '../../shared/history/history.ts'
import { EventId } from '../../shared/identity/id.ts'
import { touchOrganisation } from '../../shared/organisation/organisation-acts.ts'
import { touchRecord } from '../../shared/record/record-acts.ts'
import { keys, type OwnerId } from '../../shared/table/keys.ts'
import type { Write } from '../../shared/table/table.ts'
import { by, organisationOf } from './organisation-call.ts'
import { circumstances, recordOf } from './record-call.ts'
import type { Call } from './route.ts'

/** Whose events they are, and how a change of one is written into its history. */
export type Subject = {
  readonly ownerId: OwnerId
  readonly events: readonly KeptEvent[]
  readonly touched: (deed: Omit<Deed, 'at' | 'by'>, events: readonly KeptEvent[]) => Promise<Write[]>
}

export async function ofRecord(call: Call): Promise<Subject> {
  const whole = await recordOf(call)
  const at = await circumstances(call, whole.record)
  return {
    ownerId: whole.record.id,
    events: whole.events,
    touched: (deed, events) => touchRecord(at, { ...whole, events }, deed),
  }
}

export async function ofOrganisation(call: Call): Promise<Subject> {
  const { stored } = await organisationOf(call)
  return {
    ownerId: stored.data.id,
    events: await loadEvents(call.table, call.identity.workspaceId, stored.data.id),
    touched: (deed) => touchOrganisation(by(call), stored, stored.data, deed),
  }
}

/** The writes for an event that comes, changes or goes. */
export async function written(
  call: Call,
  { ownerId, events, touched }: Subject,
  before: KeptEvent | undefined,
  after: KeptEvent | undefined,
): Promise<Write[]> {
  const others = events.filter(({ id }) => id !== (before ?? after)?.id)
  const action =
    before === undefined ? 'event_recorded' : after === undefined ? 'event_removed' : 'event_changed'
  const id = (after ?? before)?.id
  if (id === undefined) return []
  const key = keys.event(call.identity.workspaceId, ownerId, id)
  const deed = { action, about: id, changes: changesBetween(before ?? {}, after ?? {}) }
  const writes = await touched(deed, after === undefined ? others : [...others, after])
  return [...writes, after === undefined ? { delete: key } : { put: eventItem(key, after) }]
}

export function eventOf(call: Call, { events }: Subject): KeptEvent {
  const id = EventId.safeParse(call.params.eventId)
  const event = id.success ? events.find((each) => each.id === id.data) : undefined
  if (event === undefined) throw notFound()
  return event
}
