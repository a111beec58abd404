import * as z from 'zod'
import type { WorkspaceId } from './workspace-id.ts'

/** The prefix of each kind of id. */
export const idPrefixes = {
  organisation: 'org',
  agreement: 'agr',
  membership: 'mem',
  commitment: 'com',
  event: 'evt',
  person: 'per',
  token: 'tok',
  calendar: 'cal',
  channel: 'chn',
  webhook: 'whk',
  import: 'imp',
  feed: 'fed',
  absence: 'abs',
} as const

type Noun = keyof typeof idPrefixes

function idOf<N extends Noun>(noun: N, example: string) {
  const prefix = idPrefixes[noun]
  const error = `Write the id of ${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}, such as ${example}.`
  return z
    .string({ error })
    .regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`), { error })
    .brand<N>()
}

export const OrganisationId = idOf('organisation', 'org_4f9a0c…')
export type OrganisationId = z.output<typeof OrganisationId>

export const PersonId = idOf('person', 'per_4f9a0c…')
export type PersonId = z.output<typeof PersonId>

export const EventId = idOf('event', 'evt_4f9a0c…')
export type EventId = z.output<typeof EventId>

export const TokenId = idOf('token', 'tok_4f9a0c…')
export type TokenId = z.output<typeof TokenId>

export const CalendarId = idOf('calendar', 'cal_4f9a0c…')
export type CalendarId = z.output<typeof CalendarId>

export const WebhookId = idOf('webhook', 'whk_4f9a0c…')
export type WebhookId = z.output<typeof WebhookId>

export const ChannelId = idOf('channel', 'chn_4f9a0c…')
export type ChannelId = z.output<typeof ChannelId>
export const ImportId = idOf('import', 'imp_4f9a0c…')
export type ImportId = z.output<typeof ImportId>

export const FeedId = idOf('feed', 'fed_4f9a0c…')
export type FeedId = z.output<typeof FeedId>

export const AbsenceId = idOf('absence', 'abs_4f9a0c…')
export type AbsenceId = z.output<typeof AbsenceId>

/** The id of a record of any kind. */
export const RecordId = z
  .string({ error: 'Write the id of a record, such as com_4f9a0c….' })
  .regex(/^(agr|mem|com)_[0-9a-f]{32}$/, { error: 'Write the id of a record, such as com_4f9a0c….' })
  .brand<'record'>()
export type RecordId = z.output<typeof RecordId>

/** The tenant. It cannot be made here: see `workspace-id.ts`. */
export type { WorkspaceId } from './workspace-id.ts'

/** A new id of the noun: its prefix and 122 random bits. */
export function newId(noun: Noun | 'workspace'): string {
  const prefix = noun === 'workspace' ? 'ws' : idPrefixes[noun]
  return `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`
}

/**
 * The id that a key always stands for in a workspace: whoever brings in the same thing again finds what was made of it
 * the first time, also where that was cut off. 128 bits of SHA-256.
 */
export async function derivedId(noun: Noun, workspaceId: WorkspaceId, key: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([noun, workspaceId, key]))
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return `${idPrefixes[noun]}_${Buffer.from(digest).toString('hex').slice(0, 32)}`
}
