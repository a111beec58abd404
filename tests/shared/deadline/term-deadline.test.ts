import { describe, expect, it } from 'vitest'
import { inShort, recordOf, seen } from './record-states.ts'

const agreement = (fields: object) => recordOf('agreement', fields)
const term = (startsOn: string, endsOn: string | null) => ({ startsOn, endsOn })

describe('a term', () => {
  it('has its end, and the last day to give notice before it', () => {
    const state = agreement({ terms: [term('2022-01-01', '2026-12-31')], notice: 'P6M' })

    const deadlines = seen(state)

    expect(inShort(deadlines)).toEqual(['notice 2026-06-30', 'term_end 2026-12-31'])
    expect(deadlines[0]?.basis).toBe('6 months before the end of term 1 as recorded, 31 December 2026.')
  })

  it.each([
    ['P1M', '2027-03-31', '2027-02-28'],
    ['P1M', '2028-03-31', '2028-02-29'],
    ['P12M', '2028-02-29', '2027-02-28'],
    ['P1Y', '2028-02-29', '2027-02-28'],
    ['P30D', '2026-03-01', '2026-01-30'],
  ])('of which notice is %s and the end %s has its last day of notice on %s', (notice, endsOn, noticeOn) => {
    expect(inShort(seen(agreement({ terms: [term('2020-01-01', endsOn)], notice })))).toEqual([
      `notice ${noticeOn}`,
      `term_end ${endsOn}`,
    ])
  })

  it.each([
    ['is not known', null],
    ['is open', '..'],
  ])('whose end %s asks for nothing', (_, endsOn) => {
    expect(seen(agreement({ terms: [term('2020-01-01', endsOn)], notice: 'P6M' }))).toEqual([])
  })

  it('that another follows has been decided on: notice is counted from the current one', () => {
    const state = agreement({
      terms: [term('2018-01-01', '2026-12-31'), term('2027-01-01', '2028-12-31')],
      notice: 'P6M',
    })

    const deadlines = seen(state)

    expect(inShort(deadlines)).toEqual(['notice 2028-06-30', 'term_end 2028-12-31'])
    expect(deadlines.map(({ slot }) => slot)).toEqual(['2', '2'])
  })

  it('whose end is known to the year is sorted by its first day and overdue after its last', () => {
    const state = agreement({ terms: [term('2020', '2026')] })
    const statusAt = (now: string) => seen(state, { now }).map(({ dueOn, status }) => `${dueOn} ${status}`)

    expect(statusAt('2026-12-31T23:59:59Z')).toEqual(['2026 open'])
    expect(statusAt('2027-01-01T00:00:00Z')).toEqual(['2026 overdue'])
  })

  it('whose end is known to the year has a notice that is as imprecise', () => {
    expect(inShort(seen(agreement({ terms: [term('2020', '2027')], notice: 'P3M' })))).toEqual([
      'notice 2026-10-01/2027-09-30',
      'term_end 2027',
    ])
  })

  it('of a membership has an end and no notice', () => {
    const state = recordOf('membership', { terms: [term('2024-01-01', '2026-12-31')] })

    expect(inShort(seen(state))).toEqual(['term_end 2026-12-31'])
  })
})

describe('tacit renewal', () => {
  const tacit = (fields: object) =>
    agreement({ renewal: 'tacit', renewalPeriod: 'P1Y', notice: 'P3M', ...fields })

  it('asks for notice before every end, each counted from its own term', () => {
    const state = tacit({ terms: [term('2024-01-01', '2026-06-30')] })

    expect(inShort(seen(state, { to: '2028-06-30' }))).toEqual([
      'notice 2026-03-30',
      'term_end 2026-06-30',
      'notice 2027-03-30',
      'term_end 2027-06-30',
      'notice 2028-03-30',
      'term_end 2028-06-30',
    ])
  })

  it('does not drift at the end of February', () => {
    const state = tacit({ terms: [term('2020-03-01', '2024-02-29')] })

    const ends = seen(state, { to: '2028-12-31' }).filter(({ kind }) => kind === 'term_end')

    expect(ends.map(({ dueOn }) => dueOn)).toEqual(['2026-02-28', '2027-02-28', '2028-02-29'])
  })

  it('is counted from the renewal that is recorded, never from the first term', () => {
    const state = tacit({ terms: [term('2020-01-01', '2023-12-31'), term('2024-01-01', '2026-09-30')] })

    const [notice] = seen(state)

    expect(notice).toMatchObject({ kind: 'notice', dueOn: '2026-06-30', slot: '2' })
  })

  it('goes on for as long as the calendar does', () => {
    const state = tacit({ terms: [term('2020-01-01', '2026-12-31')], notice: null })

    expect(inShort(seen(state, { from: '9000-01-01', to: '9001-06-30' }))).toEqual(['term_end 9000-12-31'])
  })

  it('by the day goes on too, and is answered at once', () => {
    const state = tacit({ terms: [term('2020-01-01', '2026-12-31')], renewalPeriod: 'P1D', notice: null })
    const startedAt = performance.now()

    const deadlines = seen(state, { from: '2100-01-01', to: '2100-01-31' })

    expect(deadlines).toHaveLength(31)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  it('without a period, and express renewal, give one end', () => {
    const terms = [term('2020-01-01', '2026-12-31')]

    expect(inShort(seen(tacit({ terms, renewalPeriod: null, notice: null })))).toEqual([
      'term_end 2026-12-31',
    ])
    expect(inShort(seen(tacit({ terms, renewal: 'express', notice: null })))).toEqual(['term_end 2026-12-31'])
  })
})

describe('a candidature', () => {
  it('has its deadline', () => {
    const state = recordOf('membership', { role: 'candidate', candidatureDueOn: '2026-10' })

    const [deadline] = seen(state)

    expect(deadline).toMatchObject({
      kind: 'candidature',
      dueOn: '2026-10',
      basis: 'The candidature deadline as recorded, October 2026.',
    })
  })
})
