import type { Day } from '../time/day.ts'
import type { Session, SessionRule } from './session.ts'

/** All that is known of an organisation's sessions. */
export type SessionSeries = {
  readonly organisationName: string
  readonly rules: readonly SessionRule[]
  readonly sessions: readonly Session[]
}

/** A session, recorded or estimated; `basis` says which, in words. */
export type KnownSession = {
  readonly ordinal: number
  readonly opensOn: Day
  readonly closesOn: Day | null
  readonly status: Session['status']
  readonly basis: string
}

export function sessionAt(series: SessionSeries, ordinal: number): KnownSession | undefined {
  throw new Error(`not yet ${series.organisationName} ${ordinal}`)
}
