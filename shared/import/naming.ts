/** What a key can stand for. */
export type KeyedNoun = 'organisation' | 'person' | 'calendar' | 'record' | 'channel'

/** The members that name something, and what they name: what an export writes as a key, an import reads as one. */
export const namingMembers: ReadonlyMap<string, KeyedNoun> = new Map([
  ['organisationId', 'organisation'],
  ['parentId', 'organisation'],
  ['calendarId', 'calendar'],
  ['ownerId', 'person'],
  ['deputyId', 'person'],
  ['supervisorId', 'person'],
  ['watchers', 'person'],
  ['recipient', 'person'],
  ['standInId', 'person'],
  ['personId', 'person'],
  ['channels', 'channel'],
  ['visibleTo', 'person'],
  ['by', 'person'],
  ['relatedIds', 'record'],
  ['closedBy', 'record'],
])
