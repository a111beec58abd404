import { RRuleTemporal } from 'rrule-temporal'

/** The days that the library rrule-temporal gives for a rule, to `end`, all as ISO text. */
export function rruleTemporal(text: string, startsOn: string, end: string): string[] {
  const rruleString = `DTSTART;VALUE=DATE:${startsOn.replaceAll('-', '')}\nRRULE:${text}`
  const rule = new RRuleTemporal({ rruleString })
  return rule
    .between(new Date(`${startsOn}T00:00:00Z`), new Date(`${end}T23:59:59Z`), true)
    .map((each) => each.toString().slice(0, 10))
}

/**
 * Why the library (2.2.8) and RFC 5545 part ways on a rule, or undefined where they agree. The naive oracle, which
 * asks every day whether it fits, agrees with us on all of these.
 */
export function knownDifference(text: string): string | undefined {
  const has = (part: string) => text.includes(`;${part}=`)
  const weekdays = /BYDAY=([^;]*)/.exec(text)?.[1]?.split(',') ?? []
  const isNumbered = (weekday: string) => weekday.length > 2
  if (!text.startsWith('FREQ=YEARLY')) return undefined
  if (has('BYWEEKNO') && has('INTERVAL')) {
    return 'it counts the calendar year of the start, where we count the year that its week is numbered in'
  }
  if (has('BYWEEKNO') && (has('BYMONTHDAY') || has('BYYEARDAY'))) {
    return 'it takes days that are in none of the weeks of BYWEEKNO'
  }
  if (weekdays.some(isNumbered) && (has('BYMONTHDAY') || has('BYYEARDAY'))) {
    return 'it takes days that are not the n-th weekday of BYDAY, which limits here (note 2)'
  }
  if (has('BYYEARDAY') && (has('BYMONTHDAY') || has('BYDAY'))) {
    return 'where no day of BYYEARDAY passes the other part, it takes all of BYYEARDAY'
  }
  if (weekdays.some(isNumbered) && !weekdays.every(isNumbered)) {
    return 'it forgets the weekdays of BYDAY without a number beside one with a number'
  }
  return undefined
}
