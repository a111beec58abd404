import { SurroundingsReader } from '../deadline/surroundings-store.ts'
import { newId } from '../identity/id.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { loadPerson } from '../person/person-store.ts'
import { Commitment } from '../record/commitment.ts'
import { TrackedRecord } from '../record/record.ts'
import { recordRecord } from '../record/record-acts.ts'
import { searchedNames } from '../record/searched-names.ts'
import type { Table, Write } from '../table/table.ts'
import { addDays, type Day } from '../time/day.ts'
import type { KeptSource, SourceEvent } from './session-source.ts'

/** So many days a person has to decide; told when it is recorded, and again on the day before. */
const taskDays = 7

/**
 * A commitment to look at a calendar, owned by whoever set its address, else the administrator's: it is reminded,
 * followed up and done like everything else that is owed, so that it cannot be overlooked.
 */
export async function taskWrites(
  table: Table,
  by: By,
  { createdBy, organisationId }: KeptSource,
  { title, note, today }: { readonly title: string; readonly note: string; readonly today: Day },
): Promise<readonly Write[]> {
  const owner = await loadPerson(table, by.workspaceId, createdBy)
  const input = Commitment.parse({
    title: title.slice(0, 300),
    note: note.slice(0, 4_000),
    organisationId,
    schedule: { kind: 'once', on: addDays(today, taskDays) },
    ownerId: owner?.data.status === 'active' ? createdBy : null,
    leadDays: [taskDays, 1],
    trackedFrom: today,
  })
  const { now: createdAt } = by
  const record = TrackedRecord.parse({
    ...input,
    kind: 'commitment',
    id: newId('commitment'),
    status: 'active',
    version: 1,
    createdAt,
    updatedAt: createdAt,
  })
  const around = await new SurroundingsReader(table).around(by.workspaceId, record)
  const organisationNames = await searchedNames(table, by.workspaceId, record)
  return (await recordRecord({ ...by, around, organisationNames }, record)).writes
}

/** What a person has to decide on, for the title and the note of their commitment. */
export function questionsTask(name: string, events: readonly SourceEvent[]) {
  const ordinals = [...new Set(events.map(({ ordinal }) => ordinal))]
  const which = ordinals.length === 1 ? `session ${ordinals[0]}` : `sessions ${ordinals.join(', ')}`
  const lines = events.map(
    ({ ordinal, summary, fault }) => `Session ${ordinal} ("${summary}"): ${fault?.reason} ${fault?.remedy}`,
  )
  return {
    title: `Decide on ${which} of ${name}: the published calendar has changed`,
    note: lines.join('\n'),
  }
}

export function failingTask(name: string, { url, failing }: KeptSource) {
  return {
    title: `The published calendar of ${name} cannot be read`,
    note: `At ${new URL(url).host}. Since ${failing?.since}, ${failing?.tries} times. ${failing?.why}\nUntil it can be read, sessions that move are not found. Mend the address, or record the sessions by hand.`,
  }
}
