import { describe, expect, it } from 'vitest'
import { ministry, movedTo, pendingOf, stateOf, theReport, told } from '../../support/cast.ts'
import { owed, plan } from './plans.ts'

describe('what is on its way', () => {
  const quietThrough = '2026-05-08T10:00:00Z'
  const friday = '2026-05-08T10:00:30Z'
  const [announced] = plan(stateOf({ quietThrough }), friday).owed

  it('is not owed once more', () => {
    const { owed, obsolete } = plan(
      stateOf({ quietThrough, told: [pendingOf(announced!)] }),
      '2026-05-09T10:00:00Z',
    )

    expect([owed, obsolete]).toEqual([[], []])
  })

  it('gives way to a nearer lead', () => {
    const { owed, obsolete } = plan(stateOf({ told: [pendingOf(announced!)] }), '2026-05-25T07:30:00Z')

    expect(owed.map(({ word }) => word.leadDays)).toEqual([7])
    expect(obsolete).toHaveLength(1)
  })

  it('stands though the lead that it says is reached only when it goes out', () => {
    const near = { quietThrough: '2026-05-22T10:00:00Z' }
    const [planned] = plan(stateOf(near), '2026-05-22T10:00:30Z').owed

    const { owed, obsolete } = plan(stateOf({ ...near, told: [pendingOf(planned!)] }), '2026-05-23T10:00:00Z')

    expect(planned!.word.leadDays).toBe(7)
    expect([owed, obsolete]).toEqual([[], []])
  })

  it('is planned anew where the day on which it would go out becomes a day off', () => {
    const workspace = ministry({ holidays: ['2026-05-11'] })
    const state = stateOf({ quietThrough: '2026-05-09T12:00:00Z', told: [pendingOf(announced!)] })

    expect(owed(state, '2026-05-09T12:00:30Z', workspace)).toEqual([
      'Leyla: 2026-06-01 in 30, added, none, 2026-05-12T08:00:00Z',
    ])
    expect(plan(state, '2026-05-09T12:00:30Z', workspace).obsolete).toHaveLength(1)
  })

  it('again by the word of a person is left alone, though its recipient was told', () => {
    const again = { ...pendingOf(announced!, 'person'), lastTold: announced!.word }

    const { owed, obsolete } = plan(stateOf({ told: [again] }), '2026-05-12T10:00:00Z')

    expect([owed, obsolete]).toEqual([[], []])
  })

  it('late, and waiting for a working day, stands until a nearer lead is near', () => {
    const record = theReport({ schedule: { kind: 'once', on: '2026-06-02' }, leadDays: [5, 1] })
    const late = { record, quietThrough: '2026-05-28T07:00:00Z' }
    const [planned] = plan(stateOf(late), '2026-05-30T10:00:00Z').owed
    const waiting = stateOf({ ...late, told: [pendingOf(planned!)] })

    const onSunday = plan(waiting, '2026-05-31T10:00:00Z')
    const onMonday = plan(waiting, '2026-06-01T07:00:00Z')

    expect([planned!.label, planned!.word.leadDays]).toEqual(['late', 5])
    expect([onSunday.owed, onSunday.obsolete]).toEqual([[], []])
    expect([onMonday.owed.map(({ word }) => word.leadDays), onMonday.obsolete.length]).toEqual([[1], 1])
  })

  it('again by the word of a person is called back where it says a date that no longer stands', () => {
    const again = { ...pendingOf(announced!, 'person'), lastTold: told('2026-09-01', null).lastTold }
    const state = stateOf({ told: [again], touched: [movedTo('2026-09-01')] })

    expect(plan(state, '2026-05-12T10:00:00Z').obsolete).toEqual([again])
  })

  it('again by the word of a person is called back where the date has changed', () => {
    const again = { ...pendingOf(announced!, 'person'), lastTold: announced!.word }
    const state = stateOf({ told: [again], touched: [movedTo('2026-09-01')] })

    expect(plan(state, '2026-05-12T10:00:00Z').obsolete).toEqual([again])
  })
})
