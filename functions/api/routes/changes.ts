import * as z from 'zod'
import { Change } from '../../../shared/change/change.ts'
import { changesAfter } from '../../../shared/change/change-store.ts'
import type { RecordId } from '../../../shared/identity/id.ts'
import { maySee } from '../../../shared/record/may-see.ts'
import { StoredRecord } from '../../../shared/record/record-store.ts'
import { keys } from '../../../shared/table/keys.ts'
import { pageQuery } from '../page.ts'
import { type Call, type Route, route } from '../route.ts'

const ChangesQuery = z.strictObject({
  limit: pageQuery.limit,
  after: z.string().max(2000).optional().meta({
    description: 'The `nextCursor` of the answer before; left out, from the first change on.',
  }),
})

/** A change as it is answered here: with the title that its record has now, since the caller may see it. */
const TitledChange = Change.extend({ recordTitle: z.string().nullable() })
type TitledChange = z.output<typeof TitledChange>

const Changes = z.object({
  data: z.array(TitledChange),
  /** Where to go on: always there, since more changes follow sooner or later. */
  nextCursor: z.string(),
  /** Whether more is there already. */
  hasMore: z.boolean(),
})

export const changeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/changes',
    operationId: 'listChanges',
    summary:
      'What has changed since, in order, each change once; to be asked again with the cursor it answers',
    permission: 'read',
    query: ChangesQuery,
    answer: Changes,
    status: 200,
    async run(call) {
      const { workspaceId } = call.identity
      const { after, limit } = call.query
      const list = `changes of ${workspaceId}`
      const start = after === undefined ? 0 : Number(await call.cursors.read(list, after))
      const { changes, hasMore } = await changesAfter(call.table, workspaceId, start, Number(limit))
      const mayRead = await readable(
        call,
        changes.map(({ change }) => change),
      )
      const last = changes.at(-1)?.number ?? start
      const nextCursor = await call.cursors.write(list, String(last))
      return { status: 200, body: { data: mayRead, nextCursor, hasMore } }
    },
  }),
]

/** Those changes whose records the caller may see, as these are now. */
async function readable({ table, identity }: Call, changes: readonly Change[]): Promise<TitledChange[]> {
  const ids = new Set(changes.flatMap(({ recordId }) => (recordId === null ? [] : [recordId])))
  const items = await table.getMany([...ids].map((id) => keys.record(identity.workspaceId, id)))
  const titles = new Map<RecordId, string>()
  for (const item of items) {
    const { data } = StoredRecord.parse(item)
    if (maySee(data, identity.personId)) titles.set(data.id, data.title)
  }
  return changes.flatMap((change): TitledChange[] => {
    if (change.recordId === null) return [{ ...change, recordTitle: null }]
    const recordTitle = titles.get(change.recordId)
    return recordTitle === undefined ? [] : [{ ...change, recordTitle }]
  })
}
