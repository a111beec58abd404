import type { Catalogue, Phrase } from './words.ts'

/** A catalogue with every text changed in the same way, those of plural forms too. */
export function eachText(catalogue: Catalogue, changed: (text: string) => string): Catalogue {
  const formsOf = (phrase: Phrase): Phrase =>
    typeof phrase === 'string' ? changed(phrase) : { one: changed(phrase.one), other: changed(phrase.other) }
  const entries = Object.entries(catalogue).map(([key, phrase]) => [key, formsOf(phrase)])
  return { ...catalogue, ...Object.fromEntries(entries) }
}
