import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import { notFound } from '../../shared/errors/refusal.ts'
import { type PersonId, RecordId } from '../../shared/identity/id.ts'
import { organisationIdsOf, type TrackedRecord } from '../../shared/record/record.ts'
import type { Circumstances } from '../../shared/record/record-acts.ts'
import { loadRecord, type WholeRecord } from '../../shared/record/record-store.ts'
import { keys } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'
import type { Call } from './route.ts'

/** Whether a person may see a record: everybody where it names nobody, else those named and those who answer for it. */
export function maySee(record: TrackedRecord, personId: PersonId): boolean {
  const { visibleTo, ownerId, deputyId, supervisorId } = record
  return visibleTo.length === 0 || [...visibleTo, ownerId, deputyId, supervisorId].includes(personId)
}

/** @throws Refusal not_found for an id that is unknown, foreign, hidden or no id at all */
export async function recordOf(call: Call, text = call.params.recordId): Promise<WholeRecord> {
  const id = RecordId.safeParse(text)
  const whole = id.success ? await loadRecord(call.table, call.identity.workspaceId, id.data) : undefined
  if (whole === undefined || !maySee(whole.record, call.identity.personId)) throw notFound()
  return whole
}

/** What a change of the record needs beside it; `found` are rows that were read already. */
export async function circumstances(
  call: Call,
  record: TrackedRecord,
  found: ReadonlyMap<string, Item> = new Map(),
): Promise<Circumstances> {
  const { workspaceId, actor } = call.identity
  const around = await new SurroundingsReader(call.table).around(workspaceId, record)
  return {
    workspaceId,
    now: call.now,
    by: actor,
    around,
    organisationNames: await namesOf(call, record, found),
  }
}

async function namesOf(call: Call, record: TrackedRecord, found: ReadonlyMap<string, Item>): Promise<string> {
  const ids = organisationIdsOf(record)
  const wanted = ids.filter((id) => !found.has(id)).slice(0, 100)
  const read = await call.table.getMany(wanted.map((id) => keys.organisation(call.identity.workspaceId, id)))
  const known = ids.flatMap((id) => found.get(id) ?? [])
  return [...known, ...read].map(({ searchText }) => String(searchText ?? '')).join(' ')
}
