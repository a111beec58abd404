import { type Instant, later } from '../time/instant.ts'
import type { SessionSeries } from './session-series.ts'

/** When somebody last gave the sessions of an organisation their days. */
export type SessionsArranged = {
  /** The rules by which sessions are estimated, or what is recorded no longer. */
  readonly series: Instant | undefined
  /** Each recorded session, by its number. */
  readonly sessions: ReadonlyMap<number, Instant>
}

/**
 * When a session last got its day: as it was recorded or moved. An estimated one follows the rules and is counted from
 * recorded ones, so that any of these may have moved it. Undefined where it was before that was written down.
 */
export function sessionArrangedAt(
  { arranged, sessions }: SessionSeries,
  ordinal: number,
): Instant | undefined {
  if (arranged === undefined) return undefined
  const isRecorded = sessions.some((each) => each.ordinal === ordinal)
  const any = isRecorded ? [arranged.sessions.get(ordinal)] : [arranged.series, ...arranged.sessions.values()]
  const known = any.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : known.reduce(later)
}
