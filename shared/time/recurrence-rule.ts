import * as z from 'zod'
import { recurrenceConflicts } from './recurrence-conflicts.ts'
import { readPart } from './recurrence-part.ts'

/** A weekday (ISO), or only the n-th of its month or year: counted from the end if negative, 0 for every one. */
export type RecurrenceWeekday = { readonly nth: number; readonly weekday: number }

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'

/** A recurrence rule as read. `until` is a day number; an empty list is a part that is not there. */
export type RecurrenceRule = {
  readonly frequency: Frequency
  readonly interval: number
  readonly count: number | undefined
  readonly until: number | undefined
  readonly weekStart: number
  readonly skip: 'OMIT' | 'BACKWARD' | 'FORWARD'
  readonly byMonth: readonly number[]
  readonly byWeekNo: readonly number[]
  readonly byYearDay: readonly number[]
  readonly byMonthDay: readonly number[]
  readonly byDay: readonly RecurrenceWeekday[]
  readonly bySetPos: readonly number[]
}

const UNSAID: Omit<RecurrenceRule, 'frequency'> = {
  interval: 1,
  count: undefined,
  until: undefined,
  weekStart: 1,
  skip: 'OMIT',
  byMonth: [],
  byWeekNo: [],
  byYearDay: [],
  byMonthDay: [],
  byDay: [],
  bySetPos: [],
}

type Reading = { readonly rule: RecurrenceRule } | { readonly problems: readonly string[] }

/** The rule that the text says, or everything that is wrong with it, each part by its name. */
function read(text: string): Reading {
  const parts = text.toUpperCase().split(';').map(splitPart)
  const names = parts.map(([name]) => name)
  const problems = names
    .filter((name, at) => name !== '' && names.indexOf(name) !== at)
    .map((name) => `${name} is written twice.`)
  let rule: Partial<RecurrenceRule> = {}
  for (const [name, value] of parts) {
    const part = readPart(name, value)
    if (typeof part === 'string') problems.push(part)
    else rule = { ...rule, ...part }
  }
  const { frequency } = rule
  if (frequency === undefined) {
    return {
      problems: names.includes('FREQ')
        ? problems
        : ['FREQ is missing: write FREQ=YEARLY, for example.', ...problems],
    }
  }
  problems.push(...recurrenceConflicts({ ...UNSAID, ...rule, frequency }, new Set(names)))
  return problems.length > 0 ? { problems } : { rule: { ...UNSAID, ...rule, frequency } }
}

function splitPart(part: string): [string, string] {
  const at = part.indexOf('=')
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
}

/**
 * A recurrence rule of whole days, as text: RFC 5545, section 3.3.10, with SKIP of RFC 7529, section 4.1. What is not
 * supported is refused by its name, never ignored. A rule that never gives a day (30 February) is not refused.
 */
export const RecurrenceText = z
  .string()
  .max(2000, { error: 'Write at most 2,000 characters.', abort: true })
  .superRefine((text, context) => {
    const reading = read(text)
    if ('rule' in reading) return
    for (const message of reading.problems) context.addIssue({ code: 'custom', message })
  })
  .meta({ examples: ['FREQ=YEARLY;BYMONTH=9;BYDAY=2TU'] })
export type RecurrenceText = z.output<typeof RecurrenceText>

/** @throws RangeError if the text is not a rule that `RecurrenceText` accepts */
export function recurrenceRule(text: RecurrenceText): RecurrenceRule {
  const reading = read(text)
  if ('rule' in reading) return reading.rule
  throw new RangeError(`${text}: ${reading.problems.join(' ')}`)
}
