import { folded } from '../text/folded.ts'
import { ordinals } from '../text/number-words.ts'

/** What the title of an event says of a session: its number; else why that cannot be told. */
export type SessionName = { readonly ordinal: number } | { readonly unclear: string }

/**
 * The number of the session that a title names: "81st session of the General Assembly", "Eighty-first session",
 * "Session 81". Nothing is guessed: a title that says more than the session, its body and its year may be of a debate,
 * a deadline or a special session, which has numbers of its own.
 */
export function sessionNamed(title: string, bodies: readonly string[]): SessionName {
  const said = bodies
    .map(spaced)
    .filter((body) => body !== '')
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, body) => text.replaceAll(` ${body} `, ' '), ` ${spaced(title)} `)
  const named = ordinalFirst.exec(said) ?? ordinalLast.exec(said)
  if (named === null) return { unclear: 'It names no session by its number.' }
  const [phrase, text = ''] = named
  const ordinal = /^\d/.test(text) ? Number.parseInt(text, 10) : inWords(text)
  if (ordinal === undefined) return { unclear: 'It names no session by its number.' }
  if (phrase.startsWith(' session') && isYear(text))
    return { unclear: `${text} may be the number of the session, or a year.` }
  const rest = said
    .replace(phrase, ' ')
    .split(' ')
    .filter((word) => word !== '' && !isYear(word) && !silent.has(word))
  return rest.length === 0
    ? { ordinal }
    : { unclear: `It names session ${ordinal}, and says more: "${rest.slice(0, 8).join(' ')}".` }
}

const silent = new Set(['the', 'of', 'opening', 'opens'])

function isYear(word: string): boolean {
  return /^(19|20)\d\d$/.test(word)
}

function spaced(text: string): string {
  return folded(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const units = ordinals.slice(1, 10)
const teens =
  'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** The ordinals from first to one hundred and ninety-ninth, by their words. */
const sessionOrdinals = new Map(
  Array.from({ length: 199 }, (_, at) => at + 1).flatMap((number) =>
    wordsOf(number).map((words) => [words, number] as const),
  ),
)

function wordsOf(number: number): string[] {
  if (number === 100) return ['hundredth', 'one hundredth']
  const [below] = number > 100 ? wordsOf(number - 100) : []
  if (below !== undefined)
    return ['hundred', 'one hundred'].flatMap((h) => [`${h} ${below}`, `${h} and ${below}`])
  const word = units[number - 1] ?? teens[number - 10]
  if (word !== undefined) return [word]
  const ten = tens[Math.floor(number / 10) - 2] ?? ''
  const unit = units[(number % 10) - 1]
  return [unit === undefined ? ten.replace(/y$/, 'ieth') : `${ten} ${unit}`]
}

function inWords(text: string): number | undefined {
  return sessionOrdinals.get(text)
}

const longestFirst = [...sessionOrdinals.keys()].toSorted((a, b) => b.length - a.length).join('|')
const ordinalFirst = new RegExp(
  ` (\\d{1,7}(?:st|nd|rd|th)|${longestFirst}) (?:regular |ordinary |annual )?session(?= )`,
)
const ordinalLast = / session (?:no |number )?(\d{1,7})(?= )/
