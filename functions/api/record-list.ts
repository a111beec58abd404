import * as z from 'zod'
import { OrganisationId, PersonId } from '../../shared/identity/id.ts'
import { maySee } from '../../shared/record/may-see.ts'
import { organisationIdsOf, type RecordKind } from '../../shared/record/record.ts'
import { StoredRecord } from '../../shared/record/record-store.ts'
import { indexPartitions } from '../../shared/table/keys.ts'
import { folded } from '../../shared/text/folded.ts'
import { Label } from '../../shared/text/text.ts'
import { pageQuery } from './page.ts'
import type { Call } from './route.ts'
import { searched, titleList } from './title-list.ts'

/** What a list of records can be narrowed by. */
export const RecordFilters = z.strictObject({
  ...pageQuery,
  q: z.string().max(200).optional(),
  organisationId: OrganisationId.optional(),
  area: Label.optional(),
  ownerId: PersonId.optional(),
  status: z.enum(['active', 'archived']).default('active'),
  sort: z.enum(['title']).default('title'),
})
export type RecordFilters = z.output<typeof RecordFilters>

/** A page of records by title, those that the caller may see. */
export function listRecords(call: Call<RecordFilters>, kind: RecordKind | undefined) {
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
