import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { reviseChoices } from '../../../shared/policy/choices-acts.ts'
import { loadOwnChoices, type OwnChoices } from '../../../shared/policy/choices-store.ts'
import { ReminderChoices } from '../../../shared/policy/policy.ts'
import { wakeDependents, wholeWorkspace } from '../../../shared/reminder/replan.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { by } from '../organisation-call.ts'
import { personOf, refuseRemoved } from '../person-call.ts'
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
    run: async (call) => answerOf((await chosen(call)).own),
  }),
  route({
    method: 'patch',
    path,
    operationId: 'changeReminderChoices',
    summary:
      'Choose lead times, channels, a weekly digest, or discreet mails; for oneself, or as an administrator',
    permission: 'own',
    query: noQuery,
    body: ReminderChoices,
    ifMatch: 'required',
    answer: ReminderChoices,
    status: 200,
    async run(call) {
      const { person, own: before } = await chosen(call)
      refuseRemoved(person)
      requireMatch(call.ifMatch, etagOf(before.version))
      const choices = patched(ReminderChoices, before.choices, call.body)
      await findNamed(call, choices, before.choices)
      const { own, writes } = await reviseChoices(by(call), person, before, choices)
      return {
        ...answerOf(own),
        writes,
        afterwards: () => wakeDependents(call.table, call.identity.workspaceId, wholeWorkspace, call.now),
      }
    },
  }),
]

/** The person before what they have chosen: see `choicesPut`. */
async function chosen(call: Call) {
  const person = await personOf(call)
  return { person, own: await loadOwnChoices(call.table, call.identity.workspaceId, person.data.id) }
}

function answerOf({ choices, version }: OwnChoices) {
  return { status: 200 as const, body: choices, etag: etagOf(version) }
}
