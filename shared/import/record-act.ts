import { Refusal } from '../errors/refusal.ts'
import { type OrganisationId, RecordId } from '../identity/id.ts'
import { StoredOrganisation } from '../organisation/organisation-store.ts'
import { Membership, membershipTitle } from '../record/membership.ts'
import { recordInputs, TrackedRecord } from '../record/record.ts'
import { type Circumstances, recordRecord, reviseRecord } from '../record/record-acts.ts'
import type { WholeRecord } from '../record/record-store.ts'
import { searchedNames } from '../record/searched-names.ts'
import { keys } from '../table/keys.ts'
import type { Instant } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import type { ImportScope } from './scope.ts'
import { parsedBody, type StepAct, type StepCall, written } from './step-act.ts'

/** Records a record, or revises the one that the step finds. */
export async function recordAct(call: StepCall): Promise<StepAct> {
  const { scope, step, body } = call
  const id = RecordId.parse(await scope.idOf(step))
  const whole = await scope.visibleRecordIfAny(id)
  return whole === undefined ? created(call, id) : revised(call, whole, body)
}

async function created({ scope, step, body, by }: StepCall, id: RecordId): Promise<StepAct> {
  const kind = step.kind ?? 'commitment'
  const input = parsedBody(recordInputs[kind], { ...step.fallbacks, ...body })
  const record = TrackedRecord.parse({
    ...input,
    ...(await completed(scope, input, by.now)),
    kind,
    id,
    status: step.status,
    version: 1,
    createdAt: by.now,
    updatedAt: by.now,
  })
  const { writes } = await recordRecord(await circumstances(scope, record), record)
  return written('create', id, writes)
}

async function revised(
  { scope, step, body }: StepCall,
  whole: WholeRecord,
  given: StepCall['body'],
): Promise<StepAct> {
  const { id, kind, status, version, createdAt, updatedAt, ...before } = whole.record
  if (step.kind !== null && step.kind !== kind)
    throw new Refusal('conflict', `The reference belongs to a record of another kind: ${kind}.`)
  if (status === 'archived' && step.status === 'active' && step.merges)
    throw new Refusal('conflict', 'The record is archived. Unarchive it first.')
  const input = parsedBody(recordInputs[kind], step.merges ? { ...before, ...body } : given)
  const kept = { id, kind, status: step.merges ? status : step.status, version, createdAt, updatedAt }
  const record = TrackedRecord.parse({ ...input, ...(await completed(scope, input, createdAt)), ...kept })
  const { writes } = await reviseRecord(await circumstances(scope, record), whole, record, 'imported')
  return written('update', id, writes)
}

/** What a record has where it was given none: a membership's title, and the day from which it is tracked. */
async function completed(
  scope: ImportScope,
  input: { title: string | null; trackedFrom: string | null },
  recordedAt: Instant,
) {
  const { zone } = await scope.reader.workspace(scope.parts.workspaceId)
  const title = input.title ?? (await titleOf(scope, input))
  return { title, trackedFrom: input.trackedFrom ?? civilDay(recordedAt, zone) }
}

async function titleOf(scope: ImportScope, input: object): Promise<string> {
  const { organisationId, role } = Membership.parse(input)
  return membershipTitle(await organisationName(scope, organisationId), role)
}

async function organisationName(scope: ImportScope, id: OrganisationId): Promise<string> {
  const item = await scope.parts.table.get(keys.organisation(scope.parts.workspaceId, id))
  if (item !== undefined) return StoredOrganisation.parse(item).data.name
  return (await scope.pendingOrganisation(id)) ?? id
}

export async function circumstances(scope: ImportScope, record: TrackedRecord): Promise<Circumstances> {
  const { table, workspaceId, now, actor } = scope.parts
  return {
    workspaceId,
    now,
    by: actor,
    around: await scope.reader.around(workspaceId, record),
    organisationNames: await searchedNames(table, workspaceId, record),
  }
}
