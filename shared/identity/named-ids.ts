import { OrganisationId, PersonId, RecordId } from './id.ts'

/** An id that a document names, with the pointer of the place. */
export type NamedId = { readonly pointer: string } & (
  | { readonly noun: 'organisation'; readonly id: OrganisationId }
  | { readonly noun: 'person'; readonly id: PersonId }
  | { readonly noun: 'record'; readonly id: RecordId }
)

/** The fields that name something kept here; text elsewhere that looks like an id is text. */
const fields = new Set([
  'organisationId',
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

function* named(text: string, pointer: string): Generator<NamedId> {
  const organisation = OrganisationId.safeParse(text)
  if (organisation.success) yield { pointer, noun: 'organisation', id: organisation.data }
  const person = PersonId.safeParse(text)
  if (person.success) yield { pointer, noun: 'person', id: person.data }
  const record = RecordId.safeParse(text)
  if (record.success) yield { pointer, noun: 'record', id: record.data }
}
