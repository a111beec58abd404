import * as z from 'zod'
import { Absence, KeptAbsence, overlaps } from '../absence/absence.ts'
import { Calendar, KeptCalendar } from '../calendar/calendar.ts'
import { loadCalendar, writeCalendar } from '../calendar/calendar-store.ts'
import { Refusal } from '../errors/refusal.ts'
import { canonical, changesBetween } from '../history/history.ts'
import { CalendarId, derivedId, PersonId } from '../identity/id.ts'
import { KeptPerson, Person } from '../person/person.ts'
import { joinTeam, revisePerson, touchPerson } from '../person/person-acts.ts'
import { loadPerson } from '../person/person-store.ts'
import { choicesPut, loadOwnChoices } from '../policy/choices-store.ts'
import { ReminderChoices } from '../policy/policy.ts'
import { replanMarker, wholeWorkspace } from '../reminder/replan.ts'
import { Settings } from '../workspace/workspace.ts'
import { reviseSettings } from '../workspace/workspace-acts.ts'
import { loadWorkspace } from '../workspace/workspace-store.ts'
import { parsedBody, refusedAs, type StepAct, type StepCall, written } from './step-act.ts'

export async function settingsAct({ scope, body, by }: StepCall): Promise<StepAct> {
  const stored = await loadWorkspace(scope.parts.table, by.workspaceId)
  if (stored === undefined) throw new Error(`no workspace ${by.workspaceId}`)
  const known = Object.keys(Settings.shape)
  const before = Object.fromEntries(Object.entries(stored.data).filter(([name]) => known.includes(name)))
  const { writes } = await reviseSettings(by, stored, parsedBody(Settings, { ...before, ...body }))
  return written('update', by.workspaceId, writes)
}

export async function calendarAct({ scope, step, body, by }: StepCall): Promise<StepAct> {
  const id = CalendarId.parse(await scope.idOf(step))
  const given = parsedBody(Calendar, body)
  const stored = await loadCalendar(scope.parts.table, by.workspaceId, id)
  const { now: at } = by
  if (stored === undefined) {
    const calendar = KeptCalendar.parse({ ...given, id, version: 1, createdAt: at, updatedAt: at })
    return written('create', id, await writeCalendar(by, undefined, calendar))
  }
  const after = { ...stored.data, ...given }
  if (changesBetween(stored.data, after).length === 0) return { outcome: 'unchanged', id }
  return written(
    'update',
    id,
    await writeCalendar(by, stored, { ...after, version: stored.data.version + 1, updatedAt: at }),
  )
}

export async function personAct({ scope, step, body, by }: StepCall): Promise<StepAct> {
  const id = PersonId.parse(await scope.idOf(step))
  const given = parsedBody(Person, body)
  const stored = await loadPerson(scope.parts.table, by.workspaceId, id)
  if (stored === undefined)
    return written(
      'create',
      id,
      await joinTeam(
        by,
        KeptPerson.parse({
          ...given,
          id,
          version: 1,
          status: step.status === 'archived' ? 'removed' : 'active',
        }),
      ),
    )
  const { writes } = await revisePerson(by, stored, { ...stored.data, ...given })
  return written('update', id, writes)
}

const GivenChoices = ReminderChoices.extend({
  absences: z
    .array(Absence)
    .max(100)
    .refine((all) => !all.some((a, n) => all.slice(n + 1).some((b) => overlaps(a, b))), {
      error: 'Two absences have a day in common.',
    })
    .default([]),
})

/** What somebody has chosen for their own reminders, and when they are away. */
export async function choicesAct({ scope, step, body, by }: StepCall): Promise<StepAct> {
  const { absences, ...choices } = parsedBody(GivenChoices, body)
  const meaning = await scope.meaningOf('person', step.of ?? '')
  if (!('id' in meaning)) return refusedAs({ column: null, ...meaning })
  const id = PersonId.parse(meaning.id)
  const { table } = scope.parts
  const person = await loadPerson(table, by.workspaceId, id)
  if (person === undefined) return { outcome: 'create', id, writes: [] }
  if (person.data.status !== 'active' && absences.length > 0)
    throw new Refusal('conflict', 'Whoever has left the team has no absences.')
  const own = await loadOwnChoices(table, by.workspaceId, id)
  const was = {
    ...own.choices,
    absences: own.whereabouts.absences.map(({ id: _, version: _v, ...each }) => each),
  }
  const changes = changesBetween(was, { ...choices, absences }).map((each) => ({
    ...each,
    pointer: `/reminders${each.pointer}`,
  }))
  if (changes.length === 0) return { outcome: 'unchanged', id }
  const kept = await Promise.all(
    absences.map(async (absence) => {
      const key = canonical([id, absence.startsOn, absence.endsOn])
      return KeptAbsence.parse({
        ...absence,
        id: await derivedId('absence', by.workspaceId, key),
        version: 1,
      })
    }),
  )
  const whereabouts = { ...own.whereabouts, absences: kept }
  const revised = { choices, version: own.version + 1, whereabouts }
  return written(own.version === 0 ? 'create' : 'update', id, [
    ...(await touchPerson(by, person, person.data, { action: 'imported', changes })),
    choicesPut(by.workspaceId, id, revised),
    replanMarker(by.workspaceId, wholeWorkspace, by.now),
  ])
}
