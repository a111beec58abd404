import * as z from 'zod'
import { Whereabouts } from '../absence/absence.ts'
import type { PersonId, WorkspaceId } from '../identity/id.ts'
import { keys, ranges } from '../table/keys.ts'
import { all, type Item, type Table, type Write } from '../table/table.ts'
import { ReminderChoices } from './policy.ts'

/**
 * What a person says of their own reminders, and when they are away. It is one item, in one partition with everybody
 * else's: a sweep reads all of them by one request.
 */
export type OwnChoices = {
  readonly choices: ReminderChoices
  /** What a change of the choices has to name; the whereabouts leave it as it is. */
  readonly version: number
  readonly whereabouts: Whereabouts
}

const Stored = z.object({
  data: ReminderChoices,
  version: z.int(),
  whereabouts: Whereabouts.default({ absences: [], left: null }),
})

/** What is kept of each person who has chosen anything, or is or was to be away, or has left; by their id. */
export async function loadChoices(
  table: Table,
  workspaceId: WorkspaceId,
): Promise<ReadonlyMap<string, OwnChoices>> {
  const found = new Map<string, OwnChoices>()
  for await (const item of all(table, ranges.choices(workspaceId))) found.set(item.sk, ownChoices(item))
  return found
}

export async function loadOwnChoices(
  table: Table,
  workspaceId: WorkspaceId,
  personId: PersonId,
): Promise<OwnChoices> {
  const item = await table.get(keys.choices(workspaceId, personId))
  return item === undefined ? noChoices() : ownChoices(item)
}

function ownChoices(item: Item): OwnChoices {
  const { data, version, whereabouts } = Stored.parse(item)
  return { choices: data, version, whereabouts }
}

export function noChoices(): OwnChoices {
  return { choices: ReminderChoices.parse({}), version: 0, whereabouts: { absences: [], left: null } }
}

/**
 * Writes what is kept of a person. It carries no condition of its own: it goes with an entry of the person's history,
 * which says that nothing of them was written since they were read; so the person has to be read first.
 */
export function choicesPut(workspaceId: WorkspaceId, personId: PersonId, own: OwnChoices): Write {
  const { choices, version, whereabouts } = own
  return { put: { ...keys.choices(workspaceId, personId), schema: 1, data: choices, version, whereabouts } }
}
