const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

const LINE_BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu
// Embeddings, overrides and isolates (Unicode UAX #9): left open, they turn round the date after a title.
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/gu
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/** Folds what people wrote, a title or a name, to one line of well-formed text without bidi controls. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(LINE_BREAKS, ' ').replace(BIDI_CONTROLS, '').trim()
}

/**
 * Keeps the direction of a right-to-left title to itself, so that the colon, the date and the days left
 * that follow it stay in their order (UAX #9 section 2.4). Other text is returned as it is.
 */
export function isolated(line: string): string {
  return RIGHT_TO_LEFT.test(line) ? FIRST_STRONG_ISOLATE + line + POP_ISOLATE : line
}

/**
 * Shortens a line to at most this many characters as people count them (grapheme clusters, UAX #29), so that
 * no emoji, accent or joined letter is cut in two. Ends at a word where one ends in the second half, else, as
 * in a script without spaces, at a character.
 */
export function cutLine(line: string, maxCharacters: number): string {
  const characters = Array.from(graphemes.segment(line), ({ segment }) => segment)
  if (characters.length <= maxCharacters) return line
  const lastSpace = characters.lastIndexOf(' ', maxCharacters - 1)
  const end = lastSpace >= maxCharacters / 2 ? lastSpace : maxCharacters - 1
  return `${characters.slice(0, end).join('')}…`
}
