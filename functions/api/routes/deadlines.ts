import * as z from 'zod'
import { Deadline, DeadlineStatus } from '../../../shared/deadline/deadline.ts'
import { OrganisationId, PersonId, RecordId } from '../../../shared/identity/id.ts'
import { Day } from '../../../shared/time/day.ts'
import { deadlineActs } from '../deadline-acts.ts'
import { listDeadlines, Omitted } from '../deadline-list.ts'
import { DeadlineView } from '../deadline-view.ts'
import { AddedDeadline, addDeadline, answerOf, deadlineOf, performAct } from '../deadline-writes.ts'
import { pageOf, pageQuery } from '../page.ts'
import { noQuery, type Route, route } from '../route.ts'

const one = '/v1/deadlines/{deadlineId}'

/** What the list of deadlines can be narrowed by. */
export const DeadlineFilters = z.strictObject({
  ...pageQuery,
  from: Day.optional(),
  to: Day.optional(),
  status: DeadlineStatus.optional(),
  kind: Deadline.shape.kind.optional(),
  ownerId: PersonId.optional(),
  answerableId: PersonId.optional().meta({
    description: 'Owner of the deadline, or owner, deputy or supervisor of its record.',
  }),
  organisationId: OrganisationId.optional(),
  recordId: RecordId.optional(),
})

export const deadlineRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/deadlines',
    operationId: 'listDeadlines',
    summary: 'List deadlines by date',
    permission: 'read',
    query: DeadlineFilters,
    answer: pageOf(DeadlineView).extend({ omitted: z.array(Omitted).optional() }),
    status: 200,
    run: listDeadlines,
  }),
  route({
    method: 'get',
    path: one,
    operationId: 'readDeadline',
    summary: 'Read a deadline',
    permission: 'read',
    query: noQuery,
    answer: DeadlineView,
    status: 200,
    async run(call) {
      const { deadline, whole } = await deadlineOf(call)
      return answerOf(deadline, whole)
    },
  }),
  route({
    method: 'post',
    path: '/v1/records/{recordId}/deadlines',
    operationId: 'addDeadline',
    summary: 'Add an occurrence that the rule does not give',
    permission: 'write',
    query: noQuery,
    body: AddedDeadline,
    answer: DeadlineView,
    status: 201,
    run: addDeadline,
  }),
  ...Object.entries(deadlineActs).map(([name, { deed, summary, body, read }]) =>
    route({
      method: 'post',
      path: `${one}/${name}`,
      operationId: `${name}Deadline`,
      summary,
      permission: 'write',
      query: noQuery,
      body,
      ifMatch: 'required',
      answer: DeadlineView,
      status: 200,
      run: (call) => performAct(call, deed, read),
    }),
  ),
]
