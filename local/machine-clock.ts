import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { epochMs, type Instant, instantAt } from '../shared/time/instant.ts'

const Kept = z.object({ offsetMs: z.number() })

/**
 * The clock of a data folder. It runs with the machine's, at a distance that is kept in the folder, also while the
 * product is stopped; it is moved forward, never back.
 */
export type MachineClock = {
  readonly now: () => Instant
  /** Does nothing where the clock is there or later already. */
  readonly moveTo: (instant: Instant) => void
}

export function openClock(path: string, from: Instant | undefined): MachineClock {
  const kept = read(path)
  let offsetMs = kept ?? 0
  const now = () => instantAt(Date.now() + offsetMs)
  const set = (instant: Instant) => {
    offsetMs = epochMs(instant) - Date.now()
    writeFileSync(`${path}.new`, JSON.stringify({ offsetMs }))
    renameSync(`${path}.new`, path)
  }
  const isNew = kept === undefined
  if (from !== undefined && (isNew || from > now())) set(from)
  else if (isNew) set(now())
  return {
    now,
    moveTo(instant) {
      if (instant > now()) set(instant)
    },
  }
}

function read(path: string): number | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, 'utf8'))).offsetMs
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
