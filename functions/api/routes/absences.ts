import * as z from 'zod'
import { Absence, KeptAbsence } from '../../../shared/absence/absence.ts'
import { removeAbsence, writeAbsence } from '../../../shared/absence/absence-acts.ts'
import { notFound } from '../../../shared/errors/refusal.ts'
import { newId, PersonId } from '../../../shared/identity/id.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import type { StoredPerson } from '../../../shared/person/person-store.ts'
import { loadChoices, loadOwnChoices, type OwnChoices } from '../../../shared/policy/choices-store.ts'
import { wakeDependents, wholeWorkspace } from '../../../shared/reminder/replan.ts'
import type { Write } from '../../../shared/table/table.ts'
import { Day } from '../../../shared/time/day.ts'
import { civilDay } from '../../../shared/time/zone.ts'
import { loadWorkspace } from '../../../shared/workspace/workspace-store.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { by } from '../organisation-call.ts'
import { pageOf, pageOfSorted, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { personOf, refuseRemoved } from '../person-call.ts'
import { type Answer, type Call, noQuery, type Route, route } from '../route.ts'

/** An absence, and whose it is. */
const AbsenceView = z.object({ ...KeptAbsence.shape, personId: PersonId })
type AbsenceView = z.output<typeof AbsenceView>

const onePath = '/v1/team/{personId}/absences/{absenceId}'

export const absenceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/absences',
    operationId: 'listAbsences',
    summary:
      'Who is away, and who stands in: every absence that has not ended before a day, by its first day',
    permission: 'read',
    query: z.strictObject({
      ...pageQuery,
      from: Day.optional().meta({ description: 'The first day of interest; left out, today.' }),
      personId: PersonId.optional(),
    }),
    answer: pageOf(AbsenceView),
    status: 200,
    async run(call) {
      const { table, identity, query } = call
      const from = query.from ?? (await today(call))
      const views: AbsenceView[] = []
      for (const [id, { whereabouts }] of await loadChoices(table, identity.workspaceId)) {
        const personId = PersonId.parse(id)
        const isWanted = query.personId === undefined || query.personId === personId
        if (!isWanted || whereabouts.left !== null) continue
        for (const absence of whereabouts.absences)
          if (absence.endsOn >= from) views.push({ ...absence, personId })
      }
      const place = ({ startsOn, id }: AbsenceView) => `${startsOn}#${id}`
      const sorted = views.sort((a, b) => (place(a) < place(b) ? -1 : 1))
      return pageOfSorted(call, 'absences', sorted, place)
    },
  }),
  route({
    method: 'post',
    path: '/v1/team/{personId}/absences',
    operationId: 'recordAbsence',
    summary: 'Record that a person is away, and who stands in; for oneself, or as an administrator',
    permission: 'own',
    query: noQuery,
    body: Absence,
    answer: AbsenceView,
    status: 201,
    async run(call) {
      const found = await ownOf(call)
      const absence = KeptAbsence.parse({
        ...parse(Absence, call.body),
        id: newId('absence'),
        version: 1,
      })
      return {
        ...(await written(call, found, absence)),
        status: 201,
        location: `/v1/team/${found.person.data.id}/absences/${absence.id}`,
      }
    },
  }),
  route({
    method: 'get',
    path: onePath,
    operationId: 'readAbsence',
    summary: 'Read an absence',
    permission: 'read',
    query: noQuery,
    answer: AbsenceView,
    status: 200,
    run: async (call) => answerOf(await absenceOf(call)),
  }),
  route({
    method: 'patch',
    path: onePath,
    operationId: 'changeAbsence',
    summary: 'Change an absence; what is still to be sent follows',
    permission: 'own',
    query: noQuery,
    body: Absence,
    ifMatch: 'required',
    answer: AbsenceView,
    status: 200,
    async run(call) {
      const found = await absenceOf(call)
      const { id, version, ...before } = found.absence
      requireMatch(call.ifMatch, etagOf(version))
      const given = patched(Absence, before, call.body)
      return written(call, found, { ...given, id, version: version + 1 }, before)
    },
  }),
  route({
    method: 'delete',
    path: onePath,
    operationId: 'removeAbsence',
    summary: 'Remove an absence: whoever stood in is told no more',
    permission: 'own',
    query: noQuery,
    ifMatch: 'required',
    answer: AbsenceView,
    status: 200,
    async run(call) {
      const found = await absenceOf(call)
      requireMatch(call.ifMatch, etagOf(found.absence.version))
      const writes = await removeAbsence(by(call), found.person, found.own, found.absence)
      return { ...answerOf(found), ...planningAnew(call, writes) }
    },
  }),
]

type Found = { readonly person: StoredPerson; readonly own: OwnChoices }

/** The person before what is kept of them: see `choicesPut`. */
async function ownOf(call: Call): Promise<Found> {
  const person = await personOf(call)
  refuseRemoved(person)
  return { person, own: await loadOwnChoices(call.table, call.identity.workspaceId, person.data.id) }
}

async function absenceOf(call: Call): Promise<Found & { readonly absence: KeptAbsence }> {
  const person = await personOf(call)
  const own = await loadOwnChoices(call.table, call.identity.workspaceId, person.data.id)
  const absence = own.whereabouts.absences.find(({ id }) => id === call.params.absenceId)
  if (absence === undefined) throw notFound()
  return { person, own, absence }
}

async function written(call: Call, found: Found, absence: KeptAbsence, before?: Absence): Promise<Answer> {
  await findNamed(call, { standInId: absence.standInId }, { standInId: before?.standInId })
  const writes = await writeAbsence(by(call), found.person, found.own, absence)
  const kept = writes.length === 0 ? { ...absence, version: absence.version - 1 } : absence
  return { ...answerOf({ ...found, absence: kept }), ...planningAnew(call, writes) }
}

function planningAnew(call: Call, writes: readonly Write[]): Pick<Answer, 'writes' | 'afterwards'> {
  const { table, identity, now } = call
  return { writes, afterwards: () => wakeDependents(table, identity.workspaceId, wholeWorkspace, now) }
}

async function today({ table, identity, now }: Call): Promise<Day> {
  const workspace = await loadWorkspace(table, identity.workspaceId)
  if (workspace === undefined) throw notFound()
  return civilDay(now, workspace.data.zone)
}

function answerOf({ person, absence }: Omit<Found, 'own'> & { readonly absence: KeptAbsence }) {
  const body = { ...absence, personId: person.data.id }
  return { status: 200 as const, body, etag: etagOf(absence.version) }
}
