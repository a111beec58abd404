import * as z from 'zod'
import { notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { RecordId } from '../../../shared/identity/id.ts'
import { isInheritedUnseen } from '../../../shared/record/may-see.ts'
import { RecordKind, TrackedRecord } from '../../../shared/record/record.ts'
import { reviseRecord } from '../../../shared/record/record-acts.ts'
import { mostSeeing } from '../../../shared/record/record-fields.ts'
import { loadRecord, StoredRecord } from '../../../shared/record/record-store.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import { all } from '../../../shared/table/table.ts'
import { Note } from '../../../shared/text/text.ts'
import { loadWorkspace } from '../../../shared/workspace/workspace-store.ts'
import { pageOf, pageOfSorted, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { circumstances } from '../record-call.ts'
import { answerOf } from '../record-writes.ts'
import { type Call, type Route, route } from '../route.ts'

const Opening = z.strictObject({ reason: Note })

export const inheritedRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/inherited',
    operationId: 'listInherited',
    summary:
      'List the confidential records that nobody owns and that you inherit: that they exist, and no more',
    permission: 'administer',
    query: z.strictObject(pageQuery),
    answer: pageOf(z.object({ recordId: RecordId, kind: RecordKind })),
    status: 200,
    async run(call) {
      const found = (await inherits(call)) ? await unseenBy(call) : []
      // By id: a cursor says where a page ended, and must not say by which title.
      const sorted = found.sort((a, b) => (a.recordId < b.recordId ? -1 : 1))
      return pageOfSorted(call, 'inherited', sorted, ({ recordId }) => recordId)
    },
  }),
  route({
    method: 'post',
    path: '/v1/inherited/{recordId}/open',
    operationId: 'openInherited',
    summary: 'Open a confidential record that you inherit: you see it from now on, and its history says so',
    permission: 'administer',
    query: z.strictObject({}),
    body: Opening,
    answer: TrackedRecord,
    status: 200,
    async run(call) {
      const { reason } = parse(Opening, call.body)
      const { workspaceId, personId } = call.identity
      const id = RecordId.safeParse(call.params.recordId)
      const whole = id.success ? await loadRecord(call.table, workspaceId, id.data) : undefined
      if (whole === undefined || !(await inherits(call)) || !isInheritedUnseen(whole.record, personId))
        throw notFound()
      if (whole.record.visibleTo.length >= mostSeeing)
        throw new Refusal(
          'conflict',
          `It is seen by ${mostSeeing} people already. Ask one of them to own it.`,
        )
      const at = await circumstances(call, whole.record)
      const seen = { ...whole.record, visibleTo: [...whole.record.visibleTo, personId] }
      const { record, writes } = await reviseRecord(at, whole, seen, 'opened', [], reason)
      return { ...answerOf(record), writes }
    },
  }),
]

/** The records without an owner that the caller may not see. The index is a hint: each is read itself. */
async function unseenBy({ table, identity }: Call) {
  const found: { recordId: RecordId; kind: RecordKind }[] = []
  const partition = indexPartitions.records(identity.workspaceId)
  for await (const { pk, sk, ownerId } of all(table, { index: 'byTitle', partition })) {
    const item = ownerId === '' ? await table.get({ pk, sk }) : undefined
    if (item === undefined) continue
    const { data } = StoredRecord.parse(item)
    if (isInheritedUnseen(data, identity.personId)) found.push({ recordId: data.id, kind: data.kind })
  }
  return found
}

/** Whether the caller is the one administrator who answers for what nobody owns. */
async function inherits({ table, identity }: Call): Promise<boolean> {
  const workspace = await loadWorkspace(table, identity.workspaceId)
  return workspace?.data.administratorId === identity.personId
}
