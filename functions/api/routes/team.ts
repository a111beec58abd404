import * as z from 'zod'
import { newId, PersonId } from '../../../shared/identity/id.ts'
import { invitationPut, invitationSeconds } from '../../../shared/person/invitation-store.ts'
import { KeptPerson, Person, PersonStatus } from '../../../shared/person/person.ts'
import { joinTeam, touchPerson } from '../../../shared/person/person-acts.ts'
import { StoredPerson } from '../../../shared/person/person-store.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import { folded } from '../../../shared/text/folded.ts'
import { Note } from '../../../shared/text/text.ts'
import { Instant, plusSeconds } from '../../../shared/time/instant.ts'
import { newSecretText } from '../../../shared/token/token.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { by } from '../organisation-call.ts'
import { pageOf, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { personOf, refuseRemoved } from '../person-call.ts'
import { personWrites, removePerson } from '../person-writes.ts'
import { noBody, noQuery, type Route, route } from '../route.ts'
import { searched, titleList } from '../title-list.ts'

/** What is handed to somebody who is invited. */
const Invitation = z.object({ personId: PersonId, code: z.string(), endsAt: Instant })

export const teamRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/team',
    operationId: 'addPerson',
    summary: 'Add a person to the team',
    permission: 'administer',
    query: noQuery,
    body: Person,
    answer: KeptPerson,
    status: 201,
    async run(call) {
      const person = KeptPerson.parse({ ...parse(Person, call.body), id: newId('person'), version: 1 })
      return {
        ...answerOf(person),
        status: 201,
        location: `/v1/team/${person.id}`,
        writes: await joinTeam(by(call), person),
      }
    },
  }),
  route({
    method: 'get',
    path: '/v1/team',
    operationId: 'listTeam',
    summary: 'List the people of the team by name',
    permission: 'read',
    query: z.strictObject({
      ...pageQuery,
      q: z.string().max(200).optional(),
      status: PersonStatus.default('active'),
    }),
    answer: pageOf(KeptPerson),
    status: 200,
    run: (call) =>
      titleList(call, {
        name: 'team',
        partition: indexPartitions.people(call.identity.workspaceId),
        matches: (row) => searched(row, folded(call.query.q ?? '').split(' ')),
        load(item) {
          const { data } = StoredPerson.parse(item)
          return data.status === call.query.status ? data : undefined
        },
      }),
  }),
  route({
    method: 'get',
    path: '/v1/team/{personId}',
    operationId: 'readPerson',
    summary: 'Read a person',
    permission: 'read',
    query: noQuery,
    answer: KeptPerson,
    status: 200,
    run: async (call) => answerOf((await personOf(call)).data),
  }),
  route({
    method: 'patch',
    path: '/v1/team/{personId}',
    operationId: 'changePerson',
    summary: 'Change the name, address or role of a person',
    permission: 'administer',
    query: noQuery,
    body: Person,
    ifMatch: 'required',
    answer: KeptPerson,
    status: 200,
    async run(call) {
      const stored = await personOf(call)
      requireMatch(call.ifMatch, etagOf(stored.data.version))
      refuseRemoved(stored)
      const { id, version, status, signsIn, ...before } = stored.data
      const input = patched(Person, before, call.body)
      const kept = { id, version, status, signsIn }
      const { person, writes } = await personWrites(call, stored, { ...input, ...kept })
      return { ...answerOf(person), writes }
    },
  }),
  route({
    method: 'delete',
    path: '/v1/team/{personId}',
    operationId: 'removePerson',
    summary: 'Remove a person: they are let in no more, and what they answer for goes to somebody else',
    permission: 'administer',
    query: z.strictObject({ toId: PersonId.optional(), reason: Note.optional() }),
    ifMatch: 'required',
    answer: KeptPerson,
    status: 200,
    run: removePerson,
  }),
  route({
    method: 'post',
    path: '/v1/team/{personId}/invitation',
    operationId: 'invitePerson',
    summary: 'Make a code with which a person links their sign-in; it is shown once and ends after 7 days',
    permission: 'administer',
    query: noQuery,
    body: noBody,
    answer: Invitation,
    status: 201,
    oneTimeSecret: true,
    async run(call) {
      parse(noBody, call.body)
      const stored = await personOf(call)
      refuseRemoved(stored)
      const { workspaceId } = call.identity
      const code = newSecretText('inv')
      const endsAt = plusSeconds(call.now, invitationSeconds)
      const invitation = { workspaceId, personId: stored.data.id, endsAt }
      const deed = { action: 'invited', changes: [] }
      return {
        status: 201,
        body: { personId: stored.data.id, code, endsAt },
        writes: [
          ...(await touchPerson(by(call), stored, stored.data, deed)),
          await invitationPut(code, invitation),
        ],
      }
    },
  }),
]

function answerOf(person: KeptPerson) {
  return { status: 200 as const, body: person, etag: etagOf(person.version) }
}
