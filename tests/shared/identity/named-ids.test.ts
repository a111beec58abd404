import { expect, it } from 'vitest'
import { newId } from '../../../shared/identity/id.ts'
import { namedIds } from '../../../shared/identity/named-ids.ts'

const organisation = newId('organisation')
const person = newId('person')
const record = newId('agreement')
const calendar = newId('calendar')

function named(document: unknown): string[][] {
  return [...namedIds(document)].map(({ pointer, noun }) => [pointer, noun])
}

it('a document names ids in the fields that are made for them, at any depth', () => {
  const document = {
    ownerId: person,
    parties: [{ organisationId: organisation }, { organisationId: null, name: 'X' }],
    relatedIds: [record, newId('commitment')],
    schedule: { of: [{ calendarId: calendar }, { of: [{ organisationId: organisation }] }] },
  }

  expect(named(document)).toEqual([
    ['/ownerId', 'person'],
    ['/parties/0/organisationId', 'organisation'],
    ['/relatedIds/0', 'record'],
    ['/relatedIds/1', 'record'],
    ['/schedule/of/0/calendarId', 'calendar'],
    ['/schedule/of/1/of/0/organisationId', 'organisation'],
  ])
})

it('text elsewhere that looks like an id is text', () => {
  expect(named({ note: person, title: organisation, areas: [record], externalRef: calendar })).toEqual([])
})

it('a watcher may be an address; anything else has to be an id of what its field names', () => {
  const document = {
    watchers: [person, 'a@example.org', organisation],
    ownerId: 'a@example.org',
    organisationId: person,
    calendarId: 'a@b',
    relatedIds: [organisation],
    visibleTo: ['x'],
  }

  expect(named(document)).toEqual([
    ['/watchers/0', 'person'],
    ['/watchers/2', 'unknown'],
    ['/ownerId', 'unknown'],
    ['/organisationId', 'unknown'],
    ['/calendarId', 'unknown'],
    ['/relatedIds/0', 'unknown'],
    ['/visibleTo/0', 'unknown'],
  ])
})

it('an id has the prefix of its noun and is never the same', () => {
  const ids = Array.from({ length: 100 }, () => newId('event'))

  expect(ids.every((id) => /^evt_[0-9a-f]{32}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(100)
})
