import * as z from 'zod'
import { recurrenceConflicts } from './recurrence-conflicts.ts'
import { readPart } from './recurrence-part.ts'
import { everyPeriod, type RecurrenceRule } from './recurrence-rule.ts'

type Reading = { readonly rule: RecurrenceRule } | { readonly problems: readonly string[] }

/** The rule that the text says, or everything that is wrong with it, each part by its name. */
function read(text: string): Reading {
  const parts = text.toUpperCase().split(';').map(splitPart)
  const names = parts.map(([name]) => name)
  const problems = repeated(names).map((name) => `${name} is written twice.`)
  let said: Partial<RecurrenceRule> = {}
  for (const [name, value] of parts) {
    const part = readPart(name, value)
    if (typeof part === 'string') problems.push(part)
    else said = { ...said, ...part }
  }
  const { frequency } = said
  if (!names.includes('FREQ')) problems.unshift('FREQ is missing: write FREQ=YEARLY, for example.')
  if (frequency === undefined) return { problems }
  const rule = { ...everyPeriod, ...said, frequency }
  problems.push(...recurrenceConflicts(rule, new Set(names)))
  return problems.length > 0 ? { problems: [...new Set(problems)] } : { rule }
}

function repeated(names: readonly string[]): string[] {
  return names.filter((name, at) => name !== '' && names.indexOf(name) < at)
}

function splitPart(part: string): [string, string] {
  const at = part.indexOf('=')
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
}

/**
 * A recurrence rule of whole days, as text: RFC 5545, section 3.3.10, with SKIP of RFC 7529, section 4.1. What is not
 * supported is refused by its name, never ignored. A rule that never gives a day (30 February) is not refused: it is
 * a rule, and gives none.
 */
export const RecurrenceText = z
  .string()
  .max(2000, { error: 'Write at most 2,000 characters.', abort: true })
  .superRefine((text, context) => {
    const reading = read(text)
    if ('rule' in reading) return
    for (const message of reading.problems.slice(0, 20)) context.addIssue({ code: 'custom', message })
  })
  .meta({ examples: ['FREQ=YEARLY;BYMONTH=9;BYDAY=2TU'] })
export type RecurrenceText = z.output<typeof RecurrenceText>

/** @throws RangeError if the text is not a rule that `RecurrenceText` accepts */
export function recurrenceRule(text: RecurrenceText): RecurrenceRule {
  const reading = read(text)
  if ('rule' in reading) return reading.rule
  throw new RangeError(`${text}: ${reading.problems.join(' ')}`)
}
