import type { Schedule } from '../../shared/schedule/schedule.ts'
import { organisationName } from '../api/organisations.ts'
import { dayWords, weekdayWords } from '../dates/day-words.ts'
import { offsetWords, periodWords } from '../dates/period-words.ts'
import { inParts } from '../words/in-parts.ts'
import { t, wordFor } from '../words/words.ts'

/** What a schedule says, for somebody who knows the treaty and not the notation. */
export function scheduleWords(schedule: Schedule): string {
  const roll = schedule.roll != null && schedule.roll !== 'none' ? [wordFor('roll', schedule.roll)] : []
  const from =
    schedule.validFrom == null ? [] : [t('schedule.validFrom', { day: dayWords(schedule.validFrom) })]
  const to = schedule.validTo == null ? [] : [t('schedule.validTo', { day: dayWords(schedule.validTo) })]
  return inParts([ruleWords(schedule), ...from, ...to, ...roll])
}

function ruleWords(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'once':
      return t('schedule.once', { day: dayWords(schedule.on) })
    case 'every':
      return t('schedule.every', { period: periodWords(schedule.period), day: dayWords(schedule.startsOn) })
    case 'rrule':
      return t('schedule.rrule', { rule: schedule.rrule, day: dayWords(schedule.startsOn) })
    case 'session':
      return sessionWords(schedule)
    case 'after':
      return t('schedule.after', {
        period: periodWords(schedule.period),
        event: wordFor('event', schedule.event),
      })
    case 'list':
      return t('schedule.list', { n: schedule.dates.length })
    case 'later':
      return t('schedule.later', { rules: schedule.of.map(scheduleWords).join(' / ') })
    case 'earlier':
      return t('schedule.earlier', { rules: schedule.of.map(scheduleWords).join(' / ') })
    case 'nth':
      return t('schedule.nth', {
        long: offsetWords(schedule.then),
        nth: String(schedule.n),
        event: wordFor('event', schedule.event),
      })
    case 'manual':
      return t('schedule.manual')
  }
}

type SessionSchedule = Extract<Schedule, { kind: 'session' }>

function sessionWords({ organisationId, every, from, edge, offset, weekday }: SessionSchedule): string {
  const values = {
    offset: offset == null ? t('period.itself') : offsetWords(offset),
    edge: wordFor('edge', edge),
    nth: nthWords(every ?? 1),
    from: String(from),
    organisation: organisationName(organisationId),
  }
  const words = t('schedule.session', values)
  return weekday == null ? words : t('schedule.snapped', { words, weekday: weekdayWords(weekday) })
}

/** 'every', 'every second', 'every 5th'. */
export function nthWords(n: number): string {
  if (n === 1) return t('nth.1')
  if (n === 2) return t('nth.2')
  return n === 3 ? t('nth.3') : t('nth.n', { nth: String(n) })
}
