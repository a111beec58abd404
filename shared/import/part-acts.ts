import { parseDeadlineId } from '../deadline/deadline.ts'
import { touchedItem } from '../deadline/deadline-store.ts'
import { TouchedDeadline } from '../deadline/touched-deadline.ts'
import { Event, KeptEvent } from '../event/event.ts'
import { eventItem, loadEvents } from '../event/event-store.ts'
import { canonical, changesBetween } from '../history/history.ts'
import { derivedId, EventId, OrganisationId } from '../identity/id.ts'
import { touchOrganisation } from '../organisation/organisation-acts.ts'
import { loadOrganisation } from '../organisation/organisation-store.ts'
import { touchRecord } from '../record/record-acts.ts'
import { keys } from '../table/keys.ts'
import { circumstances } from './record-act.ts'
import type { Meaning } from './scope.ts'
import { parsedBody, refusedAs, type StepAct, type StepCall, written } from './step-act.ts'

/** What an event or a deadline belongs to: a record or an organisation. */
export async function ownerOf({ scope, step }: StepCall): Promise<Meaning> {
  const key = step.of ?? ''
  const isOrganisation = scope.stepOf('organisation', key) !== undefined || key.startsWith('org_')
  return scope.meaningOf(isOrganisation ? 'organisation' : 'record', key)
}

/** Records an event, unless there is one under its key, or one that says the same. */
export async function eventAct(call: StepCall): Promise<StepAct> {
  const { scope, step, body, by } = call
  const given = parsedBody(Event, body)
  const owner = await ownerOf(call)
  if (!('id' in owner)) return refusedAs({ column: null, ...owner })
  const key = EventId.safeParse(step.key)
  const fallback = await derivedId('event', by.workspaceId, canonical([owner.id, given]))
  const id = EventId.parse(key.success ? key.data : fallback)
  const { table, workspaceId } = scope.parts
  const record = await scope.visibleRecord(owner.id)
  const organisation = OrganisationId.safeParse(owner.id)
  const whole = organisation.success
    ? await loadOrganisation(table, workspaceId, organisation.data)
    : undefined
  if (record === undefined && whole === undefined) return { outcome: 'create', id, writes: [] }
  const events =
    record?.events ?? (whole === undefined ? [] : await loadEvents(table, workspaceId, whole.stored.data.id))
  const before = events.find((each) => each.id === id || saysTheSame(each, given))
  if (before !== undefined && saysTheSame(before, given)) return { outcome: 'unchanged', id: before.id }
  const event = KeptEvent.parse({
    ...given,
    id,
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? by.now,
  })
  const action = before === undefined ? 'event_recorded' : 'event_changed'
  const deed = { action, about: id, changes: changesBetween(before ?? {}, event) }
  const outcome = before === undefined ? 'create' : 'update'
  if (record !== undefined) {
    const after = { ...record, events: [...record.events.filter((each) => each.id !== id), event] }
    const writes = await touchRecord(await circumstances(scope, record.record), after, deed)
    return written(outcome, id, [
      ...writes,
      { put: eventItem(keys.event(workspaceId, record.record.id, id), event) },
    ])
  }
  if (whole === undefined) return { outcome: 'unchanged', id }
  const writes = await touchOrganisation(by, whole.stored, whole.stored.data, deed)
  return written(outcome, id, [
    ...writes,
    { put: eventItem(keys.event(workspaceId, whole.stored.data.id, id), event) },
  ])
}

function saysTheSame({ id: _, version: _v, createdAt: _c, ...kept }: KeptEvent, given: Event): boolean {
  return changesBetween(kept, given).length === 0
}

const GivenDeadline = TouchedDeadline.omit({ version: true })

/** Puts one deadline of a record into the state that it had where it was exported. */
export async function deadlineAct(call: StepCall): Promise<StepAct> {
  const { scope, body, by } = call
  const given = parsedBody(GivenDeadline, body)
  const owner = await ownerOf(call)
  if (!('id' in owner)) return refusedAs({ column: null, ...owner })
  const id = `${owner.id}.${given.key}`
  if (parseDeadlineId(id) === undefined)
    return refusedAs({
      column: '/key',
      reason: `"${given.key}" is not the key of a deadline.`,
      remedy: 'Write its kind and slot, such as occurrence.2026-11-13.',
    })
  const record = await scope.visibleRecord(owner.id)
  if (record === undefined) return { outcome: 'create', id, writes: [] }
  const before = record.touched.get(given.key)
  const deadline = { ...given, version: (before?.version ?? 0) + 1 }
  const { version: _, ...was } = before ?? deadline
  if (before !== undefined && changesBetween(was, given).length === 0) return { outcome: 'unchanged', id }
  const changes = changesBetween(before ?? {}, deadline).map((each) => ({
    ...each,
    pointer: `/${given.key}${each.pointer}`,
  }))
  const after = { ...record, touched: new Map(record.touched).set(given.key, deadline) }
  const writes = await touchRecord(await circumstances(scope, record.record), after, {
    action: 'imported',
    about: id,
    changes,
  })
  return written(before === undefined ? 'create' : 'update', id, [
    ...writes,
    { put: touchedItem(by.workspaceId, record.record.id, deadline) },
  ])
}
