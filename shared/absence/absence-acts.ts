import { invalid, Refusal } from '../errors/refusal.ts'
import { changesBetween, type Deed } from '../history/history.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { touchPerson } from '../person/person-acts.ts'
import type { StoredPerson } from '../person/person-store.ts'
import { choicesPut, type OwnChoices } from '../policy/choices-store.ts'
import { replanMarker, wholeWorkspace } from '../reminder/replan.ts'
import type { Write } from '../table/table.ts'
import { type KeptAbsence, overlaps } from './absence.ts'

const mostAbsences = 50

/**
 * Writes an absence, anew or changed, into what is kept of a person and into their history; what is still to be sent
 * follows. Nothing is written where nothing changes.
 * @throws Refusal invalid where they would stand in for themselves, or are away on one of the days already;
 * conflict where there are too many
 */
export async function writeAbsence(
  at: By,
  person: StoredPerson,
  own: OwnChoices,
  absence: KeptAbsence,
): Promise<readonly Write[]> {
  if (absence.standInId === person.data.id) throw invalid('/standInId', 'Name somebody else.')
  const { absences } = own.whereabouts
  const before = absences.find(({ id }) => id === absence.id)
  const others = absences.filter(({ id }) => id !== absence.id)
  const other = others.find((each) => overlaps(each, absence))
  if (other !== undefined)
    throw invalid(
      '/startsOn',
      `There is an absence from ${other.startsOn} to ${other.endsOn} already. Change that one, or name other days.`,
    )
  if (others.length >= mostAbsences)
    throw new Refusal('conflict', `At most ${mostAbsences} absences of one person. Remove past ones first.`)
  const kept = [...others, absence].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
  const action = before === undefined ? 'absence_recorded' : 'absence_changed'
  return written(at, person, own, kept, { action, about: absence.id, ...changed(before, absence) })
}

/** Takes an absence away: whoever stood in is told no more. */
export async function removeAbsence(
  at: By,
  person: StoredPerson,
  own: OwnChoices,
  absence: KeptAbsence,
): Promise<readonly Write[]> {
  const kept = own.whereabouts.absences.filter(({ id }) => id !== absence.id)
  const deed = { action: 'absence_removed', about: absence.id, ...changed(absence, undefined) }
  return written(at, person, own, kept, deed)
}

function changed(before: KeptAbsence | undefined, after: KeptAbsence | undefined): Pick<Deed, 'changes'> {
  const { id } = { ...before, ...after }
  const facts = (absence: KeptAbsence | undefined) => {
    if (absence === undefined) return {}
    const { id: _, version: _v, ...rest } = absence
    return rest
  }
  const changes = changesBetween(facts(before), facts(after))
  return { changes: changes.map((each) => ({ ...each, pointer: `/absences/${id}${each.pointer}` })) }
}

async function written(
  at: By,
  person: StoredPerson,
  own: OwnChoices,
  absences: readonly KeptAbsence[],
  deed: Omit<Deed, 'at' | 'by'>,
): Promise<readonly Write[]> {
  if (deed.changes.length === 0) return []
  const whereabouts = { ...own.whereabouts, absences: [...absences] }
  return [
    ...(await touchPerson(at, person, person.data, deed)),
    choicesPut(at.workspaceId, person.data.id, { ...own, whereabouts }),
    // Whoever answers for an occurrence stands in no list of dependents: every record is compared again.
    replanMarker(at.workspaceId, wholeWorkspace, at.now),
  ]
}
