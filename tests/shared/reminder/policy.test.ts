import { describe, expect, it } from 'vitest'
import type { TouchedDeadline } from '../../../shared/deadline/touched-deadline.ts'
import { ReminderChoices } from '../../../shared/policy/policy.ts'
import { planOf } from '../../../shared/reminder/owed.ts'
import { recipientsOf } from '../../../shared/reminder/recipient.ts'
import { leadsFor } from '../../../shared/reminder/recipient-leads.ts'
import type { ToldState } from '../../../shared/reminder/told-state.ts'
import { openDeadlines } from '../../../shared/reminder/told-state.ts'
import { day } from '../../../shared/time/day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import {
  ada,
  around,
  leyla,
  ministry,
  otto,
  registry,
  snoozedUntil,
  stateOf,
  theOccurrence,
  theReport,
  told,
  touched,
} from '../../support/cast.ts'
import { owed } from './plans.ts'

const now = Instant.parse('2026-03-02T09:00:00Z')
const names = new Map<string, string>([
  [leyla, 'Leyla'],
  [otto, 'Otto'],
  [ada, 'Ada'],
])

/** When each recipient of the report's deadline is told, and of which lead: `Leyla 30 on 2026-05-01`. */
function tellingsOf(
  state: ToldState,
  workspace = ministry(),
  choices: Record<string, ReminderChoices> = {},
  until = '2026-09-01',
): string[] {
  const surroundings = around(workspace, choices)
  const [deadline] = openDeadlines(state, surroundings, now, day('2027-01-01'))
  return recipientsOf(deadline!, state.record, workspace, state.mutes).flatMap((recipient) =>
    leadsFor(recipient, deadline!, state, surroundings, day(until)).map(
      ({ days, at }) => `${names.get(recipient.id) ?? recipient.id} ${days} on ${at.slice(0, 10)}`,
    ),
  )
}

const escalation = { withinDays: 30, deputyAfterWorkingDays: 3, supervisorAfterWorkingDays: 5 }
const answered = { deputyId: otto, supervisorId: ada }

describe('a follow-up of what is overdue', () => {
  const followUp = { afterDays: [1, 7, 14], everyDays: 30 }

  it('does not come unless it is asked for', () => {
    expect(tellingsOf(stateOf({}))).toEqual(['Leyla 30 on 2026-05-01', 'Leyla 7 on 2026-05-25'])
  })

  it('comes 1, 7 and 14 days after the due date, then every 30 days, up to where one looks and once beyond', () => {
    const state = stateOf({ record: theReport({ leadDays: [] }) })

    expect(tellingsOf(state, ministry({ followUp }), {}, '2026-08-01')).toEqual([
      'Leyla -1 on 2026-06-02',
      'Leyla -7 on 2026-06-08',
      'Leyla -14 on 2026-06-15',
      'Leyla -44 on 2026-07-15',
      'Leyla -74 on 2026-08-14',
    ])
  })

  it('waits for a working day, since the one before may not be overdue yet', () => {
    const record = theReport({ leadDays: [], schedule: { kind: 'once', on: '2026-06-05' } })

    const tellings = tellingsOf(
      stateOf({ record }),
      ministry({ followUp: { afterDays: [1], everyDays: null } }),
    )

    expect(tellings).toEqual(['Leyla -1 on 2026-06-08'])
  })

  it('counts from the last day on which an imprecise date may be', () => {
    const moved = touched({ moved: { dueOn: '2026-06' as never, reason: null, on: null } })
    const state = stateOf({ record: theReport({ leadDays: [7] }), touched: [moved] })

    expect(tellingsOf(state, ministry({ followUp: { afterDays: [1], everyDays: null } }))).toEqual([
      'Leyla 7 on 2026-05-25',
      'Leyla -1 on 2026-07-01',
    ])
  })

  it('is silent while the deadline is snoozed, and goes on after that', () => {
    const state = stateOf({ record: theReport({ leadDays: [] }), touched: [snoozedUntil('2026-06-10')] })

    expect(tellingsOf(state, ministry({ followUp }), {}, '2026-06-20')).toEqual([
      'Leyla -9 on 2026-06-10',
      'Leyla -14 on 2026-06-15',
      'Leyla -44 on 2026-07-15',
    ])
  })

  it('is what a record says, whatever the workspace says', () => {
    const own = stateOf({
      record: theReport({ leadDays: [], followUp: { afterDays: [3], everyDays: null } }),
    })
    const none = stateOf({ record: theReport({ leadDays: [], followUp: 'none' }) })

    expect(tellingsOf(own, ministry({ followUp }))).toEqual(['Leyla -3 on 2026-06-04'])
    expect(tellingsOf(none, ministry({ followUp }))).toEqual([])
  })

  it('is owed once it is reached, as a lead is, and once only', () => {
    const record = theReport({ followUp })
    const state = stateOf({
      record,
      told: [told('2026-06-01', 7)],
      quietThrough: '2026-06-02T07:00:00Z',
    })
    const after = stateOf({ record, told: [told('2026-06-01', -1)], quietThrough: '2026-06-02T08:30:00Z' })

    expect(owed(state, '2026-06-02T07:00:00Z')).toEqual([
      'Leyla: 2026-06-01 in -1, lead, none, 2026-06-02T08:00:00Z',
    ])
    expect(owed(after, '2026-06-05T09:00:00Z')).toEqual([])
  })
})

describe('a weekly digest', () => {
  const digest = { weekday: 1, beyondDays: 10 }

  it('gathers far leads on its weekday, on or before their own day and never after it', () => {
    // 1 May 2026 is a Friday.
    expect(tellingsOf(stateOf({}), ministry({ digest }))).toEqual([
      'Leyla 30 on 2026-04-27',
      'Leyla 7 on 2026-05-25',
    ])
  })

  it('falls on the working day before where its weekday is a holiday', () => {
    const workspace = ministry({ digest, holidays: ['2026-04-27'] })

    expect(tellingsOf(stateOf({}), workspace)).toContain('Leyla 30 on 2026-04-24')
  })

  it('is the choice of each person: another day, or none where the workspace has one', () => {
    const record = theReport({ watchers: [otto, registry] })
    const choices = {
      [leyla]: ReminderChoices.parse({ digest: { weekday: 3, beyondDays: 10 } }),
      [otto]: ReminderChoices.parse({ digest: 'none' }),
    }

    expect(tellingsOf(stateOf({ record }), ministry({ digest }), choices)).toEqual([
      'Leyla 30 on 2026-04-29',
      'Leyla 7 on 2026-05-25',
      'Otto 30 on 2026-05-01',
      'Otto 7 on 2026-05-25',
      `${registry} 30 on 2026-04-27`,
      `${registry} 7 on 2026-05-25`,
    ])
  })
})

describe('where nobody acknowledges', () => {
  const workspace = ministry({ escalation })

  it('nobody else is told unless it is asked for', () => {
    expect(
      tellingsOf(stateOf({ record: theReport(answered) })).filter((each) => !/^Leyla/.test(each)),
    ).toEqual([])
  })

  it('the deputy is told working days after each reminder, then the supervisor', () => {
    expect(tellingsOf(stateOf({ record: theReport(answered) }), workspace)).toEqual([
      'Leyla 30 on 2026-05-01',
      'Leyla 7 on 2026-05-25',
      'Otto 30 on 2026-05-06',
      'Otto 7 on 2026-05-28',
      'Ada 30 on 2026-05-08',
      'Ada 7 on 2026-06-01',
    ])
  })

  it('an acknowledgement answers what was reached by then, and not what comes after it', () => {
    const acknowledged = touched({
      acknowledged: { at: Instant.parse('2026-05-04T09:00:00Z'), by: leyla },
    })

    const tellings = tellingsOf(stateOf({ record: theReport(answered), touched: [acknowledged] }), workspace)

    expect(tellings.filter((each) => !/^Leyla/.test(each))).toEqual([
      'Otto 7 on 2026-05-28',
      'Ada 7 on 2026-06-01',
    ])
  })

  it('a lead that lay behind already when the record was arranged anew counts from the sending hour after that', () => {
    const state = stateOf({ record: theReport(answered), arrangedAt: '2026-05-13T10:00:00Z' })

    expect(tellingsOf(state, workspace)).toContain('Otto 30 on 2026-05-19')
  })

  it.each<[string, Partial<TouchedDeadline>, string]>([
    [
      'moving, assigning or reopening it counts anew',
      { arrangedAt: Instant.parse('2026-05-13T10:00:00Z') },
      '2026-05-19',
    ],
    ['another act of the same deadline does not', { snoozedUntilOn: null, version: 7 }, '2026-05-06'],
    [
      'nor what was done to another deadline of the record',
      { key: 'occurrence.2027-06-01', arrangedAt: Instant.parse('2026-05-13T10:00:00Z') },
      '2026-05-06',
    ],
  ])('%s', (_, changes, toldOn) => {
    const state = stateOf({ record: theReport(answered), touched: [touched(changes)] })

    expect(tellingsOf(state, workspace)).toContain(`Otto 30 on ${toldOn}`)
  })

  it('only reminders near the due date escalate', () => {
    const record = theReport({ ...answered, leadDays: [90, 7] })

    expect(tellingsOf(stateOf({ record }), workspace).filter((each) => /^Otto/.test(each))).toEqual([
      'Otto 7 on 2026-05-28',
    ])
  })

  it('a deputy who watches anyway is told as everybody is, and not once more', () => {
    const record = theReport({ ...answered, watchers: [otto] })

    expect(tellingsOf(stateOf({ record }), workspace).filter((each) => /^Otto/.test(each))).toEqual([
      'Otto 30 on 2026-05-01',
      'Otto 7 on 2026-05-25',
    ])
  })

  it('the word to the deputy says why it comes, and is called back once somebody has acknowledged', () => {
    const record = theReport(answered)
    const reached = '2026-05-06T07:00:00Z'
    const byLeyla = told('2026-06-01', 30)
    const acknowledged = touched({
      acknowledged: { at: Instant.parse('2026-05-05T09:00:00Z'), by: leyla },
    })
    const silent = stateOf({ record, told: [byLeyla], quietThrough: reached })
    const answeredState = stateOf({ record, told: [byLeyla], touched: [acknowledged], quietThrough: reached })

    expect(owed(silent, reached, workspace)).toEqual([
      'Otto: 2026-06-01 in 30, escalation, none, 2026-05-06T08:00:00Z',
    ])
    expect(owed(answeredState, reached, workspace)).toEqual([])
  })

  it('whoever was told a date hears that it has moved, acknowledged or not', () => {
    const state = stateOf({
      record: theReport(answered),
      touched: [
        touched({
          moved: { dueOn: '2026-09-01' as never, reason: null, on: null },
          acknowledged: { at: Instant.parse('2026-05-08T09:00:00Z'), by: leyla },
        }),
      ],
      told: [told('2026-06-01', 30), told('2026-06-01', 30, { recipient: otto })],
      quietThrough: '2026-05-08T10:00:00Z',
    })

    expect(owed(state, '2026-05-08T10:00:30Z', workspace)).toContain(
      'Otto: 2026-09-01 in null, moved, none, 2026-05-11T08:00:00Z',
    )
  })
})

describe('own lead times', () => {
  const record = theReport({ leadDays: null, watchers: [otto], supervisorId: ada })
  const desk = ministry({ leadDays: [30] })
  const own = { [leyla]: ReminderChoices.parse({ leadDays: [60, 3] }) }

  it('are those of one person, and everybody else has the workspace’s', () => {
    expect(tellingsOf(stateOf({ record }), desk, own)).toEqual([
      'Leyla 60 on 2026-04-02',
      'Leyla 3 on 2026-05-29',
      'Otto 30 on 2026-05-01',
    ])
  })

  it('give way to what the record says', () => {
    expect(tellingsOf(stateOf({ record: theReport({ leadDays: [7] }) }), desk, own)).toEqual([
      'Leyla 7 on 2026-05-25',
    ])
  })

  it('of whoever answers for it are what escalates', () => {
    const escalating = ministry({ leadDays: [30], escalation: { ...escalation, withinDays: 10 } })

    expect(tellingsOf(stateOf({ record }), escalating, own).filter((each) => /^Ada/.test(each))).toEqual([
      'Ada 3 on 2026-06-05',
    ])
  })

  it('are waited for, however far ahead', () => {
    const far = theReport({ leadDays: null, schedule: { kind: 'once', on: '2027-05-01' } })
    const early = { [leyla]: ReminderChoices.parse({ leadDays: [400] }) }

    const { nextWakeAt } = planOf(stateOf({ record: far }), around(ministry({ leadDays: [7] }), early), now)

    expect(nextWakeAt?.slice(0, 10)).toBe('2026-03-27')
  })

  it('are one at least: nobody who answers for something can silence it', () => {
    expect(ReminderChoices.safeParse({ leadDays: [] }).success).toBe(false)
  })
})

describe('a mute', () => {
  const mutedAt = Instant.parse('2026-03-02T09:00:00Z')
  const mute = (recipient: string, deadlineKey: string | null = null) => ({ recipient, deadlineKey, mutedAt })
  const watched = theReport({ watchers: [otto, registry] })
  const readers = (state: ToldState, workspace = ministry()) => [
    ...new Set(tellingsOf(state, workspace).map((each) => each.split(' ')[0])),
  ]

  it('silences a record, or one deadline of it, for one who watches', () => {
    expect(readers(stateOf({ record: watched, mutes: [mute(otto)] }))).toEqual(['Leyla', registry])
    expect(readers(stateOf({ record: watched, mutes: [mute(registry, theOccurrence)] }))).toEqual([
      'Leyla',
      'Otto',
    ])
    expect(readers(stateOf({ record: watched, mutes: [mute(otto, 'occurrence.2027-06-01')] }))).toContain(
      'Otto',
    )
  })

  it('never silences who answers for it, nor whom it escalates to', () => {
    const record = theReport({ ...answered })
    const mutes = [mute(leyla), mute(otto), mute(ada)]

    expect(readers(stateOf({ record, mutes }), ministry({ escalation }))).toEqual(['Leyla', 'Otto', 'Ada'])
  })
})
