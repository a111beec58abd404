import { readdir } from 'node:fs/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { amountWords } from '../../web/dates/amount-words.ts'
import { dayWords, distanceWords, instantWords } from '../../web/dates/day-words.ts'
import { az } from '../../web/words/az.ts'
import { en } from '../../web/words/en.ts'
import { fr } from '../../web/words/fr.ts'
import { inParts } from '../../web/words/in-parts.ts'
import {
  type Catalogue,
  type LanguageKey,
  language,
  languages,
  type Phrase,
  speak,
  t,
  type WordKey,
  wordFor,
} from '../../web/words/words.ts'

type Told = {
  readonly name: string
  readonly tag: string
  readonly words: Catalogue
  /** Whether a noun changes after a number. */
  readonly hasPlural: boolean
  /** What the language writes as English does. */
  readonly same: readonly string[]
}

const catalogues: readonly Told[] = [
  {
    name: 'Azerbaijani',
    tag: 'az',
    words: az,
    hasPlural: false,
    same: ['Slack', 'Status', 'Teams', 'Webhook', 'webhook'],
  },
  {
    name: 'French',
    tag: 'fr',
    words: fr,
    hasPlural: true,
    same: [
      'Adoption',
      'Candidature',
      'Contribution',
      'Convention',
      'Dates',
      'Menu',
      'Note',
      'Note verbale',
      'Objection',
      'Objections',
      'Occurrence',
      'Organisation',
      'Organisations',
      'Page {n}',
      'Pages',
      'Participant',
      'Parties',
      'Programme',
      'Rapporteur',
      'Ratification',
      'Session',
      'Sessions',
      'Signature',
      'Signature ad referendum',
      'Slack',
      'Succession',
      'Teams',
      'Total',
      'Type',
      'Webhook',
      'Webhooks',
      'webhook',
    ],
  },
]

const keys = Object.keys(en) as WordKey[]

afterEach(async () => {
  if (language.value !== 'en') await speak('en')
  vi.unstubAllGlobals()
})

async function speakOnPage(key: LanguageKey): Promise<void> {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  vi.stubGlobal('document', { documentElement: { lang: '', dir: '' } })
  await speak(key)
}

function textsOf(phrase: Phrase): readonly string[] {
  return typeof phrase === 'string' ? [phrase] : [phrase.one, phrase.other]
}

function blanksOf(text: string): readonly string[] {
  return [...new Set(text.match(/\{\w+\}/g))].toSorted()
}

describe.each(catalogues)('the catalogue in $name', ({ tag, words, hasPlural, same }) => {
  it('has every key of English, and no other', () => {
    expect(Object.keys(words).toSorted()).toEqual(keys.toSorted())
    expect(keys.filter((key) => textsOf(words[key]).some((text) => text.trim() === ''))).toEqual([])
  })

  it('fills the blanks that English fills', () => {
    // A form for one may say it without its number: 'Tomorrow'.
    const wrong = keys.filter((key) => {
      const expected = blanksOf(textsOf(en[key]).at(-1) ?? '').join()
      return blanksOf(textsOf(words[key]).at(-1) ?? '').join() !== expected
    })

    expect(wrong).toEqual([])
  })

  it('has forms of number where English has, and knows no blank in one that the other lacks', () => {
    const wrong = keys.filter((key) => {
      const [one = '', other = one] = textsOf(words[key])
      const isCounted = typeof words[key] !== 'string'
      const isCountedInEnglish = typeof en[key] !== 'string'
      const isWrong = hasPlural ? isCounted !== isCountedInEnglish : isCounted && !isCountedInEnglish
      return isWrong || blanksOf(one).some((each) => !other.includes(each))
    })

    expect(wrong).toEqual([])
  })

  it('leaves nothing in English but what is the same in both', () => {
    const hasWords = (text: string) => /\p{L}/u.test(text.replaceAll(/\{\w+\}/g, ''))
    const left = keys.flatMap((key) => {
      const english = textsOf(en[key]).filter(hasWords)
      return textsOf(words[key]).filter((text) => english.includes(text) && !same.includes(text))
    })

    expect(left).toEqual([])
  })

  it('names months and weekdays as the Unicode locale data do', () => {
    const named = (day: number, options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options }).format(Date.UTC(2024, 0, day))
    const months = Array.from({ length: 12 }, (_, at) => [
      `month.${at + 1}`,
      named(at * 31 + 1, { month: 'long' }),
    ])
    const weekdays = Array.from({ length: 7 }, (_, at) => [
      `weekday.${at + 1}`,
      named(at + 1, { weekday: 'long' }),
    ])

    expect(words).toMatchObject(Object.fromEntries([...months, ...weekdays]))
  })

  it('lists as the same only what is', () => {
    const english = new Set(keys.flatMap((key) => textsOf(en[key])))

    expect(same.filter((text) => !english.has(text))).toEqual([])
  })
})

describe('the English catalogue', () => {
  it('has each key in one part alone', async () => {
    const folder = new URL('../../web/words/en/', import.meta.url)
    const parts = await Promise.all((await readdir(folder)).map((name) => import(new URL(name, folder).href)))
    const inParts = parts
      .flatMap((part) => Object.values(part))
      .flatMap((words) => Object.keys(Object(words)))

    expect(inParts.toSorted()).toEqual(keys.toSorted())
  })

  it('has keys that a value of the API can be found by', () => {
    expect(keys.filter((key) => !/^\w+(\.[\w-]+)+$/.test(key))).toEqual([])
  })
})

describe('the French catalogue', () => {
  const texts = keys.flatMap((key) => textsOf(fr[key]))

  it('keeps double punctuation and quotation marks with what they belong to', () => {
    const notation = /FREQ=\S+/g
    const wrong = texts.filter((text) => {
      const said = text.replaceAll(notation, '')
      return /(?<!\u00a0)[:»]|(?<!\u202f)[;?!]|«(?!\u00a0)|n°(?!\u00a0)/.test(said)
    })

    expect(wrong).toEqual([])
  })

  it('writes its own quotation marks, the apostrophe of print and the one sign for what is left out', () => {
    expect(texts.filter((text) => /['"“”]|\.\.\./.test(text))).toEqual([])
  })

  it('is offered as a draft', () => {
    expect(languages.fr.isDraft).toBe(true)
  })

  describe('on the page', () => {
    it('counts none as it counts one', async () => {
      await speakOnPage('fr')

      expect([0, 1, 2].map((n) => t('due.count', { n }))).toEqual(['0 échéance', '1 échéance', '2 échéances'])
    })

    it('says what was done as the history names it, and sets its own signs between parts', async () => {
      await speakOnPage('fr')

      expect(wordFor('action', 'event_recorded')).toBe('Enregistrement d’un événement')
      expect(inParts(['un', 'deux', 'trois'])).toBe('un\u202f; deux\u202f; trois')
    })

    it('says how far a day is from another', async () => {
      await speakOnPage('fr')

      const days = ['2026-10-05', '2026-10-06', '2026-10-04', '2026-10-28', '2026-10', '2027-01', '2029']
      expect(days.map((day) => distanceWords(day, '2026-10-05'))).toEqual([
        'aujourd’hui',
        'demain',
        'hier',
        'dans 23 jours',
        'aujourd’hui',
        'dans 3 mois',
        'dans 2 ans',
      ])
      expect(distanceWords('2026-09', '2026-10-05')).toBe('il y a 5 jours')
    })

    it('writes months by name, and the first of a month as French does', async () => {
      await speakOnPage('fr')

      expect(['2026-01-01', '2026-01-11', '2026-08', '2026'].map(dayWords)).toEqual([
        '1er janvier 2026',
        '11 janvier 2026',
        'août 2026',
        '2026',
      ])
      expect(dayWords('2025-10-01/2026-09-30')).toBe('entre le 1er octobre 2025 et le 30 septembre 2026')
      expect(instantWords('2026-12-01T06:00:00Z', 'Asia/Baku')).toBe('1er décembre 2026 à 10:00')
    })
  })
})

describe('the Azerbaijani catalogue', () => {
  const texts = keys.flatMap((key) => textsOf(az[key]))

  it('is written in the letters of its alphabet, none of which only looks like one', () => {
    const own = /[abcçdeəfgğhxıijkqlmnoöprsştuüvyzABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ]/g
    const notIts = /\{\w+\}|“[^”]*”|webhook/gi
    const rest = (text: string) => text.replaceAll(notIts, '').replaceAll(own, '')

    expect(texts.filter((text) => /\p{L}|\p{M}/u.test(rest(text)))).toEqual([])
  })

  it('leaves a noun in the singular after a number', () => {
    expect(texts.filter((text) => /(\d|\{n\}) \p{L}+l[aə]r/u.test(text))).toEqual([])
  })

  it('puts no ending on a blank, for it would hang on the vowels of what is filled in', () => {
    expect(texts.filter((text) => /\}['’-]?\p{L}/u.test(text))).toEqual([])
  })

  it('is offered as a draft', () => {
    expect(languages.az.isDraft).toBe(true)
  })

  it('writes its dates and numbers itself', async () => {
    await speakOnPage('az')

    expect(dayWords('2025-10-01/2026-09-30')).toBe('1 oktyabr 2025 – 30 sentyabr 2026 arasında')
    expect(instantWords('2026-12-01T06:00:00Z', 'Asia/Baku')).toBe('1 dekabr 2026, 10:00')
    expect(distanceWords('2026-10-28', '2026-10-05')).toBe('23 gün sonra')
    expect(amountWords({ value: 12_345.6, currency: 'AZN' })).toBe('12.345,6 AZN')
    expect([1, 7].map((n) => t('act.inDays', { n }))).toEqual(['Sabah', '7 gün sonra'])
  })
})
