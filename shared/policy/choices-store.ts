import * as z from 'zod'
import type { PersonId, WorkspaceId } from '../identity/id.ts'
import { keys, ranges } from '../table/keys.ts'
import { all, type Table, type Write } from '../table/table.ts'
import { ReminderChoices } from './policy.ts'

/** What each person who has chosen anything has chosen, by their id. */
export async function loadChoices(
  table: Table,
  workspaceId: WorkspaceId,
): Promise<ReadonlyMap<string, ReminderChoices>> {
  const found = new Map<string, ReminderChoices>()
  for await (const { sk, data } of all(table, ranges.choices(workspaceId)))
    found.set(sk, ReminderChoices.parse(data))
  return found
}

/** What one person has chosen, with the version that a change of it has to name. */
export async function loadOwnChoices(
  table: Table,
  workspaceId: WorkspaceId,
  personId: PersonId,
): Promise<{ readonly choices: ReminderChoices; readonly version: number }> {
  const item = await table.get(keys.choices(workspaceId, personId))
  if (item === undefined) return { choices: ReminderChoices.parse({}), version: 0 }
  return { choices: ReminderChoices.parse(item.data), version: z.int().parse(item.version) }
}

/** Writes what a person has chosen, if it is still at the version before. */
export function choicesPut(
  workspaceId: WorkspaceId,
  personId: PersonId,
  choices: ReminderChoices,
  version: number,
): Write {
  const put = { ...keys.choices(workspaceId, personId), schema: 1, data: choices, version }
  return { put, when: { version: version === 1 ? 'absent' : { is: version - 1 } } }
}
