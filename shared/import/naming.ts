/** What a key can stand for. */
export type KeyedNoun = 'organisation' | 'person' | 'calendar' | 'record'

/** The members that name something, and what they name: what an export writes as a key, an import reads as one. */
export const namingMembers: ReadonlyMap<string, KeyedNoun> = new Map([
  ['organisationId', 'organisation'],
  ['parentId', 'organisation'],
  ['calendarId', 'calendar'],
  ['ownerId', 'person'],
  ['deputyId', 'person'],
  ['supervisorId', 'person'],
  ['watchers', 'person'],
  ['visibleTo', 'person'],
  ['by', 'person'],
  ['relatedIds', 'record'],
  ['closedBy', 'record'],
])
