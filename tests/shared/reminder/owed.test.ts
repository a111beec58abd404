import { describe, expect, it } from 'vitest'
import {
  leyla,
  movedTo,
  otto,
  pendingOf,
  registry,
  snoozedUntil,
  stateOf,
  theOccurrence,
  theReport,
  told,
  touched,
} from '../../support/cast.ts'
import { type Case, owed, plan } from './plans.ts'

describe('a word is owed', () => {
  it.each<Case>([
    ['not before a lead is near', {}, '2026-05-01T06:59:59Z', []],
    [
      'once a lead is an hour away, at its hour',
      { quietThrough: '2026-05-01T07:00:00Z' },
      '2026-05-01T07:00:00Z',
      ['Leyla: 2026-06-01 in 30, lead, none, 2026-05-01T08:00:00Z'],
    ],
    ['not again to who was told', { told: [told('2026-06-01', 30)] }, '2026-05-10T09:00:00Z', []],
    [
      'when a nearer lead is reached',
      { told: [told('2026-06-01', 30)], quietThrough: '2026-05-25T07:00:00Z' },
      '2026-05-25T07:00:00Z',
      ['Leyla: 2026-06-01 in 7, lead, none, 2026-05-25T08:00:00Z'],
    ],
    [
      'at the next sending hour where the record came inside a lead',
      { quietThrough: '2026-05-08T10:00:00Z' },
      '2026-05-08T10:00:30Z',
      ['Leyla: 2026-06-01 in 30, added, none, 2026-05-11T08:00:00Z'],
    ],
    [
      'of the lead that the next sending hour reaches, where that is nearer',
      { quietThrough: '2026-05-22T10:00:00Z' },
      '2026-05-22T10:00:30Z',
      ['Leyla: 2026-06-01 in 7, added, none, 2026-05-25T08:00:00Z'],
    ],
    [
      'at once where the deadline would pass first',
      {
        record: theReport({ schedule: { kind: 'once', on: '2026-03-08' } }),
        quietThrough: '2026-03-07T21:00:00Z',
      },
      '2026-03-07T21:00:30Z',
      ['Leyla: 2026-03-08 in 7, added, none, 2026-03-07T21:00:00Z'],
    ],
    [
      'once of what is overdue and was never told',
      {
        record: theReport({ schedule: { kind: 'once', on: '2026-02-27' }, trackedFrom: '2026-01-01' }),
      },
      '2026-03-02T09:00:30Z',
      ['Leyla: 2026-02-27 in 7, added, none, 2026-03-03T08:00:00Z'],
    ],
    [
      'of what was moved by hand to a day before the record was tracked',
      { touched: [movedTo('2026-02-20')] },
      '2026-03-02T09:00:30Z',
      ['Leyla: 2026-02-20 in 7, added, none, 2026-03-03T08:00:00Z'],
    ],
    [
      'not again of what is overdue and was told',
      { told: [told('2026-06-01', 7)] },
      '2026-08-03T09:00:00Z',
      [],
    ],
    [
      'to the administrator where nobody owns the record',
      { record: theReport({ ownerId: null }), quietThrough: '2026-05-01T07:00:00Z' },
      '2026-05-01T07:30:00Z',
      ['Ada: 2026-06-01 in 30, lead, none, 2026-05-01T08:00:00Z'],
    ],
    [
      'to every watcher, and once to a watcher who is the owner',
      { record: theReport({ watchers: [leyla, otto, registry] }), quietThrough: '2026-05-01T07:00:00Z' },
      '2026-05-01T07:30:00Z',
      [
        'Leyla: 2026-06-01 in 30, lead, none, 2026-05-01T08:00:00Z',
        'Otto: 2026-06-01 in 30, lead, none, 2026-05-01T08:00:00Z',
        `${registry}: 2026-06-01 in 30, lead, none, 2026-05-01T08:00:00Z`,
      ],
    ],
    [
      'not to a watcher of the team who may not see the record',
      { record: theReport({ watchers: [otto], visibleTo: [leyla] }), quietThrough: '2026-05-01T07:00:00Z' },
      '2026-05-01T07:30:00Z',
      ['Leyla: 2026-06-01 in 30, lead, none, 2026-05-01T08:00:00Z'],
    ],
    [
      "by the workspace's leads where the record has none of its own",
      { record: theReport({ leadDays: null }), quietThrough: '2026-03-03T07:00:00Z' },
      '2026-03-03T07:00:00Z',
      ['Leyla: 2026-06-01 in 90, lead, none, 2026-03-03T08:00:00Z'],
    ],
  ])('%s', (_, state, now, expected) => {
    expect(owed(stateOf(state), now)).toEqual(expected)
  })
})

describe('nothing is owed', () => {
  const open = { quietThrough: '2026-05-25T07:00:00Z' }
  const closed = { on: '2026-05-01', note: null, evidence: [], closedBy: null }
  it.each<[string, Parameters<typeof stateOf>[0]]>([
    [
      'of what is done',
      { ...open, touched: [touched({ outcome: { status: 'done', ...closed } } as object)] },
    ],
    ['of what is waived', { ...open, touched: [touched({ outcome: { status: 'waived', reason: null } })] }],
    [
      'of what is cancelled',
      { ...open, touched: [touched({ outcome: { status: 'cancelled', reason: null } })] },
    ],
    ['of an archived record', { ...open, record: theReport({ status: 'archived' }) }],
    [
      'of what was due before the record was tracked',
      { ...open, record: theReport({ trackedFrom: '2026-06-02' }) },
    ],
    ['of a record that wants no leads', { ...open, record: theReport({ leadDays: [] }) }],
    ['of a deadline that is snoozed', { ...open, touched: [snoozedUntil('2026-05-28')] }],
  ])('%s, and what is on its way is called back', (_, given) => {
    const [planned] = plan(stateOf(open), '2026-05-25T07:00:00Z').owed

    const state = stateOf({ ...given, told: [pendingOf(planned!)] })
    const { owed, obsolete } = plan(state, '2026-05-25T07:30:00Z')

    expect(owed).toEqual([])
    expect(obsolete).toHaveLength(1)
  })
})

describe('a record is looked at again', () => {
  it.each<[string, Parameters<typeof stateOf>[0], string, string | undefined]>([
    ['an hour before its next lead', {}, '2026-03-02T09:00:00Z', '2026-05-01T07:00:00Z'],
    [
      'an hour before the lead after the one that is near',
      {},
      '2026-05-01T07:00:00Z',
      '2026-05-25T07:00:00Z',
    ],
    [
      'after a year at the latest, so that no horizon ends unseen',
      { record: theReport({ schedule: { kind: 'once', on: '2040-06-01' } }) },
      '2026-03-02T09:00:00Z',
      '2027-03-02T09:00:00Z',
    ],
    [
      'never, while it is archived',
      { record: theReport({ status: 'archived' }) },
      '2026-03-02T09:00:00Z',
      undefined,
    ],
  ])('%s', (_, state, now, expected) => {
    expect(plan(stateOf(state), now).nextWakeAt).toBe(expected)
  })
})

describe('the comparison', () => {
  it('does not know of the exact moment: a word is owed from its lead on until it is told', () => {
    for (const now of [
      '2026-05-01T07:00:00Z',
      '2026-05-01T08:00:01Z',
      '2026-05-04T10:00:00Z',
      '2026-05-24T23:59:59Z',
    ])
      expect(owed(stateOf({}), now), now).toHaveLength(1)
  })

  it('keeps the deadlines of one record apart', () => {
    const schedule = { kind: 'list', dates: ['2026-06-01', '2026-06-02'] }
    const state = stateOf({ record: theReport({ schedule }), told: [told('2026-06-01', 7)] })

    expect(plan(state, '2026-05-27T10:00:00Z').owed.map(({ deadlineKey }) => deadlineKey)).toEqual([
      'occurrence.2026-06-02',
    ])
    expect(theOccurrence).toBe('occurrence.2026-06-01')
  })
})
