import type { TrackedRecord } from '../record/record.ts'
import { placeOf } from '../schedule/place.ts'

/**
 * Whose turn an occurrence is: the first of the rotation has the first, and so on round. It goes by the slot, so an
 * occurrence that is moved, cancelled or left out shifts nobody. What was added on top of a rule is nobody's turn;
 * where there is no rule, `addedPlace` counts what is added. Null: no turn.
 */
export function rotationMember(
  record: TrackedRecord,
  slot: string,
  addedPlace?: number | null,
): string | null {
  if (record.kind !== 'commitment') return null
  const place = addedPlace ?? placeOf(record.schedule, slot)
  return place === undefined ? null : turnOf(record.rotation, place)
}

/** Who of the rotation is at a place; before the anchor, places are negative and the turns go on backwards. */
export function turnOf(rotation: readonly string[], place: number): string | null {
  const { length } = rotation
  return rotation[((place % length) + length) % length] ?? null
}
