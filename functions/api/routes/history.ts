import * as z from 'zod'
import { HistoryEntry } from '../../../shared/history/history.ts'
import { keys, type OwnerId, partitionOf, ranges } from '../../../shared/table/keys.ts'
import { organisationOf } from '../organisation-call.ts'
import { type PageQuery, pageAnswer, pageOf, pageQuery, pageStart } from '../page.ts'
import { recordOf } from '../record-call.ts'
import { type Call, type Route, route } from '../route.ts'

export const historyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/records/{recordId}/history',
    operationId: 'readRecordHistory',
    summary: 'Who changed what of a record, when and why, from the first entry on',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(HistoryEntry),
    status: 200,
    run: async (call) => history(call, (await recordOf(call)).record.id),
  }),
  route({
    method: 'get',
    path: '/v1/organisations/{organisationId}/history',
    operationId: 'readOrganisationHistory',
    summary: 'Who changed what of an organisation, when and why, from the first entry on',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(HistoryEntry),
    status: 200,
    run: async (call) => history(call, (await organisationOf(call)).stored.data.id),
  }),
]

async function history(call: Call<PageQuery>, id: OwnerId) {
  const pk = partitionOf(call.identity.workspaceId, id)
  const limit = Number(call.query.limit)
  const start = await pageStart(call, `history of ${id}`)
  const range = ranges.history(pk)
  const from = start === undefined ? range.from : keys.change(pk, Number(start) + 1).sk
  const page = await call.table.query({ ...range, from, limit: limit + 1 })
  const entries = page.items.map((item) => HistoryEntry.parse(withoutKey(item)))
  return pageAnswer(call, `history of ${id}`, {
    members: entries.slice(0, limit),
    hasMore: entries.length > limit,
    position: ({ seq }) => String(seq),
  })
}

function withoutKey({ pk: _pk, sk: _sk, ...entry }: { pk: string; sk: string }): object {
  return entry
}
