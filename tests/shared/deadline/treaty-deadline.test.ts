import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '../../../shared/time/day.ts'
import { inShort, recordOf, seen, withEvents } from './record-states.ts'

const org = (n: number) => `org_${n.toString(16).padStart(32, 'a')}`
const treaty = (fields: object = {}) =>
  recordOf('agreement', {
    type: 'convention',
    trackedFrom: '2000-01-01',
    entryIntoForce: { instruments: 3, delay: 'P30D' },
    ...fields,
  })
const ratification = (n: number, on: string | null, more: object = {}) => ({
  kind: 'ratification',
  on,
  organisationId: org(n),
  ...more,
})
const entries = (state: ReturnType<typeof treaty>) =>
  seen(state, { from: '2000-01-01', to: '2040-12-31' }).filter(({ kind }) => kind === 'entry_into_force')
const three = [ratification(1, '2026-01-10'), ratification(2, '2026-02-10'), ratification(3, '2026-03-10')]

describe('general entry into force', () => {
  it('comes the delay after the n-th instrument, of whatever kind', () => {
    const state = withEvents(treaty(), three[0]!, { ...three[1], kind: 'accession' }, three[2]!)

    expect(inShort(entries(state))).toEqual(['entry_into_force 2026-04-09'])
    expect(entries(state)[0]).toMatchObject({
      slot: 'general',
      title: 'Entry into force',
      basis: '30 days after the 3rd instrument, 10 March 2026.',
    })
  })

  it('has no date before there are so many', () => {
    expect(entries(withEvents(treaty(), three[0]!, three[1]!))).toEqual([])
  })

  it('counts what a party has done that no longer exists, and of one party its first instrument', () => {
    const twice = withEvents(treaty(), three[0]!, ratification(1, '2026-02-01'), three[1]!)

    expect(entries(twice)).toEqual([])
    expect(inShort(entries(withEvents(treaty(), ...three)))).toEqual(['entry_into_force 2026-04-09'])
  })

  it('counts from the deposit where that is recorded beside the act, and each instrument once', () => {
    const deposit = { kind: 'deposit', on: '2026-05-02', organisationId: org(3) }

    const [general] = entries(withEvents(treaty(), ...three, deposit))

    expect(general?.dueOn).toBe('2026-06-01')
    expect(entries(withEvents(treaty(), three[0]!, three[2]!, deposit))).toEqual([])
  })

  it('says how many instruments have no date and are not counted', () => {
    const state = withEvents(treaty(), ...three, ratification(4, null))

    expect(entries(state)[0]?.basis).toBe(
      '30 days after the 3rd instrument, 10 March 2026, not counting 1 instrument without a date.',
    )
  })

  it('is as recorded, once it is', () => {
    const state = withEvents(treaty(), ...three, {
      kind: 'entry_into_force',
      on: '2026-04-15',
      reference: 'C.N.12.2026',
    })

    expect(entries(state)[0]).toMatchObject({
      dueOn: '2026-04-15',
      basis: 'The entry into force of 15 April 2026 (C.N.12.2026), as recorded.',
    })
  })

  it('is as imprecise as the instruments are', () => {
    const state = withEvents(treaty(), three[0]!, three[1]!, ratification(3, '2026'))

    expect(entries(state)[0]?.dueOn).toBe('2026-03-12/2027-01-30')
    expect(entries(state)[0]?.asks).toContain('Which day is it?')
  })
})

describe('entry into force for a party', () => {
  const late = ratification(4, '2026-06-01')

  it('comes the delay after its own instrument', () => {
    const state = withEvents(
      treaty({ entryIntoForce: { instruments: 3, delay: 'P30D', partyDelay: 'P90D' } }),
      ...three,
      late,
    )

    expect(inShort(entries(state))).toEqual(['entry_into_force 2026-04-09', 'entry_into_force 2026-08-30'])
    expect(entries(state)[1]?.basis).toBe('90 days after the ratification of 1 June 2026.')
  })

  it('is never before general entry into force, which is then its own', () => {
    expect(inShort(entries(withEvents(treaty(), ...three, ratification(4, '2026-03-12'))))).toEqual([
      'entry_into_force 2026-04-09',
      'entry_into_force 2026-04-11',
    ])
    expect(inShort(entries(withEvents(treaty(), ...three, ratification(4, '2026-03-10'))))).toEqual([
      'entry_into_force 2026-04-09',
    ])
  })

  it('that is not certain to be late begins with general entry into force', () => {
    const all = entries(withEvents(treaty(), ...three, ratification(4, '2026')))
    const party = all.find(({ slot }) => slot !== 'general')

    expect(party?.dueOn).toBe('2026-03-12/2027-01-30')
    expect(party?.basis).toBe(
      '30 days after the ratification of 2026, not before general entry into force, between 12 March 2026 and 9 April 2026.',
    )
  })

  it('is the date that the depositary has set', () => {
    const state = withEvents(treaty(), ...three, { ...late, nextDueOn: '2026-07-15' })

    expect(entries(state)[1]).toMatchObject({
      dueOn: '2026-07-15',
      basis: 'The date that the ratification of 1 June 2026 set.',
    })
  })

  it('of an agreement that has long been in force is counted from its own instrument alone', () => {
    const state = withEvents(treaty({ entryIntoForce: { partyDelay: 'P3M' } }), {
      kind: 'accession',
      on: '2026-01-31',
    })

    expect(inShort(entries(state))).toEqual(['entry_into_force 2026-04-30'])
  })

  it('waits for general entry into force where that has no date yet', () => {
    expect(entries(withEvents(treaty(), late))).toEqual([])
  })

  it('never lies before the general one, whoever deposits when', () => {
    const days = fc.array(fc.nat({ max: 2000 }), { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(days, fc.constantFrom('P0D', 'P30D', 'P3M'), (offsets, partyDelay) => {
        const events = offsets.map((offset, n) => ratification(n, addDays(day('2010-01-01'), offset)))
        const rule = { instruments: 3, delay: 'P30D', partyDelay }

        const [general, ...parties] = entries(withEvents(treaty({ entryIntoForce: rule }), ...events))
        const shuffled = entries(withEvents(treaty({ entryIntoForce: rule }), ...events.toReversed()))

        const third = [...offsets].sort((a, b) => a - b)[2] ?? 0
        expect(general?.dueOn).toBe(addDays(day('2010-01-01'), third + 30))
        for (const { dueOn } of parties) expect(`${dueOn}` > `${general?.dueOn}`).toBe(true)
        expect(inShort(shuffled)).toEqual(inShort([general!, ...parties]))
      }),
    )
  })
})

describe('a reservation', () => {
  const reservation = { kind: 'reservation', on: '2026-03-15', organisationId: org(1), reference: 'C.N.7' }
  const objections = (...events: object[]) =>
    seen(withEvents(recordOf('agreement', {}), ...events)).filter(({ kind }) => kind === 'objection')

  it('may be objected to for twelve months, and its deadline says by which article', () => {
    const [deadline] = objections(reservation)

    expect(deadline).toMatchObject({
      dueOn: '2027-03-15',
      basis:
        '12 months after the reservation of 15 March 2026 (C.N.7), by article 20(5) of the Vienna Convention on the Law of Treaties. Whoever has not objected by then has accepted it.',
    })
  })

  it('may be objected to until our own consent where that comes later', () => {
    const [deadline] = objections(reservation, { kind: 'accession', on: '2027-06-01' })

    expect(deadline).toMatchObject({ dueOn: '2027-06-01' })
    expect(deadline?.basis).toContain('The later of 15 March 2027, 12 months after')
    expect(objections(reservation, { kind: 'accession', on: '2026-06-01' })[0]?.dueOn).toBe('2027-03-15')
  })

  it('has the period of its treaty where that names one', () => {
    const state = withEvents(recordOf('agreement', { objectionPeriod: 'P90D' }), reservation)

    expect(seen(state)[0]).toMatchObject({ kind: 'objection', dueOn: '2026-06-13' })
    expect(seen(state)[0]?.basis).not.toContain('Vienna')
  })

  it('without a date sets no period, and one known to the month an imprecise one', () => {
    expect(objections({ ...reservation, on: null })).toEqual([])
    expect(objections({ ...reservation, on: '2026-03' })[0]?.dueOn).toBe('2027-03')
  })

  it('keeps its deadline under one id, whatever else is recorded', () => {
    const alone = objections(reservation)
    const withOther = objections(reservation, { ...reservation, on: '2026-01-01' })

    expect(withOther.map(({ id }) => id)).toContain(alone[0]?.id)
  })
})

describe('a denunciation', () => {
  const denounced = (on: string, more: object = {}) => ({ kind: 'denunciation', on, ...more })
  const open = { terms: [{ startsOn: '2010-01-01', endsOn: '..' }] }
  const ends = (fields: object, ...events: object[]) =>
    inShort(seen(withEvents(recordOf('agreement', fields), ...events)))

  it('takes effect twelve months later where the agreement names no notice, and says by which article', () => {
    const [end] = seen(withEvents(recordOf('agreement', open), denounced('2026-04-01')))

    expect(end).toMatchObject({ kind: 'term_end', dueOn: '2027-04-01' })
    expect(end?.basis).toBe(
      '12 months after the denunciation of 1 April 2026, by article 56(2) of the Vienna Convention on the Law of Treaties.',
    )
  })

  it('takes effect after the notice that the agreement names, or on the date that it sets', () => {
    expect(ends({ ...open, notice: 'P6M' }, denounced('2026-04-01'))).toEqual(['term_end 2026-10-01'])
    expect(ends(open, denounced('2026-04-01', { nextDueOn: '2026-12-31' }))).toEqual(['term_end 2026-12-31'])
  })

  it('ends a chain of tacit renewals with the first term that it is in time for', () => {
    const tacit = {
      terms: [{ startsOn: '2024-01-01', endsOn: '2026-12-31' }],
      renewal: 'tacit',
      renewalPeriod: 'P1Y',
      notice: 'P3M',
    }

    expect(ends(tacit, denounced('2026-09-30'))).toEqual(['term_end 2026-12-31'])
    expect(ends(tacit, denounced('2026-10-01'))).toEqual([
      'notice 2026-09-30',
      'term_end 2026-12-31',
      'term_end 2027-12-31',
    ])
  })

  it('of one party to many leaves the others bound', () => {
    const parties = [1, 2, 3].map((n) => ({ organisationId: org(n) }))
    const theirs = denounced('2026-04-01', { organisationId: org(2) })

    expect(ends({ ...open, parties }, theirs)).toEqual(['term_end 2027-04-01'])
    expect(ends({ minimumTerm: 'P9Y', terms: [{ startsOn: '2020-01-01', endsOn: '..' }] }, theirs)).toEqual([
      'term_end 2027-04-01',
      'term_end 2028-12-31',
    ])
    expect(
      ends({ terms: [{ endsOn: '2028-12-31' }], notice: 'P6M', parties: parties.slice(1) }, theirs),
    ).toEqual(['term_end 2028-12-31'])
    const tacit = { renewal: 'tacit', renewalPeriod: 'P1Y', terms: [{ endsOn: '2026-12-31' }], parties }
    expect(ends(tacit, theirs)).toEqual([
      'term_end 2026-12-31',
      'term_end 2027-04-01',
      'term_end 2027-12-31',
      'term_end 2028-12-31',
    ])
  })
})
