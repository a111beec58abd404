import * as z from 'zod'
import { HistoryEntry } from '../history/history.ts'
import { idPrefixes, RecordId } from '../identity/id.ts'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { Delivery } from '../reminder/delivery.ts'
import type { Item } from '../table/table.ts'
import type { Change, ChangeType } from './change.ts'

/** What a write did to an item, as the table's stream tells it: perhaps twice, and in order of each item alone. */
export type Image = { readonly before: Item | undefined; readonly after: Item | undefined }

/** A change before it has a number, and what it was made of: the same write told twice is the same source. */
export type Draft = {
  readonly workspaceId: WorkspaceId
  readonly source: string
  readonly change: Omit<Change, 'id'>
}

/** The change that a write means to others; undefined for what the product only keeps for itself. */
export function changeOf({ before, after }: Image): Draft | undefined {
  if (after === undefined) return undefined
  if (after.sk.startsWith('CHANGE#')) return before === undefined ? entryChange(after) : undefined
  return after.sk.startsWith('DELIVERY#') ? outcomeChange(before, after) : undefined
}

function entryChange({ pk, sk, ...rest }: Item): Draft | undefined {
  const [, workspace, subject] = pk.split('#')
  const workspaceId = WorkspaceId.parse(workspace)
  const type = subject === undefined ? 'settings.changed' : typeOf(subject)
  if (type === undefined) return undefined
  const entry = HistoryEntry.parse(rest)
  return {
    workspaceId,
    source: `${pk} ${sk}`,
    change: {
      at: entry.at,
      type,
      subjectId: subject ?? workspaceId,
      recordId: RecordId.safeParse(subject).data ?? null,
      action: entry.action,
      about: entry.about,
      by: entry.by,
      pointers: entry.changes.map(({ pointer }) => pointer),
    },
  }
}

const types: Readonly<Record<string, ChangeType>> = {
  [idPrefixes.agreement]: 'record.changed',
  [idPrefixes.membership]: 'record.changed',
  [idPrefixes.commitment]: 'record.changed',
  [idPrefixes.organisation]: 'organisation.changed',
  [idPrefixes.person]: 'person.changed',
  [idPrefixes.calendar]: 'calendar.changed',
  [idPrefixes.channel]: 'channel.changed',
  [idPrefixes.webhook]: 'webhook.changed',
}

function typeOf(subject: string): ChangeType | undefined {
  return types[subject.slice(0, subject.indexOf('_'))]
}

const Outcome = z.enum(['sent', 'held', 'failed'])

/** What became of a reminder, told once: when its delivery got there. */
function outcomeChange(before: Item | undefined, after: Item): Draft | undefined {
  const state = Outcome.safeParse(after.state)
  if (!state.success || before?.state === state.data) return undefined
  const { id, recordId, deadlineKey, outcome } = Delivery.parse(after.data)
  if (!('at' in outcome)) return undefined
  return {
    workspaceId: WorkspaceId.parse(after.pk.split('#')[1]),
    source: `${after.pk} ${after.sk} ${state.data}`,
    change: {
      at: outcome.at,
      type: `reminder.${state.data}`,
      subjectId: id,
      recordId,
      action: state.data,
      about: `${recordId}.${deadlineKey}`,
      by: null,
      pointers: [],
    },
  }
}
