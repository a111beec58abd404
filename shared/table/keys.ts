import type {
  CalendarId,
  ChannelId,
  EventId,
  FeedId,
  ImportId,
  OrganisationId,
  PersonId,
  RecordId,
  TokenId,
  WebhookId,
  WorkspaceId,
} from '../identity/id.ts'
import type { Key } from './table.ts'

/**
 * Every key of the table. The tenant comes first in each. Exempt are the wake index and the list of workspaces,
 * which only sweep and reconcile read; what these two say of themselves; and what leads to a tenant before it is known,
 * looked up by a hash: tokens, invitations, calendar feeds, and the identities of those who sign in.
 *
 * What belongs to one record, organisation or person shares its partition, and sorts so that one query from
 * `DEADLINE#` on reads all of it but the history:
 * CHANGE# < DEADLINE# < EVENT# < MUTE# < RECORD < SESSION# < SOURCE < TOLD#.
 */
export type OwnerId =
  | CalendarId
  | ChannelId
  | FeedId
  | ImportId
  | OrganisationId
  | PersonId
  | RecordId
  | WebhookId

/** Sorts after anything that begins with a prefix. */
const last = '\uffff'

function digits(n: number): string {
  return String(n).padStart(10, '0')
}

export function partitionOf(workspaceId: WorkspaceId, id: OwnerId): string {
  return `W#${workspaceId}#${id}`
}

export const keys = {
  workspace: (workspaceId: WorkspaceId): Key => ({ pk: `W#${workspaceId}`, sk: 'WORKSPACE' }),
  listedWorkspace: (workspaceId: WorkspaceId): Key => ({ pk: 'WORKSPACES', sk: workspaceId }),
  record: (workspaceId: WorkspaceId, id: RecordId): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: 'RECORD',
  }),
  organisation: (workspaceId: WorkspaceId, id: OrganisationId): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: 'ORGANISATION',
  }),
  person: (workspaceId: WorkspaceId, id: PersonId): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: 'PERSON',
  }),
  calendar: (workspaceId: WorkspaceId, id: CalendarId): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: 'CALENDAR',
  }),
  channel: (workspaceId: WorkspaceId, id: ChannelId): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: 'CHANNEL',
  }),
  webhook: (workspaceId: WorkspaceId, id: WebhookId): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: 'WEBHOOK',
  }),
  /** One change that one receiver is to be told of. */
  webhookMessage: (workspaceId: WorkspaceId, id: WebhookId, number: number): Key => ({
    pk: `W#${workspaceId}#CALLS#${id}`,
    sk: `N#${digits(number)}`,
  }),
  session: (workspaceId: WorkspaceId, id: OrganisationId, ordinal: number): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: `SESSION#${digits(ordinal)}`,
  }),
  /** Where an organisation publishes its sessions, and what was found there last. */
  sessionSource: (workspaceId: WorkspaceId, id: OrganisationId): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: 'SOURCE',
  }),
  sourceReading: (workspaceId: WorkspaceId, id: OrganisationId): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: 'SOURCE#READING',
  }),
  event: (workspaceId: WorkspaceId, owner: OwnerId, id: EventId): Key => ({
    pk: partitionOf(workspaceId, owner),
    sk: `EVENT#${id}`,
  }),
  touchedDeadline: (workspaceId: WorkspaceId, id: RecordId, deadlineKey: string): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: `DEADLINE#${deadlineKey}`,
  }),
  /** By e-mail the channel is left out. */
  told: (
    workspaceId: WorkspaceId,
    id: RecordId,
    told: { deadlineKey: string; recipient: string; channel: string },
  ): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: `TOLD#${told.deadlineKey}#${told.recipient}${told.channel === 'email' ? '' : `#${told.channel}`}`,
  }),
  /** That an address, in small letters, is a person's own. */
  address: (workspaceId: WorkspaceId, address: string, id: PersonId): Key => ({
    pk: `W#${workspaceId}#ADDRESS#${address.toLowerCase()}`,
    sk: id,
  }),
  mute: (
    workspaceId: WorkspaceId,
    id: RecordId,
    mute: { recipient: string; deadlineKey: string | null },
  ): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: `MUTE#${mute.recipient}#${mute.deadlineKey ?? ''}`,
  }),
  /** What a person has chosen for their own reminders. */
  choices: (workspaceId: WorkspaceId, personId: PersonId): Key => ({
    pk: `W#${workspaceId}#CHOICES`,
    sk: personId,
  }),
  /** One entry of the history of whatever the partition holds; `seq` counts from 1. */
  change: (pk: string, seq: number): Key => ({ pk, sk: `CHANGE#${digits(seq)}` }),
  /** Says that a record depends on something: an organisation's sessions, a person, a calendar. */
  dependent: (workspaceId: WorkspaceId, on: string, id: RecordId): Key => ({
    pk: `W#${workspaceId}#DEPENDENTS#${on}`,
    sk: id,
  }),
  /** Says that a record has an external reference; of several with the same one, each says so. */
  externalRef: (workspaceId: WorkspaceId, ref: string, id: RecordId): Key => ({
    pk: `W#${workspaceId}#REF#${ref}`,
    sk: id,
  }),
  feed: (workspaceId: WorkspaceId, id: FeedId): Key => ({ pk: partitionOf(workspaceId, id), sk: 'FEED' }),
  /** The feed that a secret address leads to, by the hash of its secret. */
  feedSecret: (hash: string): Key => ({ pk: `FEED#${hash}`, sk: 'FEED' }),
  import: (workspaceId: WorkspaceId, id: ImportId): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: 'IMPORT',
  }),
  /** What an import is to bring about, in pieces; and what each piece was found to be. */
  importSteps: (workspaceId: WorkspaceId, id: ImportId, piece: number): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: `STEPS#${digits(piece)}`,
  }),
  importChecks: (workspaceId: WorkspaceId, id: ImportId, piece: number): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: `CHECKS#${digits(piece)}`,
  }),
  /** What one step came to, stored in the transaction that carried it out. */
  importResult: (workspaceId: WorkspaceId, id: ImportId, index: number): Key => ({
    pk: partitionOf(workspaceId, id),
    sk: `RESULT#${digits(index)}`,
  }),
  /** The walk over the dependents of something that changed. */
  replan: (workspaceId: WorkspaceId, on: string): Key => ({ pk: `W#${workspaceId}#REPLANS`, sk: on }),
  /** What a person hands over, record by record. */
  handover: (workspaceId: WorkspaceId, id: PersonId): Key => ({ pk: `W#${workspaceId}#HANDOVERS`, sk: id }),
  idempotency: (workspaceId: WorkspaceId, hash: string): Key => ({
    pk: `W#${workspaceId}#IDEMPOTENCY#${hash}`,
    sk: 'IDEMPOTENCY',
  }),
  /** Where the envelope is of a mail that its provider knows by a key; looked up before the tenant is known. */
  sentMail: (key: string): Key => ({ pk: `MAIL#${key}`, sk: 'MAIL' }),
  token: (hash: string): Key => ({ pk: `TOKEN#${hash}`, sk: 'TOKEN' }),
  listedToken: (workspaceId: WorkspaceId, id: TokenId): Key => ({ pk: `W#${workspaceId}#TOKENS`, sk: id }),
  invitation: (hash: string): Key => ({ pk: `INVITATION#${hash}`, sk: 'INVITATION' }),
  /** Who signs in at an issuer, by the hash of issuer and subject. */
  subject: (hash: string): Key => ({ pk: `SUBJECT#${hash}`, sk: 'SUBJECT' }),
  /** What works in the background says of itself; on one machine, the folder that the table is in. No tenant's. */
  report: (of: 'sweep' | 'reconcile' | 'folder'): Key => ({ pk: 'REPORTS', sk: of }),
  /** How far a migration has got. */
  migration: (id: string): Key => ({ pk: 'REPORTS', sk: `migration ${id}` }),
  /** Which table a workspace sends from. */
  sending: (workspaceId: WorkspaceId): Key => ({ pk: `W#${workspaceId}`, sk: 'SENDING' }),
  /** Up to when administrators were told that nothing fell through the cracks, and when they are next. */
  heartbeat: (workspaceId: WorkspaceId): Key => ({ pk: `W#${workspaceId}`, sk: 'HEARTBEAT' }),
  /** What the last reconcile found in a workspace. */
  reconciled: (workspaceId: WorkspaceId): Key => ({ pk: `W#${workspaceId}`, sk: 'RECONCILED' }),
  /** The changes of a workspace by number, where the numbers stand, and which number each source was given. */
  numberedChange: (workspaceId: WorkspaceId, number: number): Key => ({
    pk: `W#${workspaceId}#FEED`,
    sk: `N#${digits(number)}`,
  }),
  feedHead: (workspaceId: WorkspaceId): Key => ({ pk: `W#${workspaceId}#FEED`, sk: 'HEAD' }),
  changeSource: (workspaceId: WorkspaceId, source: string): Key => ({
    pk: `W#${workspaceId}#FEED`,
    sk: `OF#${source}`,
  }),
  /** On one machine, how far the table's stream has been read. */
  pumped: (shard: string): Key => ({ pk: 'REPORTS', sk: `stream ${shard}` }),
  /** What is to be told, or was, to one recipient on one channel: deliveries and their envelopes by sending time. */
  outbox: (workspaceId: WorkspaceId, recipient: string, channel: string): string =>
    `W#${workspaceId}#OUTBOX#${channel}#${recipient}`,
}

/** The ranges that are read of the table itself. */
export const ranges = {
  /** A record, organisation or person with all that belongs to it, but its history. */
  whole: (workspaceId: WorkspaceId, id: OwnerId) => ({
    partition: partitionOf(workspaceId, id),
    from: 'DEADLINE#',
  }),
  events: (workspaceId: WorkspaceId, id: OwnerId) => starting(partitionOf(workspaceId, id), 'EVENT#'),
  sessions: (workspaceId: WorkspaceId, id: OrganisationId) =>
    starting(partitionOf(workspaceId, id), 'SESSION#'),
  history: (pk: string) => starting(pk, 'CHANGE#'),
  externalRef: (workspaceId: WorkspaceId, ref: string) => ({ partition: `W#${workspaceId}#REF#${ref}` }),
  /** An import with all that belongs to it. */
  import: (workspaceId: WorkspaceId, id: ImportId) => ({ partition: partitionOf(workspaceId, id) }),
  tokens: (workspaceId: WorkspaceId) => ({ partition: `W#${workspaceId}#TOKENS` }),
  addresses: (workspaceId: WorkspaceId, address: string) => ({
    partition: `W#${workspaceId}#ADDRESS#${address.toLowerCase()}`,
  }),
  choices: (workspaceId: WorkspaceId) => ({ partition: `W#${workspaceId}#CHOICES` }),
  dependents: (workspaceId: WorkspaceId, on: string) => ({ partition: `W#${workspaceId}#DEPENDENTS#${on}` }),
}

export function starting(partition: string, prefix: string) {
  return { partition, from: prefix, to: `${prefix}${last}` }
}

/** The partitions of the indexes. */
export const indexPartitions = {
  wake: (shard: number) => `WAKE#${shard}`,
  due: (workspaceId: WorkspaceId) => `W#${workspaceId}#DUE`,
  /** Deliveries by sending time. */
  reminders: (workspaceId: WorkspaceId) => `W#${workspaceId}#REMINDERS`,
  records: (workspaceId: WorkspaceId) => `W#${workspaceId}#RECORDS`,
  organisations: (workspaceId: WorkspaceId) => `W#${workspaceId}#ORGANISATIONS`,
  feeds: (workspaceId: WorkspaceId) => `W#${workspaceId}#FEEDS`,
  calendars: (workspaceId: WorkspaceId) => `W#${workspaceId}#CALENDARS`,
  sessionSources: (workspaceId: WorkspaceId) => `W#${workspaceId}#SOURCES`,
  webhooks: (workspaceId: WorkspaceId) => `W#${workspaceId}#WEBHOOKS`,
  channels: (workspaceId: WorkspaceId) => `W#${workspaceId}#CHANNELS`,
  people: (workspaceId: WorkspaceId) => `W#${workspaceId}#PEOPLE`,
  /** The newest first. */
  imports: (workspaceId: WorkspaceId) => `W#${workspaceId}#IMPORTS`,
}

/** The indexes of everything that has a history of its own, but for the workspace itself. */
export function withHistory(workspaceId: WorkspaceId): readonly string[] {
  const { records, organisations, calendars, channels, people, webhooks } = indexPartitions
  return [records, organisations, calendars, channels, people, webhooks].map((partition) =>
    partition(workspaceId),
  )
}

/** The partition of the wake index with the published calendars that are to be read; who reads them reads it alone. */
export const calendarsToRead = 'CALENDARS'

/** In how many partitions the wake index is spread. It may only grow: an item stays in the shard it was given. */
export const wakeShards = 4

/** The attributes that put an item into the wake index: the shard follows from its partition. */
export function wake(pk: string, wakeAt: string) {
  let hash = 0
  for (let at = 0; at < pk.length; at += 1) hash = (hash * 31 + pk.charCodeAt(at)) | 0
  return { wakeShard: indexPartitions.wake(Math.abs(hash) % wakeShards), wakeAt }
}
