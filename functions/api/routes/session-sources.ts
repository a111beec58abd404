import * as z from 'zod'
import { KeptSource, SessionSource, SourceEvent } from '../../../shared/session-source/session-source.ts'
import { StoredSource } from '../../../shared/session-source/session-source-store.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import { pageOf, pageQuery } from '../page.ts'
import { noBody, noQuery, type Route, route } from '../route.ts'
import {
  changeSource,
  readSourceNow,
  removeSource,
  setSource,
  sourceAnswer,
  sourceOf,
} from '../session-source-writes.ts'
import { titleList } from '../title-list.ts'

/** A source with what became of each event at its last reading. */
const ReadSource = KeptSource.extend({ events: z.array(SourceEvent) })
const DryRun = z.strictObject({ events: z.array(SourceEvent) })

const path = '/v1/organisations/{organisationId}/session-source'

export const sessionSourceRoutes: readonly Route[] = [
  route({
    method: 'post',
    path,
    operationId: 'setSessionSource',
    summary:
      'Set where an organisation publishes its sessions; the calendar is read now, and again every day',
    permission: 'write',
    query: z.strictObject({
      dryRun: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'Whether the calendar is only looked at.' }),
    }),
    body: SessionSource,
    answer: ReadSource,
    dryRunAnswer: DryRun,
    status: 201,
    run: (call) => setSource(call, call.query.dryRun === 'true'),
  }),
  route({
    method: 'get',
    path,
    operationId: 'readSessionSource',
    summary: 'Read where an organisation publishes its sessions, and what the last reading found',
    permission: 'read',
    query: noQuery,
    answer: ReadSource,
    status: 200,
    run: async (call) => sourceAnswer(call, (await sourceOf(call)).data),
  }),
  route({
    method: 'patch',
    path,
    operationId: 'changeSessionSource',
    summary: 'Change where and how the sessions of an organisation are read; it is read within the hour',
    permission: 'write',
    query: noQuery,
    body: SessionSource,
    ifMatch: 'required',
    answer: ReadSource,
    status: 200,
    run: changeSource,
  }),
  route({
    method: 'delete',
    path,
    operationId: 'removeSessionSource',
    summary: 'Read the calendar no more; the sessions that are recorded stay',
    permission: 'write',
    query: noQuery,
    ifMatch: 'required',
    answer: KeptSource,
    status: 200,
    run: removeSource,
  }),
  route({
    method: 'post',
    path: `${path}/read`,
    operationId: 'readSessionSourceNow',
    summary: 'Read the published calendar now',
    permission: 'write',
    query: noQuery,
    body: noBody,
    answer: ReadSource,
    status: 200,
    run: readSourceNow,
  }),
  route({
    method: 'get',
    path: '/v1/session-sources',
    operationId: 'listSessionSources',
    summary: 'List the published calendars that are read, and how that goes',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(KeptSource),
    status: 200,
    run: (call) =>
      titleList(call, {
        name: 'session sources',
        partition: indexPartitions.sessionSources(call.identity.workspaceId),
        matches: () => true,
        load: (item) => StoredSource.parse(item).data,
      }),
  }),
]
