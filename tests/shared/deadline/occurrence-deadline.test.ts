import { describe, expect, it } from 'vitest'
import { deadlineAt } from '../../../shared/deadline/deadlines.ts'
import { dueFrom } from '../../../shared/deadline/due-from.ts'
import { Session } from '../../../shared/organisation/session.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { generalAssembly } from '../../support/schedules.ts'
import {
  administrator,
  after,
  changed,
  desk,
  done,
  inShort,
  moved,
  organisationId,
  recordOf,
  seen,
  surroundings,
  withEvents,
} from './record-states.ts'

const commitment = (schedule: object, more: object = {}) => recordOf('commitment', { schedule, ...more })
const yearly = { kind: 'every', startsOn: '2020-03-31', period: 'P1Y' }
const draft = { key: 'draft', title: 'Draft', offset: '-P1M' }
const atOpening = { kind: 'session', organisationId, edge: 'opens', from: 81, every: 2, offset: '-P30D' }

function withSession(opensOn: string, status: string) {
  const sessions = [Session.parse({ ordinal: 81, opensOn, status })]
  return surroundings({ sessions: () => ({ ...generalAssembly, sessions }) })
}

describe('an occurrence', () => {
  it('that nobody has touched is open with its record’s owner, else with the administrator', () => {
    expect(seen(commitment(yearly))[0]).toMatchObject({
      slot: '2026-03-31',
      dueOn: '2026-03-31',
      dueAt: '2026-04-01T00:00:00Z',
      status: 'open',
      ownerId: administrator,
      version: 0,
    })
    expect(seen(commitment(yearly, { ownerId: desk }))[0]?.ownerId).toBe(desk)
  })

  it('is due until its day ends in the zone of the workspace', () => {
    const around = surroundings({}, { zone: 'Asia/Baku' })
    const statusAt = (now: string) => seen(commitment(yearly), { now, around })[0]?.status

    expect(statusAt('2026-03-31T19:59:59Z')).toBe('open')
    expect(statusAt('2026-03-31T20:00:00Z')).toBe('overdue')
  })

  it('with an hour is due at that hour', () => {
    const at = { time: '13:00', zone: 'America/New_York' }

    expect(seen(commitment({ ...yearly, at }))[0]?.dueAt).toBe('2026-03-31T17:00:00Z')
  })

  it('before the record was tracked is history, and never open', () => {
    const state = commitment(yearly, { trackedFrom: '2027-01-01' })

    expect(inShort(seen(state, { from: '2000-01-01', now: '2028-06-01T00:00:00Z' }))).toEqual([
      'occurrence 2027-03-31',
      'occurrence 2028-03-31',
    ])
  })

  it('that is still to come is open, and its milestone from before the record was tracked is not', () => {
    const state = commitment(yearly, { milestones: [draft], trackedFrom: '2026-03-15' })

    expect(inShort(seen(state, { from: '2000-01-01', to: '2026-12-31' }))).toEqual(['occurrence 2026-03-31'])
  })

  it('before the record was tracked that somebody has completed is kept', () => {
    const state = commitment(yearly)
    const [first] = seen(state)

    const later = changed(after(state, first, done('2026-03-01')), { trackedFrom: '2027-01-01' })

    expect(inShort(seen(later, { to: '2027-12-31' }))).toEqual([
      'occurrence 2026-03-31',
      'occurrence 2027-03-31',
    ])
  })

  it('known to the month is sorted by its first day and overdue after its last', () => {
    const state = commitment({ kind: 'list', dates: ['2026-11-15', '2026-11'] })

    const deadlines = seen(state, { now: '2026-11-20T00:00:00Z' })

    expect(deadlines.map(({ dueOn, status }) => `${dueOn} ${status}`)).toEqual([
      '2026-11 open',
      '2026-11-15 overdue',
    ])
  })

  it('completed late does not swallow the next one', () => {
    const state = commitment(yearly)

    const later = after(state, seen(state)[0], done('2027-06-01'))

    expect(seen(later, { to: '2027-12-31' }).map(({ dueOn, status }) => `${dueOn} ${status}`)).toEqual([
      '2026-03-31 done',
      '2027-03-31 open',
    ])
  })
})

describe('an occurrence of a session', () => {
  it('moves with the session as long as it is open, and keeps its slot', () => {
    const state = commitment(atOpening, { milestones: [draft] })

    const before = seen(state, { to: '2026-12-31' })
    const afterMove = seen(state, { to: '2026-12-31', around: withSession('2026-09-22', 'moved') })

    expect(inShort(before)).toEqual(['milestone 2026-07-09', 'occurrence 2026-08-09'])
    expect(inShort(afterMove)).toEqual(['milestone 2026-07-23', 'occurrence 2026-08-23'])
    expect(afterMove.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(afterMove[1]?.basis).toBe(
      '30 days before the opening of session 81 of the General Assembly, moved to 22 September 2026.',
    )
  })

  it('keeps its date once it is closed, whatever becomes of the session', () => {
    const state = commitment(atOpening)

    const closed = after(state, seen(state)[0], done('2026-08-01'))

    const [deadline] = seen(closed, { around: withSession('2026-10-20', 'moved') })
    expect(deadline).toMatchObject({ dueOn: '2026-08-09', status: 'done' })
    expect(deadline?.basis).toContain('estimated 8 September 2026')
  })

  it('moved by hand keeps that date when the session moves', () => {
    const state = commitment(atOpening)

    const byHand = after(state, seen(state)[0], moved('2026-08-20'))

    expect(inShort(seen(byHand, { to: '2026-12-31', around: withSession('2026-09-22', 'moved') }))).toEqual([
      'occurrence 2026-08-20',
    ])
  })
})

describe('a rule that changes', () => {
  it('keeps what was touched, says so, and gives the rest anew', () => {
    const state = commitment(yearly)
    const assigned = after(state, seen(state)[0], { act: 'assign', ownerId: desk, reason: null })

    const anew = changed(assigned, { schedule: { kind: 'every', startsOn: '2026-06-30', period: 'P1Y' } })

    const deadlines = seen(anew, { to: '2027-12-31' })
    expect(inShort(deadlines)).toEqual([
      'occurrence 2026-03-31',
      'occurrence 2026-06-30',
      'occurrence 2027-06-30',
    ])
    expect(deadlines[0]).toMatchObject({ ownerId: desk, status: 'open' })
    expect(deadlines[0]?.basis).toMatch(/ The rule no longer gives it\.$/)
    expect(deadlines[1]?.ownerId).toBe(administrator)
  })

  it('from a year on leaves the years before as they were', () => {
    const state = commitment({ ...yearly, validTo: '2026-12-31' })
    const closed = after(state, seen(state)[0], done('2026-03-30'))

    const anew = changed(closed, { schedule: { ...yearly, startsOn: '2020-06-30', validFrom: '2027-01-01' } })

    expect(inShort(seen(anew, { to: '2027-12-31' }))).toEqual([
      'occurrence 2026-03-31',
      'occurrence 2027-06-30',
    ])
  })
})

describe('a report that is due after the last one', () => {
  const reports = commitment({ kind: 'after', event: 'submission', period: 'P4Y', firstOn: '2026-05-01' })

  it('is estimated until there is an outcome, and then keeps its slot at the date that was set', () => {
    const estimated = seen(reports, { to: '2031-12-31' })
    const submitted = withEvents(reports, { kind: 'submission', on: '2026-04-20', nextDueOn: '2031-09-30' })

    const set = seen(submitted, { to: '2031-12-31' })

    expect(inShort(estimated)).toEqual(['occurrence 2026-05-01', 'occurrence 2030-05-01'])
    expect(inShort(set)).toEqual(['occurrence 2026-05-01', 'occurrence 2031-09-30'])
    expect(set.map(({ slot }) => slot)).toEqual(estimated.map(({ slot }) => slot))
  })
})

describe('what a record is kept by', () => {
  const now = Instant.parse('2026-01-01T00:00:00Z')

  it('is the day of its first open deadline, a milestone included', () => {
    const state = commitment(yearly, { milestones: [draft] })

    expect(dueFrom(state, surroundings(), now)).toBe('2026-02-28')
  })

  it('is nothing once it is archived, and its open deadlines are cancelled', () => {
    const state = changed(commitment(yearly), { status: 'archived' })

    expect(dueFrom(state, surroundings(), now)).toBeUndefined()
    expect(seen(state)[0]?.status).toBe('cancelled')
  })

  it('is the end of the look where nothing is due', () => {
    expect(dueFrom(commitment({ kind: 'manual' }), surroundings(), now)).toBe('2028-01-02')
  })
})

it('a deadline asked for by its key is the one that is listed', () => {
  const state = commitment(yearly, { milestones: [draft] })
  const now = Instant.parse('2026-01-01T00:00:00Z')
  const [milestone, occurrence] = seen(state)

  const key = { kind: 'occurrence', slot: '2026-03-31' } as const

  expect(deadlineAt(state, surroundings(), now, key)).toEqual(occurrence)
  expect(deadlineAt(state, surroundings(), now, { ...key, kind: 'milestone', milestone: 'draft' })).toEqual(
    milestone,
  )
  expect(deadlineAt(state, surroundings(), now, { ...key, slot: '2026-04-01' })).toBeUndefined()
  expect(deadlineAt(state, surroundings(), now, { ...key, kind: 'notice' })).toBeUndefined()
})
