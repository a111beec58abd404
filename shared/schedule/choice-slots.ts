import { invalid } from '../errors/refusal.ts'
import { FIRST_DAY_NUMBER, yearOf, yearStart } from '../time/civil.ts'
import { dayNumber } from '../time/day.ts'
import { listInWords } from '../time/day-in-words.ts'
import { describeDueDate, earliestDay, latestDay, spanned } from '../time/imprecise-day.ts'
import { cursorOf, inOrder, type Row, rowsOf } from './pairs.ts'
import { plainDays, type Slot, type Slots } from './slot.ts'

export type Choice = {
  readonly kind: 'later' | 'earlier'
  /** What belongs together: dates of one year, of one session, or with the same place in their rules. */
  readonly pairBy: 'year' | 'session' | 'place'
}

/** Places are counted from the first, so there is an end: two rules of every day reach it in 136 years. */
const MOST_COUNTED = 100_000

/** '2027-01-20-of-2': the second member's, because the first has no such date. */
const MARKED = /^(.+)-of-(\d)$/

const TOO_FAR =
  'Dates that are paired by ordinal are counted from the first of each rule, and there are too many until then. Start the rules later, or pair by year.'

/**
 * Of dates that belong together, the later or the earlier. A date that does not exist yet is later than any: the later
 * of two waits for both, the earlier is the one that there is. Several dates of one year are paired first with first,
 * second with second.
 *
 * The slot is the first member's; where that has no date, another's, marked with which. A first member that is itself a
 * choice, and marks its slot, is marked too: two slots are never the same, and each is found again.
 * @throws Refusal invalid at /schedule where so many places would have to be counted that no rule is meant
 */
export function choiceSlots(choice: Choice, members: readonly Slots[]): Slots {
  const reach = Math.max(...members.map((member) => member.reach))
  const from = (day: number) => {
    const start = choice.pairBy === 'year' ? startOfYear(day - reach) : FIRST_DAY_NUMBER
    return startingAt(inOrder(chosenFrom(choice, members, { start, since: day })), day)
  }
  const at = (text: string) => {
    const [, slot = text, which = '1'] = MARKED.exec(text) ?? []
    const own = members[Number(which) - 1]?.at(slot)
    if (own === undefined) return undefined
    const start = choice.pairBy === 'year' ? startOfYear(own.on) : FIRST_DAY_NUMBER
    for (const { slots, bound } of chosenFrom(choice, members, { start, since: own.on })) {
      const found = slots.find((each) => each.slot === text)
      if (found !== undefined || bound > own.on) return found
    }
    return undefined
  }
  return { ...plainDays, longest: Math.max(...members.map((member) => member.longest)), from, at }
}

function startOfYear(day: number): number {
  return day <= FIRST_DAY_NUMBER ? FIRST_DAY_NUMBER : yearStart(yearOf(day))
}

function* startingAt(slots: Iterable<Slot>, day: number): Generator<Slot> {
  for (const slot of slots) if (slot.on >= day) yield slot
}

type Search = { readonly start: number; readonly since: number }

/**
 * The choices of what the members have from `start` on, in batches; nothing after a batch lies before its bound. Rows
 * that end before `since` are counted, but nothing is chosen from them.
 */
function* chosenFrom({ kind, pairBy }: Choice, members: readonly Slots[], { start, since }: Search) {
  const keys = {
    year: (slot: Slot) => yearOf(slot.on),
    session: (slot: Slot) => slot.sessionOrdinal ?? 0,
    place: (slot: Slot) => slot.place ?? 0,
  }
  const cursors = members.map((member) =>
    cursorOf({
      slots: member.from(start),
      keyOf: keys[pairBy],
      ...(pairBy === 'year' ? { since: (year: number) => member.from(yearStart(year)) } : {}),
    }),
  )
  const reach = Math.max(...members.map((member) => member.reach))
  let places = 0
  for (const { rows, bound } of rowsOf(cursors, kind === 'later' ? 'all' : 'any')) {
    const asked = rows.filter((row) => row.some((slot) => slot !== undefined && slot.on + reach >= since))
    yield { slots: asked.map((row) => chosen(kind, row)), bound: bound - reach }
    places += 1
    if (pairBy === 'place' && places * members.length > MOST_COUNTED) throw invalid('/schedule', TOO_FAR)
  }
}

/** Of imprecise dates, the first day is compared with the first and the last with the last. */
function chosen(kind: Choice['kind'], row: Row): Slot {
  const known = row.filter((slot) => slot !== undefined)
  const at = kind === 'later' ? -1 : 0
  const first = known
    .map(({ dueOn }) => earliestDay(dueOn))
    .toSorted()
    .at(at)
  const last = known
    .map(({ dueOn }) => latestDay(dueOn))
    .toSorted()
    .at(at)
  const which = row.findIndex((slot) => slot !== undefined)
  const named = row[which]
  if (first === undefined || last === undefined || named === undefined) throw new Error('a row has no date')
  const same = known.find(({ dueOn }) => earliestDay(dueOn) === first && latestDay(dueOn) === last)
  const { sessionOrdinal } = named
  const sessions = known.flatMap((slot) => slot.sessions ?? [])
  return {
    slot: which === 0 && !MARKED.test(named.slot) ? named.slot : `${named.slot}-of-${which + 1}`,
    on: dayNumber(first),
    dueOn: same?.dueOn ?? spanned(first, last),
    basis: () => basisOf(kind, row.length, known),
    ...(sessionOrdinal === undefined ? {} : { sessionOrdinal }),
    ...(sessions.length === 0 ? {} : { sessions }),
  }
}

function basisOf(kind: Choice['kind'], members: number, known: readonly Slot[]): string {
  const reasons = known.map(({ dueOn, basis }) => `${describeDueDate(dueOn)} (${basis()})`)
  const missing = members - known.length
  const rest = missing === 0 ? '' : `, ${missing} of ${members} having no date yet`
  return `the ${kind} of ${listInWords(reasons)}${rest}`
}
