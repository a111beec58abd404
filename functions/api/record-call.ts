import { notFound } from '../../shared/errors/refusal.ts'
import { RecordId } from '../../shared/identity/id.ts'
import { circumstancesOf } from '../../shared/record/circumstances-store.ts'
import { maySee } from '../../shared/record/may-see.ts'
import type { TrackedRecord } from '../../shared/record/record.ts'
import type { Circumstances } from '../../shared/record/record-acts.ts'
import { loadRecord, type WholeRecord } from '../../shared/record/record-store.ts'
import type { Item } from '../../shared/table/table.ts'
import type { Call } from './route.ts'

/** @throws Refusal not_found for an id that is unknown, foreign, hidden or no id at all */
export async function recordOf(call: Call, text = call.params.recordId): Promise<WholeRecord> {
  const id = RecordId.safeParse(text)
  const whole = id.success ? await loadRecord(call.table, call.identity.workspaceId, id.data) : undefined
  if (whole === undefined || !maySee(whole.record, call.identity.personId)) throw notFound()
  return whole
}

/** What a change of the record needs beside it; `found` are rows that were read already. */
export function circumstances(
  call: Call,
  record: TrackedRecord,
  found?: ReadonlyMap<string, Item>,
): Promise<Circumstances> {
  const { workspaceId, actor } = call.identity
  return circumstancesOf(call.table, { workspaceId, now: call.now, by: actor }, record, found)
}
