import * as z from 'zod'
import { invalid } from '../../../shared/errors/refusal.ts'
import { newId } from '../../../shared/identity/id.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { Organisation } from '../../../shared/organisation/organisation.ts'
import { recordOrganisation, reviseOrganisation } from '../../../shared/organisation/organisation-acts.ts'
import { KeptOrganisation, StoredOrganisation } from '../../../shared/organisation/organisation-store.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import { folded } from '../../../shared/text/folded.ts'
import { Label } from '../../../shared/text/text.ts'
import { etagOf, requireMatch, requireMatchIfGiven } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { by, organisationOf } from '../organisation-call.ts'
import { pageOf, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'
import { searched, titleList } from '../title-list.ts'

const status = z.enum(['active', 'archived'])

export const organisationRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/organisations',
    operationId: 'recordOrganisation',
    summary: 'Record an organisation',
    permission: 'write',
    query: noQuery,
    body: Organisation,
    answer: KeptOrganisation,
    status: 201,
    async run(call) {
      const input = parse(Organisation, call.body)
      await findNamed(call, input)
      const { now } = call
      const organisation = KeptOrganisation.parse({
        ...input,
        id: newId('organisation'),
        status: 'active',
        version: 1,
        createdAt: now,
        updatedAt: now,
      })
      const writes = await recordOrganisation(by(call), organisation)
      return {
        ...answerOf(organisation),
        status: 201,
        location: `/v1/organisations/${organisation.id}`,
        writes,
      }
    },
  }),
  route({
    method: 'get',
    path: '/v1/organisations',
    operationId: 'listOrganisations',
    summary: 'List organisations by name',
    permission: 'read',
    query: z.strictObject({
      ...pageQuery,
      q: z.string().max(200).optional(),
      kind: Organisation.shape.kind.unwrap().optional(),
      area: Label.optional(),
      status: status.default('active'),
    }),
    answer: pageOf(KeptOrganisation),
    status: 200,
    run(call) {
      const { q, kind, area, status } = call.query
      const words = folded(q ?? '').split(' ')
      return titleList(call, {
        name: 'organisations',
        partition: indexPartitions.organisations(call.identity.workspaceId),
        matches: (row) =>
          row.status === status &&
          (kind === undefined || row.kind === kind) &&
          (area === undefined || (Array.isArray(row.areas) && row.areas.includes(area))) &&
          searched(row, words),
        load: (item) => StoredOrganisation.parse(item).data,
      })
    },
  }),
  route({
    method: 'get',
    path: '/v1/organisations/{organisationId}',
    operationId: 'readOrganisation',
    summary: 'Read an organisation',
    permission: 'read',
    query: noQuery,
    answer: KeptOrganisation,
    status: 200,
    run: async (call) => answerOf((await organisationOf(call)).stored.data),
  }),
  route({
    method: 'patch',
    path: '/v1/organisations/{organisationId}',
    operationId: 'changeOrganisation',
    summary: 'Change an organisation',
    permission: 'write',
    query: noQuery,
    body: Organisation,
    ifMatch: 'required',
    answer: KeptOrganisation,
    status: 200,
    async run(call) {
      const { stored } = await organisationOf(call)
      requireMatch(call.ifMatch, etagOf(stored.data.version))
      const { id: _, status: _s, version: _v, createdAt: _c, updatedAt: _u, ...before } = stored.data
      const input = patched(Organisation, before, call.body)
      if (input.parentId === stored.data.id) throw invalid('/parentId', 'Name another organisation.')
      await findNamed(call, input, before)
      return changed(call, stored, { ...stored.data, ...input }, 'changed')
    },
  }),
  route({
    method: 'delete',
    path: '/v1/organisations/{organisationId}',
    operationId: 'archiveOrganisation',
    summary: 'Archive an organisation',
    permission: 'write',
    query: noQuery,
    ifMatch: 'required',
    answer: KeptOrganisation,
    status: 200,
    async run(call) {
      const { stored } = await organisationOf(call)
      requireMatch(call.ifMatch, etagOf(stored.data.version))
      return changed(call, stored, { ...stored.data, status: 'archived' }, 'archived')
    },
  }),
  route({
    method: 'post',
    path: '/v1/organisations/{organisationId}/unarchive',
    operationId: 'unarchiveOrganisation',
    summary: 'Bring an archived organisation back',
    permission: 'write',
    query: noQuery,
    body: noBody,
    answer: KeptOrganisation,
    status: 200,
    async run(call) {
      parse(noBody, call.body)
      const { stored } = await organisationOf(call)
      requireMatchIfGiven(call.ifMatch, etagOf(stored.data.version))
      return changed(call, stored, { ...stored.data, status: 'active' }, 'unarchived')
    },
  }),
]

function answerOf(organisation: KeptOrganisation) {
  return { status: 200 as const, body: organisation, etag: etagOf(organisation.version) }
}

async function changed(call: Call, stored: StoredOrganisation, revised: KeptOrganisation, action: string) {
  const { organisation, writes } = await reviseOrganisation(by(call), stored, revised, action)
  return { ...answerOf(organisation), writes }
}
