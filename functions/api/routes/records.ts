import * as z from 'zod'
import { Deadline } from '../../../shared/deadline/deadline.ts'
import { deadlinesBetween } from '../../../shared/deadline/deadlines.ts'
import { notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { newId, OrganisationId, PersonId } from '../../../shared/identity/id.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { organisationIdsOf, RecordKind, recordInputs, TrackedRecord } from '../../../shared/record/record.ts'
import {
  type Circumstances,
  type RecordAct,
  recordRecord,
  reviseRecord,
} from '../../../shared/record/record-acts.ts'
import { StoredRecord, type WholeRecord } from '../../../shared/record/record-store.ts'
import { plannedReminders } from '../../../shared/reminder/planned.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import type { Item } from '../../../shared/table/table.ts'
import { folded } from '../../../shared/text/text.ts'
import { addDays } from '../../../shared/time/day.ts'
import { plusSeconds } from '../../../shared/time/instant.ts'
import { civilDay } from '../../../shared/time/zone.ts'
import { deadlineView } from '../deadline-view.ts'
import { etagOf, requireMatch, requireMatchIfGiven } from '../etag.ts'
import { mergePatch, patchObject } from '../merge-patch.ts'
import { type PageQuery, pageOf, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { circumstances, maySee, recordOf } from '../record-call.ts'
import { reminderView } from '../reminder-view.ts'
import { type Answer, type Call, noBody, noQuery, type Route, route } from '../route.ts'
import { searched, titleList } from '../title-list.ts'

const dryRun = { dryRun: z.enum(['true', 'false']).default('false') }
type DryRun = { readonly dryRun: 'true' | 'false' }

const filters = {
  ...pageQuery,
  q: z.string().max(200).optional(),
  organisationId: OrganisationId.optional(),
  area: z.string().max(120).optional(),
  ownerId: PersonId.optional(),
  status: z.enum(['active', 'archived']).default('active'),
  sort: z.enum(['title']).default('title'),
}
const kinds = { agreement: 'agreements', membership: 'memberships', commitment: 'commitments' } as const

export const recordRoutes: readonly Route[] = [
  ...RecordKind.options.flatMap(kindRoutes),
  route({
    method: 'get',
    path: '/v1/records',
    operationId: 'listRecords',
    summary: 'List records of every kind by title',
    permission: 'read',
    query: z.strictObject({ ...filters, kind: RecordKind.optional() }),
    answer: pageOf(TrackedRecord),
    status: 200,
    run: (call) => list(call, call.query.kind),
  }),
  route({
    method: 'get',
    path: '/v1/records/{recordId}',
    operationId: 'readRecord',
    summary: 'Read a record of any kind',
    permission: 'read',
    query: noQuery,
    answer: TrackedRecord,
    status: 200,
    run: async (call) => answerOf((await recordOf(call)).record),
  }),
  route({
    method: 'post',
    path: '/v1/records/{recordId}/unarchive',
    operationId: 'unarchiveRecord',
    summary: 'Bring an archived record back',
    permission: 'write',
    query: noQuery,
    body: noBody,
    answer: TrackedRecord,
    status: 200,
    run: async (call) => unarchive(call, await recordOf(call)),
  }),
]

/** The operations on one kind of record; they differ only in the schema of what is written. */
function kindRoutes(kind: RecordKind): Route[] {
  const path = `/v1/${kinds[kind]}`
  const one = `${path}/{recordId}`
  const body = recordInputs[kind]
  const noun = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`
  const ofKind = async (call: Call) => {
    const whole = await recordOf(call)
    if (whole.record.kind !== kind) throw notFound()
    return whole
  }
  const common = { answer: TrackedRecord, status: 200 } as const
  return [
    route({
      ...common,
      method: 'post',
      path,
      operationId: `record${noun}`,
      summary: `Record ${article(kind)} ${kind}`,
      permission: 'write',
      query: z.strictObject(dryRun),
      body,
      status: 201,
      run: (call) => create(call, kind),
    }),
    route({
      ...common,
      method: 'get',
      path,
      operationId: `list${noun}s`,
      summary: `List ${kinds[kind]} by title`,
      permission: 'read',
      query: z.strictObject(filters),
      answer: pageOf(TrackedRecord),
      run: (call) => list(call, kind),
    }),
    route({
      ...common,
      method: 'get',
      path: one,
      operationId: `read${noun}`,
      summary: `Read ${article(kind)} ${kind}`,
      permission: 'read',
      query: noQuery,
      run: async (call) => answerOf((await ofKind(call)).record),
    }),
    route({
      ...common,
      method: 'patch',
      path: one,
      operationId: `change${noun}`,
      summary: `Change ${article(kind)} ${kind}`,
      permission: 'write',
      query: z.strictObject(dryRun),
      body,
      ifMatch: 'required',
      run: async (call) => change(call, await ofKind(call)),
    }),
    route({
      ...common,
      method: 'delete',
      path: one,
      operationId: `archive${noun}`,
      summary: `Archive ${article(kind)} ${kind}: nothing of it is open or reminded any more`,
      permission: 'write',
      query: noQuery,
      ifMatch: 'required',
      async run(call) {
        const whole = await ofKind(call)
        requireMatch(call.ifMatch, etagOf(whole.record.version))
        const at = await circumstances(call, whole.record)
        return acted(await reviseRecord(at, whole, { ...whole.record, status: 'archived' }, 'archived'))
      },
    }),
    route({
      ...common,
      method: 'post',
      path: `${one}/unarchive`,
      operationId: `unarchive${noun}`,
      summary: `Bring an archived ${kind} back`,
      permission: 'write',
      query: noQuery,
      body: noBody,
      run: async (call) => unarchive(call, await ofKind(call)),
    }),
  ]
}

function article(kind: RecordKind): string {
  return kind === 'agreement' ? 'an' : 'a'
}

async function create(call: Call<DryRun>, kind: RecordKind): Promise<Answer> {
  const input = parse(recordInputs[kind], call.body)
  const found = await findNamed(call.table, call.identity.workspaceId, input)
  const draft = {
    ...input,
    kind,
    id: newId(kind),
    status: 'active',
    version: 1,
    createdAt: call.now,
    updatedAt: call.now,
  }
  const title = 'title' in input && input.title !== null ? input.title : titleOf(input, found)
  const workspaceAt = await circumstances(
    call,
    TrackedRecord.parse({ ...draft, title, trackedFrom: '0001-01-01' }),
    found,
  )
  const today = civilDay(call.now, workspaceAt.around.workspace.zone)
  const record = TrackedRecord.parse({ ...draft, title, trackedFrom: input.trackedFrom ?? today })
  const act = await recordRecord(workspaceAt, record)
  if (call.query.dryRun === 'true')
    return preview(call, workspaceAt, { record, touched: new Map(), events: [] }, 200)
  return { ...acted(act), status: 201, location: `/v1/${kinds[kind]}/${record.id}` }
}

/** The title of a membership that was given none: 'UNHCR: elected member'. */
function titleOf(input: object, found: ReadonlyMap<string, Item>): string {
  const { organisationId, role } = z.object({ organisationId: z.string(), role: z.string() }).parse(input)
  const { name } = z.object({ name: z.string() }).parse(found.get(organisationId)?.data)
  return `${name.slice(0, 250)}: ${role.replaceAll('_', ' ')}`
}

async function change(call: Call<DryRun>, whole: WholeRecord): Promise<Answer> {
  const { record } = whole
  requireMatch(call.ifMatch, etagOf(record.version))
  if (record.status === 'archived')
    throw new Refusal('conflict', 'This record is archived. Unarchive it first.')
  const { id, kind, status, version, createdAt, updatedAt, ...before } = record
  const patched = parse(recordInputs[kind], mergePatch(z.json().parse(before), patchObject(call.body)))
  const found = await findNamed(call.table, call.identity.workspaceId, patched, before)
  const kept = { id, kind, status, version, createdAt, updatedAt }
  const title = patched.title ?? record.title
  const revised = TrackedRecord.parse({
    ...patched,
    title,
    trackedFrom: patched.trackedFrom ?? record.trackedFrom,
    ...kept,
  })
  const at = await circumstances(call, revised, found)
  if (call.query.dryRun === 'true') return preview(call, at, { ...whole, record: revised }, 200)
  return acted(await reviseRecord(at, whole, revised, 'changed'))
}

async function unarchive(call: Call, whole: WholeRecord): Promise<Answer> {
  parse(noBody, call.body)
  requireMatchIfGiven(call.ifMatch, etagOf(whole.record.version))
  const at = await circumstances(call, whole.record)
  return acted(await reviseRecord(at, whole, { ...whole.record, status: 'active' }, 'unarchived'))
}

function answerOf(record: TrackedRecord) {
  return { status: 200 as const, body: record, etag: etagOf(record.version) }
}

function acted({ record, writes }: RecordAct): Answer {
  return { ...answerOf(record), writes }
}

/** What would be stored, with its deadlines and reminders of the next 18 months; nothing is. */
function preview(
  call: Call,
  { around }: Circumstances,
  state: Pick<WholeRecord, 'record' | 'touched' | 'events'>,
  status: 200,
): Answer {
  const today = civilDay(call.now, around.workspace.zone)
  const window = { from: state.record.trackedFrom, to: addDays(today, 548) }
  const deadlines = deadlinesBetween(state, around, call.now, window)
  const reminders = plannedReminders(
    { told: new Map(), plannedThrough: call.now, ...state },
    around,
    call.now,
    {
      from: call.now,
      to: plusSeconds(call.now, 548 * 86_400),
    },
  )
  return {
    status,
    body: {
      ...state.record,
      deadlines: deadlines.map((deadline) => deadlineView(deadline, state.record)),
      reminders: reminders.map(reminderView),
    },
  }
}

/** A dry run's answer, for the document. */
export const Preview = z.object({ deadlines: z.array(Deadline) })

function list(call: Call<PageQuery & z.output<z.ZodObject<typeof filters>>>, kind: RecordKind | undefined) {
  const { q, organisationId, area, ownerId, status } = call.query
  const words = folded(q ?? '').split(' ')
  return titleList(call, {
    name: `records ${kind ?? ''}`,
    partition: indexPartitions.records(call.identity.workspaceId),
    matches: (row) =>
      row.status === status &&
      (kind === undefined || row.kind === kind) &&
      (ownerId === undefined || row.ownerId === ownerId) &&
      (area === undefined || includes(row.areas, area)) &&
      (organisationId === undefined || includes(row.organisationIds, organisationId)) &&
      searched(row, words),
    load(item) {
      const { data } = StoredRecord.parse(item)
      const names = organisationIdsOf(data).map(String)
      const isStillSo = organisationId === undefined || names.includes(organisationId)
      return isStillSo && maySee(data, call.identity.personId) ? data : undefined
    },
  })
}

function includes(list: unknown, value: string): boolean {
  return Array.isArray(list) && list.includes(value)
}
