import { changesBetween } from '../history/history.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { touchPerson } from '../person/person-acts.ts'
import type { StoredPerson } from '../person/person-store.ts'
import { replanMarker, wholeWorkspace } from '../reminder/replan.ts'
import type { Write } from '../table/table.ts'
import { choicesPut, type OwnChoices } from './choices-store.ts'
import type { ReminderChoices } from './policy.ts'

/** Writes what a person chooses for their own reminders, into their history too. Nothing where nothing changes. */
export async function reviseChoices(
  at: By,
  person: StoredPerson,
  own: OwnChoices,
  choices: ReminderChoices,
): Promise<{ readonly own: OwnChoices; readonly writes: readonly Write[] }> {
  const changes = changesBetween(own.choices, choices).map((each) => ({
    ...each,
    pointer: `/reminders${each.pointer}`,
  }))
  if (changes.length === 0) return { own, writes: [] }
  const revised = { ...own, choices, version: own.version + 1 }
  return {
    own: revised,
    writes: [
      ...(await touchPerson(at, person, person.data, { action: 'choices_changed', changes })),
      choicesPut(at.workspaceId, person.data.id, revised),
      // A watcher stands in no list of dependents: every record is compared again.
      replanMarker(at.workspaceId, wholeWorkspace, at.now),
    ],
  }
}
