import {
  CalendarId,
  ChannelId,
  idPrefixes,
  OrganisationId,
  PersonId,
  RecordId,
  type WorkspaceId,
} from '../identity/id.ts'
import { keys } from '../table/keys.ts'
import type { Key } from '../table/table.ts'
import { folded } from '../text/folded.ts'
import type { KeyedNoun } from './naming.ts'
import type { Step } from './step.ts'

const named = ['organisation', 'person', 'calendar', 'channel', 'webhook', 'feed'] as const
type Named = (typeof named)[number]

/** Whether things of a noun are known by an id of their own. */
export function isNamed(noun: Step['noun']): noun is Named {
  return named.some((each) => each === noun)
}

/** Whether a key is an id already. */
export function isIdOf(noun: Named | 'record', text: string): boolean {
  const prefix = noun === 'record' ? '(agr|mem|com)' : idPrefixes[noun]
  return new RegExp(`^${prefix}_[0-9a-f]{32}$`).test(text)
}

/** By what a step is known among all of its import. */
export function nameOf(noun: Step['noun'], key: string | null): string | undefined {
  return key === null ? undefined : `${noun} ${canonicalKey(key)}`
}

/** Names are the same whatever their case and marks are. */
export function canonicalKey(key: string): string {
  return key.startsWith('name:') ? `name:${folded(key.slice(5))}` : key
}

/** A key as people wrote it. */
export function shown(key: string): string {
  return key.startsWith('name:') ? key.slice(5) : key
}

/** Where in the table that stands which an id names; undefined where it is no id of the noun. */
export function tableKey(workspaceId: WorkspaceId, noun: KeyedNoun, text: string): Key | undefined {
  const organisation = OrganisationId.safeParse(text)
  const person = PersonId.safeParse(text)
  const calendar = CalendarId.safeParse(text)
  const record = RecordId.safeParse(text)
  const channel = ChannelId.safeParse(text)
  if (noun === 'channel' && channel.success) return keys.channel(workspaceId, channel.data)
  if (noun === 'organisation' && organisation.success)
    return keys.organisation(workspaceId, organisation.data)
  if (noun === 'person' && person.success) return keys.person(workspaceId, person.data)
  if (noun === 'calendar' && calendar.success) return keys.calendar(workspaceId, calendar.data)
  return noun === 'record' && record.success ? keys.record(workspaceId, record.data) : undefined
}
