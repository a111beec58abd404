import { describe, expect, it } from 'vitest'
import { addOccurrence } from '../../../shared/deadline/added-occurrence.ts'
import { deadlineAt } from '../../../shared/deadline/deadlines.ts'
import { turnOf } from '../../../shared/deadline/rotation.ts'
import { ImpreciseDay } from '../../../shared/time/imprecise-day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { after, changed, done, moved, recordOf, seen, surroundings } from './record-states.ts'

const now = Instant.parse('2026-01-01T00:00:00Z')
const yearly = { kind: 'every', startsOn: '2026-05-01', period: 'P1Y' }
const forum = (fields: object = {}) =>
  recordOf('commitment', { schedule: yearly, rotation: ['Austria', 'Chile', 'Ghana'], ...fields })
const turns = (state: ReturnType<typeof forum>, to = '2029-12-31') =>
  seen(state, { to })
    .filter(({ kind }) => kind === 'occurrence')
    .map(({ slot, rotationMember }) => `${slot.slice(0, 4)} ${rotationMember}`)

describe('the turn', () => {
  it('goes round, and each date says whose it is', () => {
    const state = forum()

    expect(turns(state)).toEqual(['2026 Austria', '2027 Chile', '2028 Ghana', '2029 Austria'])
    expect(seen(state)[1]?.basis).toBe(
      '1 May 2027, every year counted from 1 May 2026. By rotation it is the turn of Chile.',
    )
  })

  it('stays with its occurrence when another one is moved, cancelled or left out', () => {
    const state = forum()
    const [first, second] = seen(state)
    const cancelled = after(state, first, { act: 'cancel', reason: null })
    const later = after(cancelled, second, moved('2028-06-01'))
    const less = changed(later, { schedule: { ...yearly, except: ['2028-05-01'] } })

    expect(turns(less)).toEqual(['2026 Austria', '2027 Chile', '2029 Austria'])
  })

  it('goes on backwards before the anchor', () => {
    const rotation = ['Austria', 'Chile', 'Ghana']

    expect([-4, -3, -2, -1, 0].map((place) => turnOf(rotation, place))).toEqual([
      'Ghana',
      'Austria',
      'Chile',
      'Ghana',
      'Austria',
    ])
    expect(turnOf([], 3)).toBeNull()
  })

  it('of a step is that of its occurrence', () => {
    const state = forum({ milestones: [{ key: 'draft', title: 'Draft', offset: '-P1M' }] })

    expect(seen(state, { to: '2026-12-31' }).map(({ rotationMember }) => rotationMember)).toEqual([
      'Austria',
      'Austria',
    ])
  })

  it('of what was done stays when the rotation changes', () => {
    const state = forum()
    const held = after(state, seen(state)[0], done('2026-05-01'))

    expect(turns(changed(held, { rotation: ['Peru'] }), '2027-12-31')).toEqual(['2026 Austria', '2027 Peru'])
  })

  it('is taken by each in the order in which they are added, where there is no rule', () => {
    const add = (state: ReturnType<typeof forum>, dueOn: string) => {
      const added = { dueOn: ImpreciseDay.parse(dueOn), title: null, reason: null }
      const { touched } = addOccurrence(state, surroundings(), now, added)
      return { ...state, touched: new Map([...state.touched, [touched.key, touched]]) }
    }
    const manual = add(add(forum({ schedule: { kind: 'manual' } }), '2027-05-01'), '2026-05-01')
    const onTop = add(forum(), '2026-11-01')

    expect(turns(manual)).toEqual(['2026 Chile', '2027 Austria'])
    expect(turns(onTop, '2026-12-31')).toEqual(['2026 Austria', '2026 null'])
  })
})

describe('the reporting period', () => {
  const report = (fields: object) => recordOf('commitment', { schedule: yearly, period: 'P1Y', ...fields })
  const periods = (state: ReturnType<typeof report>) =>
    seen(state).map(({ dueOn, reportingPeriod }) => [
      dueOn,
      `${reportingPeriod?.startsOn} to ${reportingPeriod?.endsOn}`,
    ])

  it('ends on the day before the date that the rule gives, and stays when the date is moved', () => {
    const state = report({})
    const late = after(state, seen(state)[0], moved('2026-08-15'))

    expect(periods(late)).toEqual([
      ['2026-08-15', '2025-05-01 to 2026-04-30'],
      ['2027-05-01', '2026-05-01 to 2027-04-30'],
      ['2028-05-01', '2027-05-01 to 2028-04-30'],
    ])
    expect(seen(state)[0]?.basis).toContain('It reports on 1 May 2025 to 30 April 2026.')
  })

  it('is counted from its own first day where that is recorded: quarters, reported a month later', () => {
    const schedule = { kind: 'every', startsOn: '2026-04-30', period: 'P3M' }
    const state = report({ schedule, period: 'P3M', periodStartsOn: '2026-01-01' })

    expect(periods(state).slice(0, 3)).toEqual([
      ['2026-04-30', '2026-01-01 to 2026-03-31'],
      ['2026-07-30', '2026-04-01 to 2026-06-30'],
      ['2026-10-30', '2026-07-01 to 2026-09-30'],
    ])
  })

  it('stays where it is when its date is rolled to a working day', () => {
    const schedule = { kind: 'list', dates: ['2026-05-02'], roll: 'after' }

    expect(periods(report({ schedule }))).toEqual([['2026-05-04', '2025-05-02 to 2026-05-01']])
  })

  it('leaves no day out and counts none twice at the ends of months', () => {
    const state = report({
      schedule: { kind: 'every', startsOn: '2026-01-31', period: 'P1M' },
      period: 'P1M',
    })

    const ends = periods(state).map(([, text]) => text?.split(' to ') ?? [])

    for (const [at, [startsOn = '']] of ends.entries()) {
      const [, before] = ends[at - 1] ?? []
      if (before !== undefined) expect(Date.parse(startsOn) - Date.parse(before)).toBe(86_400_000)
    }
    expect(ends[2]).toEqual(['2026-02-28', '2026-03-30'])
  })

  it('of a date that is known to the month is as imprecise', () => {
    const state = report({ schedule: { kind: 'once', on: '2026-12' }, period: 'P1Y' })

    expect(seen(state)[0]?.reportingPeriod).toEqual({ startsOn: '2025-12', endsOn: '2026-11-30/2026-12-30' })
  })
})

describe('an hour', () => {
  const at = { time: '13:00', zone: 'America/New_York' }
  const state = recordOf('commitment', { schedule: { ...yearly, at } })

  it('makes the deadline overdue on the clocks of its zone, not at the end of the day', () => {
    const statusAt = (instant: string) => seen(state, { now: instant })[0]?.status

    expect(statusAt('2026-05-01T16:59:59Z')).toBe('open')
    expect(statusAt('2026-05-01T17:00:00Z')).toBe('overdue')
    expect(seen(state)[0]).toMatchObject({ hour: at, dueAt: '2026-05-01T17:00:00Z' })
    expect(seen(state)[0]?.basis).toContain('At 13:00, America/New_York.')
  })

  it('stays when its day is moved, and when the rule no longer gives it', () => {
    const later = after(state, seen(state)[0], moved('2026-12-01'))
    const former = changed(later, { schedule: { kind: 'manual' } })

    expect(seen(later)[0]?.dueAt).toBe('2026-12-01T18:00:00Z')
    expect(seen(former)[0]).toMatchObject({ dueAt: '2026-12-01T18:00:00Z', origin: 'former_rule' })
  })
})

describe('what is no longer in the rule', () => {
  it('is kept where somebody touched it, and says so; a step too', () => {
    const milestones = [{ key: 'draft', title: 'Draft', offset: '-P1M' }]
    const state = recordOf('commitment', { schedule: yearly, milestones })
    const [step, occurrence] = seen(state)
    const drafted = after(after(state, step, done('2026-03-20')), occurrence, moved('2026-05-20'))

    const later = changed(drafted, { milestones: [], schedule: { ...yearly, startsOn: '2027-06-01' } })

    expect(
      seen(later, { to: '2027-12-31' }).map(({ title, dueOn, origin, status }) => [
        title,
        dueOn,
        origin,
        status,
      ]),
    ).toEqual([
      ['Draft', '2026-04-01', 'former_rule', 'done'],
      ['A record', '2026-05-20', 'former_rule', 'open'],
      ['A record', '2027-06-01', 'rule', 'open'],
    ])
    expect(seen(later)[0]?.basis).toContain('The record no longer has this step.')
    expect(seen(later)[1]?.basis).toContain('The rule no longer gives it.')
  })

  it('and lies before the record was tracked is history, and neither open nor overdue', () => {
    const state = recordOf('commitment', { schedule: yearly, trackedFrom: '2027-01-01' })
    const key = { kind: 'occurrence', slot: '2026-05-01' } as const

    expect(deadlineAt(state, surroundings(), Instant.parse('2028-01-01T00:00:00Z'), key)?.status).toBe(
      'history',
    )
  })
})
