import { describe, expect, it } from 'vitest'
import { leyla, movedTo, otto, pendingOf, snoozedUntil, stateOf, told, touched } from '../../support/cast.ts'
import { type Case, owed, plan } from './plans.ts'

describe('who was told one date is told another', () => {
  const known = [told('2026-06-01', 30)]
  const edited = { told: known, quietThrough: '2026-05-06T10:00:00Z' }
  const now = '2026-05-06T10:00:30Z'
  const nextHour = '2026-05-07T08:00:00Z'
  it.each<Case>([
    [
      'whatever lead is reached',
      { ...edited, touched: [movedTo('2026-09-01')] },
      now,
      [`Leyla: 2026-09-01 in null, moved, none, ${nextHour}`],
    ],
    [
      'with the lead that is reached',
      { ...edited, touched: [movedTo('2026-05-12')] },
      now,
      [`Leyla: 2026-05-12 in 7, moved, none, ${nextHour}`],
    ],
    [
      'where it is postponed with no new date',
      { ...edited, touched: [movedTo(null)] },
      now,
      [`Leyla: null in null, moved, none, ${nextHour}`],
    ],
    [
      'where a postponed one has a date again',
      { ...edited, told: [told(null, null)] },
      now,
      [`Leyla: 2026-06-01 in 30, moved, none, ${nextHour}`],
    ],
    [
      'however far off it is',
      { ...edited, touched: [movedTo('2031-06-02')] },
      now,
      [`Leyla: 2031-06-02 in null, moved, none, ${nextHour}`],
    ],
    [
      'also while the deadline is snoozed',
      {
        ...edited,
        touched: [{ ...movedTo('2026-09-01'), snoozedUntilOn: snoozedUntil('2026-08-20').snoozedUntilOn }],
      },
      now,
      [`Leyla: 2026-09-01 in null, moved, none, ${nextHour}`],
    ],
    [
      'and is not late because a lead of the new date is over: it was not owed before',
      { ...edited, touched: [movedTo('2026-05-20')] },
      now,
      [`Leyla: 2026-05-20 in 30, moved, none, ${nextHour}`],
    ],
  ])('%s', (_, state, at, expected) => {
    expect(owed(stateOf(state), at)).toEqual(expected)
  })

  it('and hears what the date was', () => {
    const { owed } = plan(stateOf({ ...edited, touched: [movedTo('2026-09-01')] }), now)

    expect(owed.map(({ previousDueOn }) => previousDueOn)).toEqual(['2026-06-01'])
  })

  it('and who was not told anything hears nothing before a lead of the new date', () => {
    const state = stateOf({ touched: [movedTo('2026-09-01')] })

    expect(owed(state, now)).toEqual([])
  })

  it('and not where it moves away and back before they are told', () => {
    const away = stateOf({ ...edited, touched: [movedTo('2026-09-01')] })
    const [planned] = plan(away, now).owed
    const pending = { ...pendingOf(planned!), lastTold: known[0]!.lastTold }

    const back = plan(stateOf({ ...edited, touched: [movedTo('2026-06-01')], told: [pending] }), now)

    expect(back.owed).toEqual([])
    expect(back.obsolete).toEqual([pending])
  })
})

describe('who answers for it now', () => {
  const edited = { quietThrough: '2026-05-06T10:00:00Z', touched: [touched({ ownerId: otto })] }

  it('is told though somebody else was, because it is theirs now', () => {
    const state = stateOf({ ...edited, told: [told('2026-06-01', 30)] })

    expect(owed(state, '2026-05-06T10:00:30Z')).toEqual([
      'Otto: 2026-06-01 in 30, handover, none, 2026-05-07T08:00:00Z',
    ])
  })

  it('is told at the lead where nobody was told yet', () => {
    expect(owed(stateOf(edited), '2026-04-20T10:00:30Z')).toEqual([])
  })

  it('is told in place of who was about to be', () => {
    const quietThrough = '2026-05-01T07:00:00Z'
    const [planned] = plan(stateOf({ quietThrough }), '2026-05-01T07:00:00Z').owed

    const state = stateOf({ ...edited, quietThrough, told: [pendingOf(planned!)] })
    const { obsolete } = plan(state, '2026-05-01T07:30:00Z')

    expect(owed(state, '2026-05-01T07:30:00Z')).toEqual([
      'Otto: 2026-06-01 in 30, lead, none, 2026-05-01T08:00:00Z',
    ])
    expect(obsolete.map(({ recipient }) => recipient)).toEqual([leyla])
  })
})
