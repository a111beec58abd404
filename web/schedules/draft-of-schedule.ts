import type { Schedule } from '../../shared/schedule/schedule.ts'
import { emptyDraft, offsetTexts, type ScheduleDraft } from './schedule-draft.ts'

type Texts = Readonly<Record<string, string>>

/** What stands in the fields for a schedule that is there already. One that they cannot say is kept as it is. */
export function draftOf(schedule: Schedule): ScheduleDraft {
  const kept: ScheduleDraft = { kind: 'kept', texts: {}, of: [], kept: schedule }
  if (schedule.calendarId != null || schedule.at != null) return kept
  const bounds: Texts = {
    ...(schedule.roll == null ? {} : { roll: schedule.roll }),
    ...(schedule.validFrom == null ? {} : { validFrom: schedule.validFrom }),
    ...(schedule.validTo == null ? {} : { validTo: schedule.validTo }),
    ...(schedule.except == null ? {} : { except: schedule.except.join('\n') }),
  }
  if ('of' in schedule) {
    if (schedule.of.length !== 2 || schedule.pairBy === 'ordinal') return kept
    return { ...emptyDraft(schedule.kind), texts: bounds, of: schedule.of.map(draftOf) }
  }
  const texts = textsOf(schedule)
  return texts === undefined ? kept : { ...emptyDraft(schedule.kind), texts: { ...texts, ...bounds } }
}

type Leaf = Exclude<Schedule, { of: Schedule[] }>

function textsOf(schedule: Leaf): Texts | undefined {
  switch (schedule.kind) {
    case 'once':
      return { on: schedule.on }
    case 'every':
      return schedule.untilOn == null
        ? withPeriod({ startsOn: schedule.startsOn }, schedule.period)
        : undefined
    case 'rrule':
      return schedule.untilOn == null ? { startsOn: schedule.startsOn, rrule: schedule.rrule } : undefined
    case 'session': {
      const offset = offsetTexts(schedule.offset ?? 'P0D')
      if (schedule.weekday != null || offset === undefined) return undefined
      const { organisationId, edge, from, every } = schedule
      return { organisationId, edge, from: String(from), every: String(every ?? 1), ...offset }
    }
    case 'after':
      return withPeriod({ event: schedule.event, firstOn: schedule.firstOn ?? '' }, schedule.period)
    case 'list':
      return { dates: schedule.dates.join('\n') }
    case 'nth': {
      const offset = offsetTexts(schedule.then)
      return offset && { event: schedule.event, count: String(schedule.n), ...offset }
    }
    case 'manual':
      return {}
  }
}

function withPeriod(texts: Texts, period: string): Texts | undefined {
  const [, n, unit] = /^P(\d+)([YMWD])$/.exec(period) ?? []
  return n === undefined || unit === undefined ? undefined : { ...texts, n, unit }
}
