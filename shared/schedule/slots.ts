import { afterSlots } from './after-slots.ts'
import { boundedSlots } from './bounded-slots.ts'
import { type Choice, choiceSlots } from './choice-slots.ts'
import { datedSlots } from './dated-slots.ts'
import { nthSlots } from './nth-slots.ts'
import { rolledSlots } from './rolled-slots.ts'
import { everySlots, rruleSlots } from './rule-slots.ts'
import type { ChoiceSchedule, Schedule } from './schedule.ts'
import type { ScheduleContext } from './schedule-context.ts'
import { sessionSlots } from './session-slots.ts'
import { plainDays, type Slots } from './slot.ts'

const noSlots: Slots = { ...plainDays, from: () => [], at: () => undefined }

/** The slots of a schedule: as its rule gives them, within its bounds, rolled to working days. */
export function slotsOf(schedule: Schedule, context: ScheduleContext): Slots {
  return finished(schedule, context, ruledSlots(schedule, context))
}

function finished(schedule: Schedule, context: ScheduleContext, slots: Slots): Slots {
  return rolledSlots(schedule.roll ?? 'none', calendarOf(schedule, context), boundedSlots(schedule, slots))
}

function calendarOf({ calendarId }: Schedule, context: ScheduleContext) {
  return context.calendar(calendarId ?? undefined)
}

function ruledSlots(schedule: Schedule, context: ScheduleContext): Slots {
  switch (schedule.kind) {
    case 'once':
      return datedSlots([schedule.on], 'the date as recorded')
    case 'list':
      return datedSlots(schedule.dates, 'a published date')
    case 'rrule':
      return rruleSlots(schedule)
    case 'every':
      return everySlots(schedule)
    case 'session': {
      const series = context.sessions(schedule.organisationId)
      return series === undefined ? noSlots : sessionSlots(schedule, series, calendarOf(schedule, context))
    }
    case 'after':
      return afterSlots(schedule, context.events)
    case 'nth':
      return nthSlots(schedule, context.events, calendarOf(schedule, context))
    case 'later':
    case 'earlier':
      return choiceSlots(choiceOf(schedule), membersOf(schedule, context))
    case 'manual':
      return noSlots
  }
}

function choiceOf({ kind, of, pairBy }: ChoiceSchedule): Choice {
  if (pairBy !== 'ordinal') return { kind, pairBy: 'year' }
  return { kind, pairBy: of.every(isOfSessions) ? 'session' : 'place' }
}

/** Where every member is counted by sessions, the ordinal is the session's. */
function isOfSessions(schedule: Schedule): boolean {
  return 'of' in schedule ? schedule.of.every(isOfSessions) : schedule.kind === 'session'
}

/** A place is counted in the rule itself: an exception, or a bound, does not pair the rest anew. */
function membersOf(choice: ChoiceSchedule, context: ScheduleContext): Slots[] {
  const isPlaced = choiceOf(choice).pairBy === 'place'
  return choice.of.map((member) => {
    const slots = ruledSlots(member, context)
    return finished(member, context, isPlaced ? placedSlots(slots) : slots)
  })
}

/** The slots numbered from the first, which they are always counted from. */
function placedSlots(slots: Slots): Slots {
  return {
    ...slots,
    *from(day) {
      let place = 0
      for (const slot of slots.from(Number.NEGATIVE_INFINITY)) {
        place += 1
        if (slot.on >= day) yield { ...slot, place }
      }
    },
  }
}
