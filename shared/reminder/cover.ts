import { absenceOn, type KeptAbsence, overlaps } from '../absence/absence.ts'
import type { Deadline } from '../deadline/deadline.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import { reaching } from '../deadline/window.ts'
import { PersonId } from '../identity/id.ts'
import { maySee } from '../record/may-see.ts'
import type { TrackedRecord } from '../record/record.ts'
import type { Day } from '../time/day.ts'
import { earliestDay } from '../time/imprecise-day.ts'
import { civilDay } from '../time/zone.ts'
import { type Lead, sendingInstant } from './lead.ts'
import type { Recipient } from './recipient.ts'
import { onOrAfter } from './sending-day.ts'

/** That one person is told in place of a recipient who is away, on the days from `from` to `to`. */
export type Cover = {
  readonly id: PersonId
  /** Who is away, as what they are told. */
  readonly of: Recipient
  readonly from: Day
  readonly to: Day
  /** The last day of the whole absence: of it, others may cover other days. */
  readonly awayUntil: Day
}

/** Those who are told by duty, not because they watch. */
const answering = ['owner', 'deputy', 'supervisor']

/**
 * The recipients, and those who stand in for the ones that are away, each person once. Nobody who is away is left out:
 * a stand-in is told as well. Whoever is told anyway keeps what they are told as, and is told besides what they cover.
 *
 * @param days today, and up to when what goes out is planned by now: who covers none of them says nothing yet
 */
export function withCovers(
  recipients: readonly Recipient[],
  record: TrackedRecord,
  around: Surroundings,
  days: { readonly from: Day; readonly to: Day },
): readonly Recipient[] {
  const owner = recipients.find(({ role }) => role === 'owner')
  const covers = recipients
    .filter(({ role }) => answering.includes(role))
    .flatMap((recipient) => coversOf(recipient, record, around, days.from))
    .filter(({ id }) => id !== owner?.id)
  if (covers.length === 0) return recipients
  const byId = Map.groupBy(covers, ({ id }) => id)
  const ordinary = recipients.map((each) => {
    const own = covers.filter(({ id }) => id === each.id)
    return own.length === 0 ? each : covering(each, own, days)
  })
  const added = [...byId].flatMap(([id, own]) =>
    recipients.some((each) => each.id === id)
      ? []
      : [covering({ id, role: 'cover', why: 'You stand in for somebody who is away.' }, own, days)],
  )
  return [...ordinary, ...added]
}

function covering(
  recipient: Recipient,
  covers: readonly Cover[],
  days: { readonly from: Day; readonly to: Day },
): Recipient {
  const now = covers.find(({ from, to }) => from <= days.to && days.from <= to)
  return { ...recipient, covers, ...(now === undefined ? {} : { inPlaceOf: now }) }
}

/** For whom a recipient stands in on a day. */
export function coverOn({ covers = [] }: Recipient, day: Day): Cover | undefined {
  return covers.find(({ from, to }) => from <= day && day <= to)
}

/**
 * Who covers for somebody, day by day, from a day on: whom their absence names, or who stands in for that one where
 * they are away themselves; else the deputy; else the administrator, or of a confidential record the supervisor. Where
 * all of them are away, the first of them is told none the less.
 */
function coversOf(of: Recipient, record: TrackedRecord, around: Surroundings, today: Day): Cover[] {
  const absentId = PersonId.safeParse(of.id)
  if (!absentId.success) return []
  const absences = around.whereabouts(absentId.data)?.absences.filter(({ endsOn }) => endsOn >= today) ?? []
  return absences.flatMap((absence) => {
    const possible = candidates(absentId.data, absence, record, around)
    const starts = changeovers(absence, possible, around)
    return starts.flatMap((from, n) => {
      const next = starts[n + 1]
      const to = next === undefined ? absence.endsOn : reaching(next, -1)
      const id = possible.find((each) => isHere(each, from, around)) ?? possible[0]
      return id === undefined ? [] : [{ id, of, from, to, awayUntil: absence.endsOn }]
    })
  })
}

/** Who may cover, in the order in which they are asked. Who has left is followed to who came in their place. */
function candidates(
  absentId: PersonId,
  absence: KeptAbsence,
  record: TrackedRecord,
  around: Surroundings,
): readonly PersonId[] {
  const { administratorId } = around.workspace
  const last = maySee(record, administratorId) ? administratorId : record.supervisorId
  const named = new Set<PersonId>()
  const follow = (id: PersonId | null) => {
    if (id === null || named.has(id)) return
    named.add(id)
    const { absences = [], left = null } = around.whereabouts(id) ?? {}
    follow(left?.successorId ?? null)
    for (const each of left === null ? absences : []) if (overlaps(each, absence)) follow(each.standInId)
  }
  for (const id of [absence.standInId, record.deputyId, last]) follow(id)
  return [...named].filter(
    (id) => id !== absentId && maySee(record, id) && around.whereabouts(id)?.left == null,
  )
}

/** The days of an absence on which another may begin to cover: its first, and where a candidate goes or comes back. */
function changeovers(
  { startsOn, endsOn }: KeptAbsence,
  possible: readonly PersonId[],
  around: Surroundings,
): readonly Day[] {
  const theirs = possible.flatMap((id) => around.whereabouts(id)?.absences ?? [])
  const days = theirs.flatMap((each) => [each.startsOn, reaching(each.endsOn, 1)])
  return [...new Set([startsOn, ...days.filter((day) => startsOn < day && day <= endsOn)])].sort()
}

function isHere(id: PersonId, day: Day, around: Surroundings): boolean {
  const whereabouts = around.whereabouts(id)
  return whereabouts === undefined || absenceOn(whereabouts, day) === undefined
}

/**
 * The leads of whoever is away as the one who covers is told of them: those of the days that they cover; and at the
 * beginning, once, of what falls due by the last of these days, the nearest one that had been reached before.
 */
export function coveredLeads(
  { from, to }: Cover,
  leads: readonly Lead[],
  { dueOn }: Deadline,
  { workspace }: Surroundings,
): readonly Lead[] {
  const dayOf = ({ at }: Lead) => civilDay(at, workspace.zone)
  const within = leads.filter((lead) => from <= dayOf(lead) && dayOf(lead) <= to)
  const before = leads.filter((lead) => dayOf(lead) < from).at(-1)
  const beginsOn = onOrAfter(from, workspace)
  const fallsDue = dueOn !== null && earliestDay(dueOn) <= to
  if (before === undefined || !fallsDue || beginsOn > to) return within
  return [{ days: before.days, at: sendingInstant(beginsOn, workspace) }, ...within]
}
