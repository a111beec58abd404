import * as z from 'zod'
import { type Handover, HandoverRole } from '../../../shared/handover/handover.ts'
import { plannedHandover } from '../../../shared/handover/handover-acts.ts'
import { PersonId, RecordId } from '../../../shared/identity/id.ts'
import { maySee } from '../../../shared/record/may-see.ts'
import { RecordKind } from '../../../shared/record/record.ts'
import { Note } from '../../../shared/text/text.ts'
import { begun, requireSuccessor } from '../handover-writes.ts'
import { parse } from '../parse.ts'
import { personOf } from '../person-call.ts'
import { DryRun } from '../record-writes.ts'
import { type Call, type Route, route } from '../route.ts'

/** So many records are named in the answer; the others are counted. */
const mostShown = 200

const NewHandover = z.strictObject({
  /** Who takes over. Null: the workspace's administrator inherits. */
  toId: PersonId.nullable(),
  reason: Note.nullable().default(null),
})

const HandoverView = z.object({
  fromId: PersonId,
  toId: PersonId.nullable(),
  reason: z.string().nullable(),
  /** How many records change hands. */
  count: z.int(),
  data: z.array(
    z.object({
      recordId: RecordId,
      kind: RecordKind,
      /** Null: it is confidential, and you are not among those who see it. */
      title: z.string().nullable(),
      roles: z.array(HandoverRole),
      /** How many of its deadlines change hands by themselves. */
      deadlines: z.int(),
    }),
  ),
})
type HandoverView = z.output<typeof HandoverView>

export const handoverRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/people/{personId}/handover',
    operationId: 'handOver',
    summary: 'Hand over what a person answers for, record by record; a dry run says what that is',
    permission: 'administer',
    query: DryRun,
    body: NewHandover,
    answer: HandoverView,
    dryRunAnswer: HandoverView,
    status: 200,
    async run(call) {
      const { toId, reason } = parse(NewHandover, call.body)
      const fromId = (await personOf(call)).data.id
      await requireSuccessor(call, fromId, toId)
      const by = call.identity.actor
      const handover = { fromId, toId, reason, by, begunAt: call.now, isLeaving: false }
      const body = await viewOf(call, handover)
      const isDry = call.query.dryRun === 'true'
      return { status: 200, body, ...(isDry || body.count === 0 ? { writes: [] } : begun(call, handover)) }
    },
  }),
]

async function viewOf({ table, identity }: Call, handover: Handover): Promise<HandoverView> {
  const { fromId, toId, reason } = handover
  const data: HandoverView['data'] = []
  let count = 0
  for await (const { whole, moved } of plannedHandover(table, identity.workspaceId, handover)) {
    count += 1
    if (data.length === mostShown) continue
    const { id, kind, title } = whole.record
    const shown = maySee(whole.record, identity.personId) ? title : null
    data.push({ recordId: id, kind, title: shown, roles: [...moved.roles], deadlines: moved.touched.length })
  }
  return { fromId, toId, reason, count, data }
}
