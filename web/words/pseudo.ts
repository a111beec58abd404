import { eachText } from './each-text.ts'
import type { Catalogue } from './words.ts'

const letters = new Map(
  Object.entries({
    a: 'á',
    b: 'ƀ',
    c: 'ç',
    d: 'ð',
    e: 'é',
    f: 'ƒ',
    g: 'ĝ',
    h: 'ĥ',
    i: 'í',
    j: 'ĵ',
    k: 'ķ',
    l: 'ļ',
  }).concat(
    Object.entries({
      m: 'ɱ',
      n: 'ñ',
      o: 'ö',
      p: 'þ',
      r: 'ŕ',
      s: 'š',
      t: 'ţ',
      u: 'û',
      v: 'ṽ',
      w: 'ŵ',
      y: 'ý',
    }),
  ),
)

/** English with other letters, half as long again; what is not in brackets on the page is not from the catalogue. */
export function pseudo(english: Catalogue): Catalogue {
  return eachText(english, disguised)
}

function disguised(text: string): string {
  const parts = text.split(/(\{\w+\})/)
  const body = parts.map((part) => (part.startsWith('{') ? part : spelled(part))).join('')
  return `⟦${body}${'·'.repeat(Math.ceil(text.length / 2))}⟧`
}

function spelled(text: string): string {
  return [...text].map((letter) => letters.get(letter) ?? letter).join('')
}
