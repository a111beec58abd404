import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { occurrenceAt, occurrencesBetween, type ScheduleEvent } from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { addDays, day } from '../../../shared/time/day.ts'
import { contextWith } from '../../support/schedules.ts'

const report = { kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2012-09-12' }
const recorded = (on: string, n: number): ScheduleEvent => ({
  kind: 'submission',
  on: day(on),
  id: `evt_${n.toString(16).padStart(32, '0')}`,
  createdAt: `2026-01-01T00:00:${String(n).padStart(2, '0')}Z`,
})
const given = (events: readonly ScheduleEvent[], schedule: object = report) =>
  occurrencesBetween(Schedule.parse(schedule), contextWith({ events }), {
    from: day('2000-01-01'),
    to: day('2040-12-31'),
  }).map(({ slot, dueOn }) => `${slot} ${dueOn}`)

describe('an outcome that had been overlooked', () => {
  const [first, third] = [recorded('2012-10-01', 1), recorded('2022-06-01', 2)]
  const overlooked = recorded('2017-08-01', 3)

  it('leads to a date of its own and shifts none of the others', () => {
    expect(given([first, third])).toEqual([
      '2012-09-12 2012-09-12',
      '2017-09-12 2017-10-01',
      '2022-09-12 2027-06-01',
      '2027-09-12 2032-06-01',
      '2032-09-12 2037-06-01',
    ])
    expect(given([first, third, overlooked])).toEqual([
      '2012-09-12 2012-09-12',
      '2017-09-12 2017-10-01',
      '00000000000000000000000000000003 2022-08-01',
      '2022-09-12 2027-06-01',
      '2027-09-12 2032-06-01',
      '2032-09-12 2037-06-01',
    ])
  })

  it('shifts none where no first date is written either', () => {
    const open = { ...report, firstOn: null }

    expect(given([third, first], open)).toContain('2 2027-06-01')
    expect(given([{ ...first, createdAt: '2026-02-01T00:00:00Z' }, third], open)).toContain('1 2027-06-01')
  })

  it('leaves every date that there was under its slot, whenever it happened and however often', () => {
    const days = fc.uniqueArray(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(
        days,
        fc.nat({ max: 5000 }),
        fc.constantFrom('2012-09-12', null),
        (offsets, late, firstOn) => {
          const known = [...offsets].sort((a, b) => a - b)
          const events = known.map((offset, n) => recorded(addDays(day('2012-10-01'), offset), n + 1))
          const schedule = { ...report, firstOn }
          const latest = known.at(-1) ?? 0
          fc.pre(late < latest)

          const before = given(events, schedule)
          const after = given([...events, recorded(addDays(day('2012-10-01'), late), 20)], schedule)

          expect(after.filter((each) => !each.startsWith('0000'))).toEqual(before)
          expect(after).toHaveLength(before.length + 1)
        },
      ),
    )
  })

  it('is found by the slot that it has', () => {
    const context = contextWith({ events: [first, third, overlooked] })

    expect(occurrenceAt(Schedule.parse(report), context, '0'.repeat(31).concat('3'))?.dueOn).toBe(
      '2022-08-01',
    )
    expect(occurrenceAt(Schedule.parse(report), context, '0'.repeat(31).concat('4'))).toBeUndefined()
  })
})
