import { describe, expect, it } from 'vitest'
import { dueDate } from '../../../shared/time/imprecise-day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { movedTo, stateOf, theReport, told } from '../../support/cast.ts'
import { type Case, owed } from './plans.ts'

/** The lead of 30 days, in the outbox. */
const onItsWay = {
  deliveryId: 'd',
  word: { dueOn: dueDate('2026-06-01'), leadDays: 30 },
  sendAt: Instant.parse('2026-05-01T08:00:00Z'),
  by: 'plan',
} as const

describe('after a silence', () => {
  const resting = { quietThrough: '2026-05-01T07:00:00Z' }
  it.each<Case>([
    [
      'the nearest lead is sent at once, late, instead of the others',
      { ...resting, record: theReport({ leadDays: [30, 14, 7] }) },
      '2026-05-27T10:00:00Z',
      ['Leyla: 2026-06-01 in 7, lead, late, 2026-05-27T10:00:00Z instead of 30, 14'],
    ],
    [
      'only what is owed since is replaced',
      {
        record: theReport({ leadDays: [30, 14, 7] }),
        told: [told('2026-06-01', 30)],
        quietThrough: '2026-05-18T07:00:00Z',
      },
      '2026-05-27T10:00:00Z',
      ['Leyla: 2026-06-01 in 7, lead, late, 2026-05-27T10:00:00Z instead of 14'],
    ],
    [
      'what was told in spite of it is not replaced',
      { ...resting, record: theReport({ leadDays: [30, 14, 7] }), told: [told('2026-06-01', 30)] },
      '2026-05-27T10:00:00Z',
      ['Leyla: 2026-06-01 in 7, lead, late, 2026-05-27T10:00:00Z instead of 14'],
    ],
    [
      'what is on its way since before it is called back, not replaced',
      {
        record: theReport({ leadDays: [30, 14, 7] }),
        told: [told(null, null, { lastTold: null, pending: onItsWay })],
        quietThrough: '2026-05-18T07:00:00Z',
      },
      '2026-05-27T10:00:00Z',
      ['Leyla: 2026-06-01 in 7, lead, late, 2026-05-27T10:00:00Z instead of 14'],
    ],
    [
      'at night it waits for the next sending hour',
      resting,
      '2026-05-06T23:00:00Z',
      ['Leyla: 2026-06-01 in 30, lead, late, 2026-05-07T08:00:00Z'],
    ],
    [
      'at night it is sent at once where the deadline would pass first',
      { ...resting, record: theReport({ leadDays: [1], schedule: { kind: 'once', on: '2026-05-03' } }) },
      '2026-05-03T02:00:00Z',
      ['Leyla: 2026-05-03 in 1, lead, late, 2026-05-03T02:00:00Z'],
    ],
    [
      'of a quarter of an hour it is not late',
      resting,
      '2026-05-01T08:15:00Z',
      ['Leyla: 2026-06-01 in 30, lead, none, 2026-05-01T08:00:00Z'],
    ],
    [
      'of a quarter of an hour and a second it is',
      resting,
      '2026-05-01T08:15:01Z',
      ['Leyla: 2026-06-01 in 30, lead, late, 2026-05-01T08:15:01Z'],
    ],
    [
      'one word of each open deadline is owed, not one of each lead',
      {
        quietThrough: '2026-04-29T07:00:00Z',
        record: theReport({ schedule: { kind: 'every', startsOn: '2026-05-29', period: 'P1M' } }),
      },
      '2026-07-28T10:00:00Z',
      [
        'Leyla: 2026-05-29 in 7, lead, late, 2026-07-28T10:00:00Z instead of 30',
        'Leyla: 2026-06-29 in 7, lead, late, 2026-07-28T10:00:00Z instead of 30',
        'Leyla: 2026-07-29 in 7, lead, late, 2026-07-28T10:00:00Z instead of 30',
      ],
    ],
    [
      'what was changed in the silence, and should have been announced in it, is late',
      {
        told: [told('2026-06-01', 30)],
        touched: [movedTo('2026-09-01')],
        quietThrough: '2026-05-06T10:00:00Z',
      },
      '2026-05-08T10:00:00Z',
      ['Leyla: 2026-09-01 in null, moved, late, 2026-05-08T10:00:00Z'],
    ],
  ])('%s', (_, state, now, expected) => {
    expect(owed(stateOf(state), now)).toEqual(expected)
  })
})
