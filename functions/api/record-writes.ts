import * as z from 'zod'
import { deadlinesBetween } from '../../shared/deadline/deadlines.ts'
import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import { Refusal } from '../../shared/errors/refusal.ts'
import { newId } from '../../shared/identity/id.ts'
import { findNamed } from '../../shared/identity/named-ids-store.ts'
import { StoredOrganisation } from '../../shared/organisation/organisation-store.ts'
import { Membership, membershipTitle } from '../../shared/record/membership.ts'
import { type RecordKind, recordInputs, TrackedRecord } from '../../shared/record/record.ts'
import {
  type Circumstances,
  type RecordAct,
  recordRecord,
  reviseRecord,
} from '../../shared/record/record-acts.ts'
import type { WholeRecord } from '../../shared/record/record-store.ts'
import { plannedReminders } from '../../shared/reminder/planned.ts'
import { keys } from '../../shared/table/keys.ts'
import { addDays } from '../../shared/time/day.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'
import { civilDay } from '../../shared/time/zone.ts'
import { DeadlineView, deadlineView } from './deadline-view.ts'
import { etagOf, requireMatch, requireMatchIfGiven } from './etag.ts'
import { patched } from './merge-patch.ts'
import { parse } from './parse.ts'
import { circumstances } from './record-call.ts'
import { ReminderView, reminderView } from './reminder-view.ts'
import { type Answer, type Call, noBody } from './route.ts'

/** Where the records of a kind are. */
export const collections = {
  agreement: 'agreements',
  membership: 'memberships',
  commitment: 'commitments',
} as const satisfies Record<RecordKind, string>

export const DryRun = z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') })
export type DryRun = z.output<typeof DryRun>

/** Records a record of a kind; a dry run only answers what it would be. */
export async function createRecord(call: Call<DryRun>, kind: RecordKind): Promise<Answer> {
  const input = parse(recordInputs[kind], call.body)
  const found = await findNamed(call, input)
  const record = TrackedRecord.parse({
    ...(await completed(call, input, call.now)),
    kind,
    id: newId(kind),
    status: 'active',
    version: 1,
    createdAt: call.now,
    updatedAt: call.now,
  })
  const at = await circumstances(call, record, found)
  const act = await recordRecord(at, record)
  if (call.query.dryRun === 'true') return preview(call, at, { record, touched: new Map(), events: [] })
  return { ...acted(act), status: 201, location: `/v1/${collections[kind]}/${record.id}` }
}

type RecordInput = z.output<(typeof recordInputs)[RecordKind]>

/** The facts with what was left open: a membership's title, and the day from which a record is tracked. */
async function completed(call: Call, input: RecordInput, recordedAt: Instant) {
  const { workspaceId } = call.identity
  const { zone } = await new SurroundingsReader(call.table).workspace(workspaceId)
  const title = input.title ?? (await titleOf(call, input))
  return { ...input, title, trackedFrom: input.trackedFrom ?? civilDay(recordedAt, zone) }
}

async function titleOf(call: Call, input: object): Promise<string> {
  const { organisationId, role } = Membership.parse(input)
  const item = await call.table.get(keys.organisation(call.identity.workspaceId, organisationId))
  const { name } = StoredOrganisation.parse(item).data
  return membershipTitle(name, role)
}

/** Changes the facts of a record by a merge patch. */
export async function changeRecord(call: Call<DryRun>, whole: WholeRecord): Promise<Answer> {
  const { record } = whole
  requireMatch(call.ifMatch, etagOf(record.version))
  if (record.status === 'archived')
    throw new Refusal('conflict', 'This record is archived. Unarchive it first.')
  const { id, kind, status, version, createdAt, updatedAt, ...before } = record
  const input = patched(recordInputs[kind], before, call.body)
  const found = await findNamed(call, input, before)
  const kept = { id, kind, status, version, createdAt, updatedAt }
  const revised = TrackedRecord.parse({ ...(await completed(call, input, createdAt)), ...kept })
  const at = await circumstances(call, revised, found)
  const act = await reviseRecord(at, whole, revised, 'changed')
  if (call.query.dryRun === 'true') return preview(call, at, { ...whole, record: revised })
  return acted(act)
}

/** Archives a record: nothing of it is open or reminded any more. */
export async function archiveRecord(call: Call, whole: WholeRecord): Promise<Answer> {
  requireMatch(call.ifMatch, etagOf(whole.record.version))
  const at = await circumstances(call, whole.record)
  return acted(await reviseRecord(at, whole, { ...whole.record, status: 'archived' }, 'archived'))
}

export async function unarchiveRecord(call: Call, whole: WholeRecord): Promise<Answer> {
  parse(noBody, call.body)
  requireMatchIfGiven(call.ifMatch, etagOf(whole.record.version))
  const at = await circumstances(call, whole.record)
  return acted(await reviseRecord(at, whole, { ...whole.record, status: 'active' }, 'unarchived'))
}

export function answerOf(record: TrackedRecord) {
  return { status: 200 as const, body: record, etag: etagOf(record.version) }
}

function acted({ record, writes }: RecordAct): Answer {
  return { ...answerOf(record), writes }
}

/** A record as a dry run answers it: with the deadlines and reminders that it would have. */
export const RecordPreview = z.union(
  TrackedRecord.options.map((kind) =>
    kind.extend({ deadlines: z.array(DeadlineView), reminders: z.array(ReminderView) }),
  ),
)

const previewDays = 548

/** What would be stored, with its deadlines and reminders of the next 18 months; nothing is. */
function preview(
  call: Call,
  { around }: Circumstances,
  state: Pick<WholeRecord, 'record' | 'touched' | 'events'>,
): Answer {
  const today = civilDay(call.now, around.workspace.zone)
  const window = { from: state.record.trackedFrom, to: addDays(today, previewDays) }
  const deadlines = deadlinesBetween(state, around, call.now, window)
  const period = { from: call.now, to: plusSeconds(call.now, previewDays * 86_400) }
  const fresh = { told: new Map(), mutes: [], quietThrough: call.now, arrangedAt: call.now }
  const reminders = plannedReminders({ ...fresh, ...state }, around, call.now, period)
  return {
    status: 200,
    body: {
      ...state.record,
      deadlines: deadlines.map((deadline) => deadlineView(deadline, state.record)),
      reminders: reminders.map(reminderView),
    },
  }
}
