import { notFound } from '../../../shared/errors/refusal.ts'
import { RecordKind, recordInputs, TrackedRecord } from '../../../shared/record/record.ts'
import { pageOf } from '../page.ts'
import { recordOf } from '../record-call.ts'
import { listRecords, RecordFilters } from '../record-list.ts'
import {
  answerOf,
  archiveRecord,
  changeRecord,
  collections,
  createRecord,
  DryRun,
  RecordPreview,
  unarchiveRecord,
} from '../record-writes.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'

export const recordRoutes: readonly Route[] = [
  ...RecordKind.options.flatMap(kindRoutes),
  route({
    method: 'get',
    path: '/v1/records',
    operationId: 'listRecords',
    summary: 'List records of every kind by title',
    permission: 'read',
    query: RecordFilters.extend({ kind: RecordKind.optional() }),
    answer: pageOf(TrackedRecord),
    status: 200,
    run: (call) => listRecords(call, call.query.kind),
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
    run: async (call) => unarchiveRecord(call, await recordOf(call)),
  }),
]

/** The operations on one kind of record; they differ only in the schema of what is written. */
function kindRoutes(kind: RecordKind): Route[] {
  const path = `/v1/${collections[kind]}`
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
      query: DryRun,
      dryRunAnswer: RecordPreview,
      body,
      status: 201,
      run: (call) => createRecord(call, kind),
    }),
    route({
      ...common,
      method: 'get',
      path,
      operationId: `list${noun}s`,
      summary: `List ${collections[kind]} by title`,
      permission: 'read',
      query: RecordFilters,
      answer: pageOf(TrackedRecord),
      run: (call) => listRecords(call, kind),
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
      query: DryRun,
      dryRunAnswer: RecordPreview,
      body,
      ifMatch: 'required',
      run: async (call) => changeRecord(call, await ofKind(call)),
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
      run: async (call) => archiveRecord(call, await ofKind(call)),
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
      run: async (call) => unarchiveRecord(call, await ofKind(call)),
    }),
  ]
}

function article(kind: RecordKind): string {
  return kind === 'agreement' ? 'an' : 'a'
}
