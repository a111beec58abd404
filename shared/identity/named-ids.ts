import { CalendarId, ChannelId, OrganisationId, PersonId, RecordId } from './id.ts'

/** An id that a document names, with the pointer of the place. `unknown`: text that cannot be an id of what is wanted. */
export type NamedId = { readonly pointer: string } & (
  | Named
  | { readonly noun: 'unknown'; readonly id: string }
)

type Named =
  | { readonly noun: 'organisation'; readonly id: OrganisationId }
  | { readonly noun: 'person'; readonly id: PersonId }
  | { readonly noun: 'record'; readonly id: RecordId }
  | { readonly noun: 'calendar'; readonly id: CalendarId }
  | { readonly noun: 'channel'; readonly id: ChannelId }

/** The fields that name something kept here, and what they name; text elsewhere that looks like an id is text. */
const fields: ReadonlyMap<string, readonly Named['noun'][]> = new Map<string, Named['noun'][]>([
  ['organisationId', ['organisation']],
  ['parentId', ['organisation']],
  ['calendarId', ['calendar']],
  ['personId', ['person']],
  ['ownerId', ['person']],
  ['deputyId', ['person']],
  ['supervisorId', ['person']],
  ['standInId', ['person']],
  ['visibleTo', ['person']],
  ['watchers', ['person', 'channel']],
  ['recipient', ['person']],
  ['handOverTo', ['person']],
  ['channels', ['channel']],
  ['relatedIds', ['record']],
])

/** Every id that a document names, at any depth. */
export function* namedIds(document: unknown, pointer = '', field = ''): Generator<NamedId> {
  if (typeof document === 'string') {
    const nouns = fields.get(field)
    // A watcher may also be an address, and a channel e-mail: they name nothing that is kept.
    const mayBeAddress = field === 'watchers' || field === 'recipient'
    const isByMail = mayBeAddress ? document.includes('@') : field === 'channels' && document === 'email'
    if (nouns === undefined || isByMail) return
    const found = named(document)
    yield found !== undefined && nouns.includes(found.noun)
      ? { pointer, ...found }
      : { pointer, noun: 'unknown', id: document }
    return
  }
  if (document === null || typeof document !== 'object') return
  for (const [name, member] of Object.entries(document))
    yield* namedIds(member, `${pointer}/${name}`, Array.isArray(document) ? field : name)
}

function named(text: string): Named | undefined {
  const organisation = OrganisationId.safeParse(text)
  if (organisation.success) return { noun: 'organisation', id: organisation.data }
  const person = PersonId.safeParse(text)
  if (person.success) return { noun: 'person', id: person.data }
  const record = RecordId.safeParse(text)
  if (record.success) return { noun: 'record', id: record.data }
  const calendar = CalendarId.safeParse(text)
  if (calendar.success) return { noun: 'calendar', id: calendar.data }
  const channel = ChannelId.safeParse(text)
  return channel.success ? { noun: 'channel', id: channel.data } : undefined
}
