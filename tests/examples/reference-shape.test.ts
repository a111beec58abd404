import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Body = { type?: unknown; role?: unknown; kind?: unknown; bindingness?: unknown }
type Entry = { key: string; kind?: string; body: Body; sessions?: Body[]; events: Body[] }

const file = new URL('../../examples/reference.json', import.meta.url)
const reference: { settings: Body; organisations: Entry[]; records: Entry[] } = JSON.parse(
  readFileSync(file, 'utf8'),
)
const entries = [...reference.organisations, ...reference.records]

// The fields of the API's contract: a body with any other is refused, and the first start with it.
const everyRecord = 'areas links externalRef note leadDays trackedFrom watchers visibleTo'
const fields = {
  organisation: 'name shortName kind parentId areas presence links sessionRules note',
  session: 'ordinal opensOn closesOn status',
  event: 'kind on organisationId note reference amount nextDueOn',
  agreement: `title type parties bindingness signedOn count references depositary terms renewal
    renewalPeriod notice relatedIds ${everyRecord}`,
  membership: `title organisationId role terms asOf candidatureDueOn electionOn ${everyRecord}`,
  commitment: `title organisationId role schedule milestones rotation period amount ${everyRecord}`,
  presence: 'startsOn endsOn',
  links: 'title url',
  sessionRules: 'validFrom rrule firstOrdinal',
  parties: 'organisationId name capacity',
  references: 'registration unts note registry',
  terms: 'startsOn endsOn',
  milestones: 'key title offset',
  amount: 'value currency',
  schedule: 'kind organisationId edge from every offset weekday startsOn period roll',
}
const values = {
  type: 'treaty convention protocol memorandum declaration statement programme project other',
  bindingness: 'treaty contract political inter_institutional',
  role: 'member elected_member observer participant chair vice_chair rapporteur candidate other',
  organisation: 'state intergovernmental un_body agency ngo national_authority other',
  event: 'adoption accession submission tabling meeting visit address contribution',
}
const listOf = (words: string) => words.split(/\s+/)
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The names of fields, at any depth, that the contract doesn't know for that place. */
function unknownFields(place: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => unknownFields(place, item))
  if (!isObject(value)) return []
  const known = listOf(Object.entries(fields).find(([name]) => name === place)?.[1] ?? '')
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(known.includes(name) ? [] : [`${place}.${name}`]),
    ...unknownFields(name, inner),
  ])
}

/** Every "@key" inside a value, without its mark. */
function references(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('@') ? [value.slice(1)] : []
  return isObject(value) ? Object.values(value).flatMap(references) : []
}

describe('the file can be posted as it is', () => {
  it.each(entries.map((entry) => [entry.key, entry] as const))('%s has only known fields', (_, entry) => {
    expect(unknownFields(entry.kind ?? 'organisation', entry.body)).toEqual([])
    expect(unknownFields('event', entry.events)).toEqual([])
    expect(unknownFields('session', entry.sessions)).toEqual([])
  })

  it('an unknown field is found at any depth', () => {
    const body = { title: 'x', parties: [{ organisationId: '@y', rank: 1 }], ownerId: 'z' }

    expect(unknownFields('agreement', body)).toEqual(['parties.rank', 'agreement.ownerId'])
  })

  it('an entry refers only to entries before it', () => {
    const posted = new Set<string>()

    for (const { key, body, events } of entries) {
      for (const target of references(body)) expect(posted, `${key} refers to ${target}`).toContain(target)
      posted.add(key)
      for (const target of references(events)) expect(posted, `${key} refers to ${target}`).toContain(target)
    }

    expect(references(entries).length).toBeGreaterThan(80)
  })

  it('what the API requires is there', () => {
    const required = { agreement: ['title', 'type', 'parties'], membership: ['organisationId', 'role'] }
    const needs: Record<string, string[]> = { ...required, commitment: ['title', 'schedule'] }

    for (const { key, kind, body } of entries) {
      expect(Object.keys(body), key).toEqual(expect.arrayContaining(needs[kind ?? ''] ?? ['name']))
    }
  })

  it('types, roles and kinds are values of the API', () => {
    for (const { key, kind, body, events } of entries) {
      if (kind === 'agreement') expect(listOf(values.type), key).toContain(body.type)
      if (kind === 'membership') expect(listOf(values.role), key).toContain(body.role)
      if (kind === undefined) expect(listOf(values.organisation), key).toContain(body.kind)
      if (body.bindingness) expect(listOf(values.bindingness), key).toContain(body.bindingness)
      for (const event of events) expect(listOf(values.event), key).toContain(event.kind)
    }
  })

  it('every day is a year, a month, a day, unknown or open', () => {
    const days: unknown[] = []
    JSON.parse(JSON.stringify(entries), (name, value) => {
      if (/^on$|On$|^asOf$|^trackedFrom$|^validFrom$/.test(name)) days.push(value)
      return value
    })

    expect(days.length).toBeGreaterThan(60)
    for (const day of days) expect(String(day)).toMatch(/^(\d{4}(-\d\d(-\d\d)?)?|null|\.\.)$/)
  })

  it('the workspace is the ministry, in its zone', () => {
    expect(reference.settings).toEqual({
      name: 'Ministry of Foreign Affairs of Azerbaijan',
      zone: 'Asia/Baku',
    })
  })
})
