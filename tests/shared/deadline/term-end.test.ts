import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImpreciseDay } from '../../../shared/time/imprecise-day.ts'
import { generalAssembly } from '../../support/schedules.ts'
import {
  changed,
  inShort,
  organisationId,
  recordOf,
  seen,
  surroundings,
  withEvents,
} from './record-states.ts'

const agreement = (fields: object) => recordOf('agreement', fields)
const membership = (fields: object) => recordOf('membership', fields)
const seat = { terms: [{ startsOn: '2024-07-01', endsOn: '2027-06-30' }] }
const around = (more: object) => surroundings({ sessions: () => ({ ...generalAssembly, ...more }) })

describe('an agreement without an end', () => {
  const open = { terms: [{ startsOn: '2022-01-01', endsOn: '..' }], minimumTerm: 'P5Y', notice: 'P6M' }

  it('with a minimum term asks for notice before that, once', () => {
    const deadlines = seen(agreement(open))

    expect(inShort(deadlines)).toEqual(['notice 2026-06-30', 'term_end 2026-12-31'])
    expect(deadlines[0]?.asks).toBe(
      'Decide whether to give notice: without it, the agreement goes on after 31 December 2026.',
    )
    expect(deadlines.map(({ title, basis }) => [title, basis])).toEqual([
      [
        'Last day to give notice',
        '6 months before the end of the minimum term, 5 years from 1 January 2022; the agreement goes on after it until somebody gives notice.',
      ],
      [
        'End of the minimum term',
        'The end of the minimum term, 5 years from 1 January 2022; the agreement goes on after it until somebody gives notice.',
      ],
    ])
  })

  it('counts its minimum term from its entry into force where no start is recorded', () => {
    const state = withEvents(agreement({ minimumTerm: 'P5Y' }), {
      kind: 'entry_into_force',
      on: '2023-03-01',
    })

    expect(inShort(seen(state))).toEqual(['term_end 2028-02-29'])
  })

  it('that began in a year that is only known so far has an imprecise minimum term', () => {
    const [end] = seen(agreement({ ...open, notice: null, terms: [{ startsOn: '2022', endsOn: '..' }] }))

    expect(end).toMatchObject({ dueOn: '2027' })
    expect(end?.asks).toContain('Which day is it?')
  })
})

describe('a decision', () => {
  it('is asked for before the last day to give notice, of every term anew', () => {
    const state = agreement({
      terms: [{ startsOn: '2024-01-01', endsOn: '2026-12-31' }],
      renewal: 'tacit',
      renewalPeriod: 'P2Y',
      notice: 'P3M',
      decideBefore: 'P1M',
    })

    const deadlines = seen(state)

    expect(inShort(deadlines)).toEqual([
      'decision 2026-08-30',
      'notice 2026-09-30',
      'term_end 2026-12-31',
      'decision 2028-08-30',
      'notice 2028-09-30',
      'term_end 2028-12-31',
    ])
    expect(deadlines[0]?.basis).toBe(
      '1 month before the last day to give notice, 30 September 2026, which is 3 months before the end of term 1 as recorded, 31 December 2026.',
    )
    expect(deadlines[1]?.asks).toBe(
      'Decide whether to give notice: without it, the agreement is renewed for 2 years after 31 December 2026.',
    )
  })

  it('that is not made stays overdue: nothing is renewed in silence', () => {
    const state = agreement({
      terms: [{ endsOn: '2026-12-31' }],
      renewal: 'tacit',
      renewalPeriod: 'P1Y',
      notice: 'P3M',
    })

    const statuses = seen(state, { to: '2027-09-30', now: '2027-01-15T00:00:00Z' }).map(
      ({ kind, slot, status }) => `${kind} ${slot} ${status}`,
    )

    expect(statuses).toEqual(['notice 1 overdue', 'term_end 1 overdue', 'notice 2 open'])
  })
})

describe('a seat', () => {
  it('that is extended keeps its term, which ends later', () => {
    const state = membership(seat)
    const longer = withEvents(state, { kind: 'extension', on: '2026-05-01', nextDueOn: '2028-06-30' })

    expect(seen(longer)[0]).toMatchObject({
      id: seen(state)[0]?.id,
      dueOn: '2028-06-30',
      basis: 'The end of term 1, 30 June 2028, as set by the extension of 1 May 2026.',
    })
  })

  it('that is extended by a later term, or whose recorded end is later, goes by that', () => {
    const extension = { kind: 'extension', on: '2026-05-01', nextDueOn: '2026-12-31' }

    expect(inShort(seen(withEvents(membership(seat), extension)))).toEqual(['term_end 2027-06-30'])
  })

  it.each(['withdrawal', 'termination'])('ends early by %s, and keeps its id', (kind) => {
    const state = membership(seat)
    const shorter = withEvents(state, { kind, on: '2026-09-15', reference: 'A/80/112' })

    expect(seen(shorter)[0]).toMatchObject({
      id: seen(state)[0]?.id,
      dueOn: '2026-09-15',
      basis: `The end by the ${kind} of 15 September 2026 (A/80/112).`,
    })
    expect(seen(shorter)).toHaveLength(1)
  })

  it('that is filled mid-term ends when the term of those before it would have', () => {
    const filled = membership({ terms: [{ startsOn: '2026-02-10', endsOn: '2027-06-30' }] })
    const events = withEvents(filled, { kind: 'term_start', on: '2026-02-10' })

    expect(inShort(seen(events))).toEqual(['term_end 2027-06-30'])
  })

  it('ends with the body that it is in', () => {
    const abolished = around({ abolishedOn: ImpreciseDay.parse('2026-12') })

    expect(seen(membership(seat), { around: abolished })[0]).toMatchObject({
      dueOn: '2026-12',
      basis: 'The abolition of the General Assembly, December 2026.',
    })
    const open = membership({ terms: [{ startsOn: '2012', endsOn: '..' }] })
    expect(inShort(seen(open, { around: abolished }))).toEqual(['term_end 2026-12'])
    expect(seen(open)).toEqual([])
  })
})

describe('a term that ends with a session', () => {
  const tied = (edge: string) => ({
    terms: [{ startsOn: '2025-09-09', endsAtSession: { organisationId, ordinal: 81, edge } }],
  })
  const recorded = (opensOn: string, closesOn?: string) =>
    around({ sessions: [{ ordinal: 81, opensOn, closesOn, status: 'confirmed' }] })

  it('ends at the close of it as estimated, and says so', () => {
    expect(seen(membership(tied('closes')))[0]).toMatchObject({
      dueOn: '2027-09-06',
      sessions: [81, 82].map((ordinal) => ({ organisationId, ordinal })),
      basis:
        'The close of session 81 of the General Assembly, 6 September 2027 (opening estimated 8 September 2026 by the rule as applied since 2023), taken as the day before session 82 opens, estimated 7 September 2027 by the rule as applied since 2023.',
    })
  })

  it('moves where the session does', () => {
    const state = membership(tied('closes'))

    const [end] = seen(state, { around: recorded('2026-09-15', '2027-08-31') })

    expect(end).toMatchObject({ id: seen(state)[0]?.id, dueOn: '2027-08-31' })
    expect(seen(membership(tied('opens')), { around: recorded('2026-09-15') })[0]?.dueOn).toBe('2026-09-15')
  })

  it('has notice counted from there', () => {
    const state = agreement({ ...tied('closes'), notice: 'P3M' })

    expect(inShort(seen(state, { around: recorded('2026-09-15', '2027-08-31') }))).toEqual([
      'notice 2027-05-31',
      'term_end 2027-08-31',
    ])
  })

  it('of which nothing is known has no end yet', () => {
    expect(seen(membership(tied('closes')), { around: around({ rules: [] }) })).toEqual([])
  })

  it('does not name an end besides', () => {
    expect(() =>
      membership({ terms: [{ endsOn: '2027-01-01', endsAtSession: { organisationId, ordinal: 81 } }] }),
    ).toThrow('The end follows from the session')
  })
})

it('whatever closes a chain, no notice is asked for after it, and ids do not shift', () => {
  const months = fc.integer({ min: 1, max: 30 })
  fc.assert(
    fc.property(months, months, fc.constantFrom('termination', 'denunciation'), (period, notice, kind) => {
      const state = agreement({
        terms: [{ startsOn: '2024-01-01', endsOn: '2026-06-30' }],
        renewal: 'tacit',
        renewalPeriod: `P${period}M`,
        notice: `P${notice}M`,
      })
      const closed = withEvents(state, { kind, on: '2027-03-15' })
      const [before, after] = [seen(state, { to: '2032-12-31' }), seen(closed, { to: '2032-12-31' })]

      const last = after.filter((each) => each.kind === 'term_end').at(-1)
      const rest = after.filter((each) => each !== last)

      expect(rest.every(({ dueOn }) => `${dueOn}` <= `${last?.dueOn}`)).toBe(true)
      expect(after.some((each) => each.kind === 'notice' && each.slot === last?.slot)).toBe(false)
      for (const each of rest) expect(before.find(({ id }) => id === each.id)?.dueOn).toBe(each.dueOn)
    }),
  )
})

it('a renewal that is recorded takes the place of the tacit one: its notice follows the current term', () => {
  const tacit = { renewal: 'tacit', renewalPeriod: 'P1Y', notice: 'P3M' }
  const state = agreement({ ...tacit, terms: [{ endsOn: '2026-06-30' }] })
  const renewed = changed(state, { terms: [{ endsOn: '2026-06-30' }, { endsOn: '2028-03-31' }] })

  const [notice] = seen(renewed)

  expect(notice).toMatchObject({ kind: 'notice', slot: '2', dueOn: '2027-12-31' })
})
