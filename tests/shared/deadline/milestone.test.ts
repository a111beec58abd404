import { describe, expect, it } from 'vitest'
import { after, done, inShort, moved, recordOf, seen, surroundings } from './record-states.ts'

const commitment = (schedule: object, more: object = {}) => recordOf('commitment', { schedule, ...more })
const yearly = { kind: 'every', startsOn: '2020-03-31', period: 'P1Y' }
const draft = { key: 'draft', title: 'Draft', offset: '-P1M' }

describe('a milestone', () => {
  const state = commitment(yearly, { milestones: [draft] })
  const occurrenceOf = (of: typeof state) => seen(of).find(({ kind }) => kind === 'occurrence')

  it('lies at its offset from its occurrence, at the month’s end too', () => {
    expect(inShort(seen(state, { to: '2026-12-31' }))).toEqual([
      'milestone 2026-02-28',
      'occurrence 2026-03-31',
    ])
    expect(seen(state)[0]?.parentId).toBe(occurrenceOf(state)?.id)
  })

  it('follows its occurrence where somebody moves that', () => {
    const later = after(state, occurrenceOf(state), moved('2026-05-15'))

    expect(inShort(seen(later, { to: '2026-12-31' }))).toEqual([
      'milestone 2026-04-15',
      'occurrence 2026-05-15',
    ])
  })

  it('has no date while its occurrence is postponed without one', () => {
    const later = after(state, occurrenceOf(state), moved(null))

    expect(inShort(seen(later, { to: '2026-12-31' }))).toEqual(['milestone null', 'occurrence null'])
  })

  it('goes with its occurrence once that is closed', () => {
    const later = after(state, occurrenceOf(state), done('2026-03-01'))

    expect(inShort(seen(later, { to: '2026-12-31' }))).toEqual(['occurrence 2026-03-31'])
  })

  it('that was done by itself stays done when its occurrence moves and is closed', () => {
    const drafted = after(state, seen(state)[0], done('2026-02-01'))
    const later = after(drafted, occurrenceOf(drafted), moved('2026-05-15'))
    const closed = after(later, occurrenceOf(later), done('2026-05-10'))

    expect(
      seen(closed, { to: '2026-12-31' }).map(({ kind, dueOn, status }) => [kind, dueOn, status]),
    ).toEqual([
      ['milestone', '2026-02-28', 'done'],
      ['occurrence', '2026-05-15', 'done'],
    ])
  })

  it('is found where only it lies in the window', () => {
    expect(inShort(seen(state, { from: '2027-02-01', to: '2027-03-01' }))).toEqual(['milestone 2027-02-28'])
  })

  it('counted in very many working days is found too', () => {
    const far = { key: 'far', title: 'Far', offset: { workingDays: -1000 } }
    const around = surroundings({}, { workingDays: [1] })
    const once = commitment({ kind: 'once', on: '2050-01-03' }, { milestones: [far] })

    const [all] = seen(once, { from: '2020-01-01', to: '2060-12-31', around })
    const [exact] = seen(once, { from: '2030-01-01', to: '2031-12-31', around })

    expect(all?.dueOn).toBe('2030-11-04')
    expect(exact?.dueOn).toBe('2030-11-04')
  })

  it('that would leave the calendar is not there, and its occurrence is', () => {
    const last = commitment(
      { kind: 'once', on: '9999-12-31' },
      { milestones: [{ key: 'after', title: 'After', offset: 'P1D' }] },
    )

    expect(inShort(seen(last, { from: '9999-01-01', to: '9999-12-31' }))).toEqual(['occurrence 9999-12-31'])
  })
})
