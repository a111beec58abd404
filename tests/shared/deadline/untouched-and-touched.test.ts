import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DeadlineAct } from '../../../shared/deadline/deadline-acts.ts'
import type { RecordState } from '../../../shared/deadline/record-state.ts'
import { addDays, day } from '../../../shared/time/day.ts'
import { after, changed, done, moved, recordOf, seen } from './record-states.ts'

const schedules = fc.oneof(
  fc.record({
    kind: fc.constant('every'),
    startsOn: fc.integer({ min: 0, max: 400 }).map((days) => addDays(day('2025-06-01'), days)),
    period: fc.constantFrom('P1M', 'P45D', 'P6M', 'P1Y'),
  }),
  fc.constant({ kind: 'manual' }),
  fc.constantFrom('MO', 'WE', '1FR').map((weekday) => ({
    kind: 'rrule',
    startsOn: '2025-06-01',
    rrule: `FREQ=MONTHLY;BYDAY=${weekday}`,
  })),
)
const acts: fc.Arbitrary<DeadlineAct> = fc.constantFrom<DeadlineAct>(
  done('2026-01-01'),
  moved('2027-03-03'),
  moved(null),
  { act: 'cancel', reason: 'not held' },
  { act: 'waive', reason: null },
)
const all = (state: RecordState) => seen(state, { from: '2000-01-01', to: '2040-12-31' })

it('whatever the rule becomes, what somebody touched keeps its id, what became of it, and where it was moved', () => {
  fc.assert(
    fc.property(
      schedules,
      schedules,
      fc.array(fc.tuple(fc.nat(), acts), { maxLength: 5 }),
      (first, then, deeds) => {
        let state = recordOf('commitment', {
          schedule: first,
          rotation: ['Austria', 'Chile', 'Ghana'],
          period: 'P1Y',
        })
        for (const [n, act] of deeds) {
          const open = all(state).filter(({ status }) => status === 'open')
          const chosen = open[n % Math.max(1, open.length)]
          if (chosen !== undefined) state = after(state, chosen, act)
        }
        const before = all(state).filter(({ version }) => version > 0)

        const later = all(changed(state, { schedule: then })).filter(({ version }) => version > 0)

        expect(later.map(({ id }) => id).toSorted()).toEqual(before.map(({ id }) => id).toSorted())
        for (const each of before) {
          const same = later.find(({ id }) => id === each.id)
          expect(same).toMatchObject({ status: each.status, outcome: each.outcome, moved: each.moved })
          if (each.moved || each.outcome.status !== 'open') expect(same?.dueOn).toBe(each.dueOn)
          if (each.outcome.status !== 'open')
            expect(same).toMatchObject({
              rotationMember: each.rotationMember,
              reportingPeriod: each.reportingPeriod,
            })
          if (same?.origin === 'former_rule') expect(same.basis).toContain('The rule no longer gives it.')
        }
        const untouched = all(changed(state, { schedule: then })).filter(({ version }) => version === 0)
        expect(untouched.every(({ origin }) => origin === 'rule')).toBe(true)
      },
    ),
  )
})

it('one act changes one deadline, and no other', () => {
  fc.assert(
    fc.property(schedules, fc.nat(), acts, (schedule, n, act) => {
      const state = recordOf('commitment', { schedule })
      const before = all(state)
      const chosen = before[n % Math.max(1, before.length)]
      fc.pre(chosen !== undefined)

      const later = all(after(state, chosen, act))

      const others = (deadlines: typeof before) => deadlines.filter(({ id }) => id !== chosen?.id)
      expect(others(later)).toEqual(others(before))
    }),
  )
})
