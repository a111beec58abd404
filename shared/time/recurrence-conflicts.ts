import type { Frequency, RecurrenceRule } from './recurrence-rule.ts'

/** Which frequencies a part may go with, where not with all. Source: the table of RFC 5545, section 3.3.10. */
const ALLOWED: Readonly<Record<string, readonly Frequency[]>> = {
  BYWEEKNO: ['YEARLY'],
  BYYEARDAY: ['YEARLY'],
  BYMONTHDAY: ['DAILY', 'MONTHLY', 'YEARLY'],
}

/** What RFC 5545 and RFC 7529 forbid parts to be together, in words that name the parts. */
export function recurrenceConflicts(rule: RecurrenceRule, names: ReadonlySet<string>): string[] {
  const problems = Object.entries(ALLOWED)
    .filter(([name, frequencies]) => names.has(name) && !frequencies.includes(rule.frequency))
    .map(([name, frequencies]) => `${name} goes with FREQ=${frequencies.join(' or ')} only.`)
  const hasNth = rule.byDay.some(({ nth }) => nth !== 0)
  const others = ['BYMONTH', 'BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY', 'BYDAY']
  if (hasNth && (rule.frequency === 'DAILY' || rule.frequency === 'WEEKLY')) {
    problems.push('BYDAY takes a number such as 2TU with FREQ=MONTHLY or YEARLY only.')
  }
  if (hasNth && names.has('BYWEEKNO')) problems.push('BYDAY takes no number such as 2TU beside BYWEEKNO.')
  if (names.has('BYSETPOS') && !others.some((name) => names.has(name))) {
    problems.push('BYSETPOS needs another BY part to choose from.')
  }
  if (names.has('COUNT') && names.has('UNTIL')) problems.push('COUNT and UNTIL cannot both be written.')
  if (names.has('SKIP') && !names.has('RSCALE')) problems.push('SKIP needs RSCALE=GREGORIAN beside it.')
  return problems
}
