import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let organisationId: string
let recordId: string

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  organisationId = (await desk.done('POST', '/v1/organisations', { name: 'CRC' })).id
  const schedule = { kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2027-09-12' }
  recordId = (await desk.done('POST', '/v1/commitments', { title: 'Report', schedule })).id
})

const kinds =
  `negotiation adoption signature signature_definitive signature_ad_referendum ratification acceptance approval
  accession succession formal_confirmation deposit entry_into_force provisional_application registration
  reservation declaration objection amendment denunciation withdrawal termination election term_start extension
  tabling submission payment meeting visit address contribution`.split(/\s+/)

const owners = () => [`/v1/records/${recordId}/events`, `/v1/organisations/${organisationId}/events`]

describe('an event of a record, and of an organisation,', () => {
  it('may be of every kind of the contract', async () => {
    for (const kind of kinds)
      for (const path of owners()) expect((await desk.done('POST', path, { kind })).kind).toBe(kind)
  })

  it('is answered as it was given, with its defaults, at its own place', async () => {
    const full = {
      kind: 'submission',
      on: '2012-05',
      organisationId,
      note: 'n',
      reference: 'CRC/C/AZE/5',
      amount: { value: 1.5, currency: 'USD' },
      nextDueOn: '2027',
    }
    const defaults = {
      on: null,
      organisationId: null,
      note: null,
      reference: null,
      amount: null,
      nextDueOn: null,
    }

    for (const path of owners()) {
      const made = await desk.call('POST', path, full)
      const least = await desk.done('POST', path, { kind: 'visit' })
      const read = await desk.call('GET', made.headers.get('location')!)

      expect(made.status).toBe(201)
      expect(made.headers.get('location')).toBe(`${path}/${made.body.id}`)
      expect(made.body).toEqual({ ...full, id: made.body.id, version: 1, createdAt: '2026-03-02T09:00:00Z' })
      expect([read.body, read.headers.get('etag')]).toEqual([made.body, made.headers.get('etag')])
      expect(least).toMatchObject({ ...defaults, kind: 'visit' })
    }
  })

  it('is changed by a merge patch with its own ETag, and removed; the history keeps all of it', async () => {
    for (const path of owners()) {
      const { id } = await desk.done('POST', path, { kind: 'meeting', on: '2026', note: 'n' })
      const one = `${path}/${id}`

      const unconditional = await desk.call('PATCH', one, { on: null })
      const changed = await desk.call('PATCH', one, { on: '2026-05', note: null }, { 'if-match': '"1"' })
      const stale = await desk.call('DELETE', one, undefined, { 'if-match': '"1"' })
      const removed = await desk.call('DELETE', one, undefined, { 'if-match': '"2"' })
      const { data } = await desk.done('GET', `${path.replace(/events$/, 'history')}`)

      expect([unconditional.status, stale.status, removed.status]).toEqual([428, 412, 200])
      expect(changed.body).toMatchObject({ on: '2026-05', note: null, kind: 'meeting', version: 2 })
      expect((await desk.call('GET', one)).status).toBe(404)
      const own = data.filter(({ about }: any) => about === id)
      expect(own.map(({ action }: any) => action)).toEqual([
        'event_recorded',
        'event_changed',
        'event_removed',
      ])
      expect(own[1].changes).toMatchObject([
        { pointer: '/on', from: '2026', to: '2026-05' },
        { pointer: '/note', from: 'n', to: null },
        { pointer: '/version' },
      ])
    }
  })

  it('that is patched to what it is already is not a new version, and nothing is stored', async () => {
    for (const path of owners()) {
      const { id } = await desk.done('POST', path, { kind: 'meeting', on: '2026' })
      const before = await dump(desk.table)

      const same = await desk.call('PATCH', `${path}/${id}`, { on: '2026' }, { 'if-match': '"1"' })

      expect([same.status, same.headers.get('etag')]).toEqual([200, '"1"'])
      expect(await dump(desk.table)).toEqual(before)
    }
  })

  it('belongs to the one that it was recorded for', async () => {
    const other = (await desk.done('POST', '/v1/organisations', { name: 'Other' })).id
    const { id } = await desk.done('POST', owners()[1]!, { kind: 'meeting' })

    expect((await desk.call('GET', `/v1/organisations/${other}/events/${id}`)).status).toBe(404)
    expect((await desk.call('GET', `${owners()[0]}/${id}`)).status).toBe(404)
  })

  it('keeps the ETag of the record, and of the organisation', async () => {
    for (const path of owners()) await desk.done('POST', path, { kind: 'meeting' })

    expect((await desk.call('GET', `/v1/records/${recordId}`)).headers.get('etag')).toBe('"1"')
    expect((await desk.call('GET', `/v1/organisations/${organisationId}`)).headers.get('etag')).toBe('"1"')
  })
})

it('an event moves what is counted from it: by the period, or to the date that it set, until it is removed', async () => {
  const dates = async () => {
    const { data } = await desk.done('GET', `/v1/deadlines?recordId=${recordId}&to=2035-12-31`)
    return data.map(({ dueOn }: any) => dueOn)
  }
  const path = `/v1/records/${recordId}/events`

  const before = await dates()
  const { id } = await desk.done('POST', path, { kind: 'submission', on: '2027-10-01' })
  const counted = await dates()
  await desk.done('PATCH', `${path}/${id}`, { nextDueOn: '2031-03-31' }, { 'if-match': '*' })
  const set = await dates()
  await desk.done('DELETE', `${path}/${id}`, undefined, { 'if-match': '*' })

  expect(before).toEqual(['2027-09-12', '2032-09-12'])
  expect(counted).toEqual(['2027-09-12', '2032-10-01'])
  expect(set).toEqual(['2027-09-12', '2031-03-31'])
  expect(await dates()).toEqual(before)
})
