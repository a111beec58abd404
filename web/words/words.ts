import { signal } from '@preact/signals'
import { en } from './en.ts'
import { pseudo } from './pseudo.ts'

/** A phrase, or its forms by the plural category of `n`. */
export type Phrase = string | { readonly one: string; readonly other: string }
export type WordKey = keyof typeof en
export type Catalogue = Readonly<Record<WordKey, Phrase>>
/** A part of a catalogue in another language: the keys of the English part, all of them. */
export type Translated<Part> = Readonly<Record<keyof Part, Phrase>>

/**
 * The languages of the page itself. A draft waits for the review of somebody whose language it is. Numbers are written
 * as in a language that every browser knows: Chromium has no data of Azerbaijani, which writes them as Turkish does.
 */
export const languages = {
  en: { name: 'English', tag: 'en', numbers: 'en', dir: 'ltr', isDraft: false, load: async () => en },
  fr: {
    name: 'Français',
    tag: 'fr',
    numbers: 'fr',
    dir: 'ltr',
    isDraft: true,
    load: async () => (await import('./fr.ts')).fr,
  },
  az: {
    name: 'Azərbaycanca',
    tag: 'az',
    numbers: 'tr',
    dir: 'ltr',
    isDraft: true,
    load: async () => (await import('./az.ts')).az,
  },
  /** Proves that every word comes from the catalogue and that the layout bears other scripts and longer words. */
  pseudo: {
    name: '⟦Þšéûðö⟧',
    tag: 'en-x-pseudo',
    numbers: 'en',
    dir: 'rtl',
    isDraft: true,
    load: async () => pseudo(en),
  },
} as const satisfies Record<string, Language>

type Language = {
  readonly name: string
  readonly tag: string
  readonly numbers: string
  readonly dir: 'ltr' | 'rtl'
  readonly isDraft: boolean
  readonly load: () => Promise<Catalogue>
}
export type LanguageKey = keyof typeof languages

const place = 'servanda.language'
const catalogue = signal<Catalogue>(en)

export const language = signal<LanguageKey>('en')

/** A number as the language of the page writes it. */
export function numberWords(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(languages[language.value].numbers, options).format(value)
}

export function isLanguage(key: string | null): key is LanguageKey {
  return key !== null && Object.hasOwn(languages, key)
}

/** Shows the page in another language, and remembers it in this browser. */
export async function speak(key: LanguageKey): Promise<void> {
  const words = await languages[key].load()
  localStorage.setItem(place, key)
  catalogue.value = words
  language.value = key
  document.documentElement.lang = languages[key].tag
  document.documentElement.dir = languages[key].dir
}

/** The language chosen before, else the first of the browser's that there is. */
export async function speakAsBefore(): Promise<void> {
  const kept = localStorage.getItem(place)
  const wished = isLanguage(kept) ? kept : navigator.languages.map((tag) => tag.slice(0, 2)).find(isReviewed)
  if (isLanguage(wished ?? null) && wished !== undefined && isLanguage(wished)) await speak(wished)
}

function isReviewed(tag: string): boolean {
  return isLanguage(tag) && !languages[tag].isDraft
}

type Values = Readonly<Record<string, string | number>>

/** The phrase in the language of the page, with its blanks filled. */
export function t(key: WordKey, values: Values = {}): string {
  const phrase = catalogue.value[key]
  return filled(formOf(phrase, values.n), values)
}

function formOf(phrase: Phrase, n: string | number | undefined): string {
  if (typeof phrase === 'string') return phrase
  const category = new Intl.PluralRules(languages[language.value].tag).select(Number(n ?? 0))
  return category === 'one' ? phrase.one : phrase.other
}

function filled(text: string, values: Values): string {
  return text.replaceAll(/\{(\w+)\}/g, (blank, name: string) => {
    const value = values[name]
    if (value === undefined) return blank
    return typeof value === 'number' ? numberWords(value) : value
  })
}

/** The words of a value of the API: `wordFor('kind', 'un_body')`. A value that is newer than the page stays as it is. */
export function wordFor(family: string, value: string): string {
  const key = `${family}.${value}`
  return isWord(key) ? t(key) : value.replaceAll('_', ' ')
}

function isWord(key: string): key is WordKey {
  return Object.hasOwn(en, key)
}
