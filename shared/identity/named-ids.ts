import { CalendarId, OrganisationId, PersonId, RecordId } from './id.ts'

/** An id that a document names, with the pointer of the place. `unknown`: text that cannot be an id of anything. */
export type NamedId = { readonly pointer: string } & (
  | { readonly noun: 'organisation'; readonly id: OrganisationId }
  | { readonly noun: 'person'; readonly id: PersonId }
  | { readonly noun: 'record'; readonly id: RecordId }
  | { readonly noun: 'calendar'; readonly id: CalendarId }
  | { readonly noun: 'unknown'; readonly id: string }
)

/** The fields that name something kept here; text elsewhere that looks like an id is text. */
const fields = new Set([
  'organisationId',
  'calendarId',
  'parentId',
  'ownerId',
  'deputyId',
  'supervisorId',
  'visibleTo',
  'watchers',
  'relatedIds',
])

/** Every id that a document names, at any depth. */
export function* namedIds(document: unknown, pointer = '', field = ''): Generator<NamedId> {
  if (typeof document === 'string') {
    if (fields.has(field)) yield* named(document, pointer)
    return
  }
  if (document === null || typeof document !== 'object') return
  for (const [name, member] of Object.entries(document))
    yield* namedIds(member, `${pointer}/${name}`, Array.isArray(document) ? field : name)
}

/** A watcher may also be an address: it names nothing that is kept. */
function* named(text: string, pointer: string): Generator<NamedId> {
  const organisation = OrganisationId.safeParse(text)
  const person = PersonId.safeParse(text)
  const record = RecordId.safeParse(text)
  const calendar = CalendarId.safeParse(text)
  if (organisation.success) yield { pointer, noun: 'organisation', id: organisation.data }
  else if (person.success) yield { pointer, noun: 'person', id: person.data }
  else if (record.success) yield { pointer, noun: 'record', id: record.data }
  else if (calendar.success) yield { pointer, noun: 'calendar', id: calendar.data }
  else if (!text.includes('@')) yield { pointer, noun: 'unknown', id: text }
}
