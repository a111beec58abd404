import { notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { changesBetween } from '../../../shared/history/history.ts'
import { PersonId } from '../../../shared/identity/id.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { loadPerson } from '../../../shared/person/person-store.ts'
import { choicesPut, loadOwnChoices } from '../../../shared/policy/choices-store.ts'
import { ReminderChoices } from '../../../shared/policy/policy.ts'
import { replanMarker, wakeDependents, wholeWorkspace } from '../../../shared/reminder/replan.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'

const path = '/v1/team/{personId}/reminders'

export const reminderChoiceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'readReminderChoices',
    summary: 'Read what a person has chosen for their own reminders; null is what the workspace says',
    permission: 'read',
    query: noQuery,
    answer: ReminderChoices,
    status: 200,
    run: async (call) => answerOf(await chosen(call)),
  }),
  route({
    method: 'patch',
    path,
    operationId: 'changeReminderChoices',
    summary: 'Choose channels, a weekly digest, or discreet mails; for oneself, or as an administrator',
    permission: 'write',
    query: noQuery,
    body: ReminderChoices,
    ifMatch: 'required',
    answer: ReminderChoices,
    status: 200,
    async run(call) {
      const found = await chosen(call)
      const { personId, choices: before } = found
      const { workspaceId, permission } = call.identity
      if (personId !== call.identity.personId && permission !== 'administer')
        throw new Refusal('forbidden', 'Only the person or an administrator may do this.')
      requireMatch(call.ifMatch, etagOf(found.version))
      const choices = patched(ReminderChoices, before, call.body)
      if (changesBetween(before, choices).length === 0) return answerOf(found)
      await findNamed(call, choices, before)
      const version = found.version + 1
      return {
        ...answerOf({ choices, version }),
        // A watcher stands in no list of dependents: every record is compared again.
        writes: [
          choicesPut(workspaceId, personId, choices, version),
          replanMarker(workspaceId, wholeWorkspace, call.now),
        ],
        afterwards: () => wakeDependents(call.table, workspaceId, wholeWorkspace, call.now),
      }
    },
  }),
]

async function chosen(call: Call) {
  const { workspaceId } = call.identity
  const id = PersonId.safeParse(call.params.personId)
  const person = id.success ? await loadPerson(call.table, workspaceId, id.data) : undefined
  if (!id.success || person === undefined) throw notFound()
  return { personId: id.data, ...(await loadOwnChoices(call.table, workspaceId, id.data)) }
}

function answerOf({ choices, version }: { choices: ReminderChoices; version: number }) {
  return { status: 200 as const, body: choices, etag: etagOf(version) }
}
