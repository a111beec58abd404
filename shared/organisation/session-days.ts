import { countBelow } from '../time/ascending.ts'
import { type Day, dayNumber } from '../time/day.ts'
import type { Session } from './session.ts'

/** The recorded sessions by a day of theirs, an opening or a closing, in its order. */
export type SessionDays = { readonly days: readonly number[]; readonly ordinals: readonly number[] }

export function sessionDays(
  sessions: readonly Session[],
  dayOf: (session: Session) => Day | null | undefined,
): SessionDays {
  const dated = sessions
    .flatMap((session) => {
      const day = dayOf(session)
      return typeof day === 'string' ? [{ on: dayNumber(day), ordinal: session.ordinal }] : []
    })
    .toSorted((a, b) => a.on - b.on)
  return { days: dated.map(({ on }) => on), ordinals: dated.map(({ ordinal }) => ordinal) }
}

/** The numbers of those between two days, both included. However many are recorded, only these are looked at. */
export function ordinalsBetween(
  { days, ordinals }: SessionDays,
  from: number,
  to: number,
): readonly number[] {
  return ordinals.slice(countBelow(days, from), countBelow(days, to + 1))
}
