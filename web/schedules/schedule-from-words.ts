import { folded } from '../../shared/text/folded.ts'
import { cardinals, ordinals } from '../../shared/text/number-words.ts'
import type { Organisation } from '../records/record.ts'
import { emptyDraft, type ScheduleDraft } from './schedule-draft.ts'

/** A step before the date, as it stands in the fields. */
export type MilestoneDraft = { readonly title: string; readonly offset: string; readonly offsetUnit: string }

export type FromWords = { readonly schedule: ScheduleDraft; readonly milestones: readonly MilestoneDraft[] }

const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
]
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const units: Readonly<Record<string, string>> = { year: 'Y', month: 'M', week: 'W', day: 'D' }

const n = `(\\d+|${cardinals.join('|')}|a|an)`
const unit = '(working days?|years?|months?|weeks?|days?)'
const nth = `(other|last|\\d+(?:st|nd|rd|th)|${ordinals.slice(1).join('|')})`
const date = `(\\d{4}-\\d{2}-\\d{2}|\\d{1,2} (?:${months.join('|')})(?: \\d{4})?)`

/**
 * Reads "every second session of the General Assembly, tabling four weeks before adoption" and its like. Undefined
 * where the first part says no rule that is known here; steps before the date follow after commas.
 */
export function scheduleFromWords(
  text: string,
  organisations: readonly Organisation[],
  today: string,
): FromWords | undefined {
  const [rule = '', ...steps] = text
    .toLowerCase()
    .trim()
    .split(/\s*[,;]\s*/)
  const schedule = ruleFrom(rule, organisations, today)
  if (schedule === undefined) return undefined
  return { schedule, milestones: steps.flatMap(stepFrom) }
}

function ruleFrom(
  rule: string,
  organisations: readonly Organisation[],
  today: string,
): ScheduleDraft | undefined {
  const year = today.slice(0, 4)
  const readers: readonly (readonly [
    RegExp,
    (found: readonly string[]) => Record<string, string> | undefined,
    ScheduleDraft['kind'],
  ])[] = [
    [
      new RegExp(
        `^(?:${n} ${unit} (before|after) )?(?:the (?:opening|closing) of )?every (?:${nth} )?session of (?:the )?(.+?)(?: from session (\\d+))?$`,
      ),
      ([many = '0', each = 'day', direction = 'after', every = 'first', body = '', from = '']) =>
        session({ many, each, direction, every, body, from }, organisations, rule),
      'session',
    ],
    [
      new RegExp(
        `^every (?:(\\d+|${cardinals.join('|')}|other|second|third) )?years? in (${months.join('|')}) on the ${nth} (${weekdays.join('|')})$`,
      ),
      ([every = '1', month = '', place = '', weekday = '']) => ({
        n: String(count(every)),
        month: String(months.indexOf(month) + 1),
        place: place === 'last' ? '-1' : String(count(place)),
        weekday: String(weekdays.indexOf(weekday) + 1),
        startsOn: `${year}-01-01`,
      }),
      'weekday',
    ],
    [
      new RegExp(
        `^every (?:${n} |(other|second|third) )?(years?|months?|weeks?|days?)(?: (?:on|from) ${date})?$`,
      ),
      ([many = '', other = '', each = 'year', from = today]) => ({
        n: String(count(many || other || '1')),
        unit: units[each.replace(/s$/, '')] ?? 'Y',
        startsOn: dayFrom(from, year),
      }),
      'every',
    ],
    [new RegExp(`^(?:once )?(?:on )?${date}$`), ([on = '']) => ({ on: dayFrom(on, year) }), 'once'],
    [/^(?:manual|by hand|no rule)$/, () => ({}), 'manual'],
  ]
  for (const [pattern, read, kind] of readers) {
    const found = pattern.exec(rule)
    const texts = found === null ? undefined : read(found.slice(1))
    if (texts !== undefined) return { ...emptyDraft(kind), texts }
  }
  return undefined
}

type SessionWords = Readonly<Record<'many' | 'each' | 'direction' | 'every' | 'body' | 'from', string>>

function session(words: SessionWords, organisations: readonly Organisation[], rule: string) {
  const { many, each, direction, every, body, from } = words
  const found = organisationCalled(body, organisations)
  if (found === undefined) return undefined
  return {
    organisationId: found.id,
    edge: rule.includes('closing of') ? 'closes' : 'opens',
    every: String(count(every)),
    from: from || String(found.sessionRules.at(-1)?.firstOrdinal ?? 1),
    offset: String(count(many)),
    offsetUnit: unitFrom(each),
    direction,
  }
}

function organisationCalled(text: string, organisations: readonly Organisation[]): Organisation | undefined {
  const wanted = folded(text)
  const names = (each: Organisation) => [each.name, each.shortName ?? ''].map(folded)
  return (
    organisations.find((each) => names(each).includes(wanted)) ??
    organisations.find((each) => names(each).some((name) => name.endsWith(` ${wanted}`))) ??
    organisations.find((each) => names(each).some((name) => name.includes(wanted)))
  )
}

function stepFrom(step: string): readonly MilestoneDraft[] {
  const [, title, many = '1', each = 'day'] =
    new RegExp(`^(.+?) ${n} ${unit} before(?: .*)?$`).exec(step) ?? []
  if (title === undefined) return []
  const named = `${title.charAt(0).toUpperCase()}${title.slice(1)}`
  return [{ title: named, offset: String(count(many)), offsetUnit: unitFrom(each) }]
}

function unitFrom(each: string): string {
  return each.startsWith('working') ? 'workingDays' : (units[each.replace(/s$/, '')] ?? 'D')
}

function count(text: string): number {
  if (text === 'a' || text === 'an') return 1
  if (text === 'other') return 2
  const known = Math.max(cardinals.indexOf(text), ordinals.indexOf(text))
  return known > 0 ? known : Number.parseInt(text, 10) || 0
}

function dayFrom(text: string, year: string): string {
  const [day = '', month = '', given = year] = text.split(' ')
  if (month === '') return text
  return `${given}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
}
