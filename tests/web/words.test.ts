import { afterEach, describe, expect, it, vi } from 'vitest'
import { dayWords, instantWords } from '../../web/dates/day-words.ts'
import { en } from '../../web/words/en.ts'
import { fr } from '../../web/words/fr.ts'
import { inParts } from '../../web/words/in-parts.ts'
import {
  type Catalogue,
  languages,
  type Phrase,
  speak,
  t,
  type WordKey,
  wordFor,
} from '../../web/words/words.ts'

/** What each language writes as English does. */
const catalogues: readonly { name: string; words: Catalogue; same: readonly string[] }[] = [
  {
    name: 'French',
    words: fr,
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

function textsOf(phrase: Phrase): readonly string[] {
  return typeof phrase === 'string' ? [phrase] : [phrase.one, phrase.other]
}

function blanksOf(text: string): readonly string[] {
  return [...new Set(text.match(/\{\w+\}/g))].toSorted()
}

describe.each(catalogues)('the catalogue in $name', ({ words, same }) => {
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
      return (
        isCounted !== (typeof en[key] !== 'string') || blanksOf(one).some((each) => !other.includes(each))
      )
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

  it('lists as the same only what is', () => {
    const english = new Set(keys.flatMap((key) => textsOf(en[key])))

    expect(same.filter((text) => !english.has(text))).toEqual([])
  })
})

describe('the English catalogue', () => {
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
    afterEach(async () => {
      await speak('en')
      vi.unstubAllGlobals()
    })

    async function speakFrench() {
      vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
      vi.stubGlobal('document', { documentElement: { lang: '', dir: '' } })
      await speak('fr')
    }

    it('counts none as it counts one', async () => {
      await speakFrench()

      expect([0, 1, 2].map((n) => t('due.count', { n }))).toEqual(['0 échéance', '1 échéance', '2 échéances'])
    })

    it('says what was done as the history names it, and sets its own signs between parts', async () => {
      await speakFrench()

      expect(wordFor('action', 'event_recorded')).toBe('Enregistrement d’un événement')
      expect(inParts(['un', 'deux', 'trois'])).toBe('un\u202f; deux\u202f; trois')
    })

    it('writes months by name, and the first of a month as French does', async () => {
      await speakFrench()

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
