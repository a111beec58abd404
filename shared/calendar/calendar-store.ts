import * as z from 'zod'
import { changesBetween, HistoryHead, nextEntry, noHistory } from '../history/history.ts'
import type { CalendarId, WorkspaceId } from '../identity/id.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { replanMarker } from '../reminder/replan.ts'
import { indexPartitions, keys } from '../table/keys.ts'
import type { Item, Table, Write } from '../table/table.ts'
import { listedByName } from '../table/title-key.ts'
import { KeptCalendar } from './calendar.ts'

export const StoredCalendar = z.object({ schema: z.literal(1), data: KeptCalendar, history: HistoryHead })
export type StoredCalendar = z.output<typeof StoredCalendar>

export async function loadCalendar(
  table: Table,
  workspaceId: WorkspaceId,
  id: CalendarId,
): Promise<StoredCalendar | undefined> {
  const item = await table.get(keys.calendar(workspaceId, id))
  return item && StoredCalendar.parse(item)
}

/** Writes the first, or the next, version of a calendar; what is rolled or counted by it follows. */
export async function writeCalendar(
  at: By,
  before: StoredCalendar | undefined,
  calendar: KeptCalendar,
): Promise<readonly Write[]> {
  const changes = changesBetween(before?.data ?? {}, calendar)
  const action = before === undefined ? 'recorded' : 'changed'
  const entry = await nextEntry(before?.history ?? noHistory, { at: at.now, by: at.by, action, changes })
  const history = { seq: entry.seq, hash: entry.hash }
  const item = calendarItem(at.workspaceId, { schema: 1, data: calendar, history })
  return [
    { put: item, when: before === undefined ? { pk: 'absent' } : { historySeq: { is: before.history.seq } } },
    { put: { ...keys.change(item.pk, entry.seq), ...entry } },
    ...(before === undefined ? [] : [replanMarker(at.workspaceId, calendar.id, at.now)]),
  ]
}

function calendarItem(workspaceId: WorkspaceId, stored: StoredCalendar): Item {
  const { data } = stored
  return {
    ...keys.calendar(workspaceId, data.id),
    ...stored,
    historySeq: stored.history.seq,
    ...listedByName(indexPartitions.calendars(workspaceId), data),
  }
}
