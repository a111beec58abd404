import { describe, expect, it } from 'vitest'
import { titleKey } from '../../../shared/table/title-key.ts'
import { folded } from '../../../shared/text/folded.ts'
import { Amount, EmailAddress, Label, Note, Reference, Title, Url } from '../../../shared/text/text.ts'

describe('text', () => {
  it.each([
    ['a title', Title, 300],
    ['a label', Label, 120],
    ['a reference', Reference, 200],
    ['a note', Note, 5000],
  ])('%s has 1 to so many characters, counted as code points, and is not blank', (_, schema, most) => {
    expect(['x', '😀'.repeat(most), ' x '].map((each) => schema.safeParse(each).success)).toEqual([
      true,
      true,
      true,
    ])
    expect(
      ['', ' \t\n', '\u2003', '😀'.repeat(most + 1), null].map((each) => schema.safeParse(each).success),
    ).toEqual([false, false, false, false, false])
  })
})

it.each([
  ['https://example.org/a?b=c#d', true],
  ['HTTP://EXAMPLE.ORG', true],
  ['mailto:desk@example.org', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  [' https://example.org', false],
  ['//example.org', false],
  ['https://', false],
  [`https://example.org/${'x'.repeat(2000)}`, false],
])('an address that may be a link: %s', (url, isOne) => {
  expect(Url.safeParse(url).success).toBe(isOne)
})

it.each([
  ['desk@example.org', true],
  ["o'neill+x@sub.example.org", true],
  ['admin@localhost', true],
  ['a@b\r\nBcc: c@d', false],
  ['a b@example.org', false],
  ['ə@example.org', false],
  ['a@-example.org', false],
  ['@example.org', false],
  [`${'a'.repeat(250)}@b.co`, false],
])('an e-mail address: %s', (address, isOne) => {
  expect(EmailAddress.safeParse(address).success).toBe(isOne)
})

it.each([
  [0, true],
  [-0.01, true],
  [1e-6, true],
  [1e15, true],
  [1e-7, false],
  [5e-324, false],
  [1e15 + 1, false],
  [Number.POSITIVE_INFINITY, false],
  [Number.NaN, false],
])('an amount that the table can keep: %d', (value, isOne) => {
  expect(Amount.safeParse({ value, currency: 'USD' }).success).toBe(isOne)
})

it.each([
  ['Azərbaycan Respublikası', 'azerbaycan respublikasi'],
  ['İĞÜŞÖÇ ıI', 'igusoc ii'],
  ['Łódź, Ørsted & Þór', 'lodz, orsted & thor'],
  ['Straße ŒUVRE Æsir', 'strasse oeuvre aesir'],
  ['Ｆｕｌｌ\u00a0 width\t', 'full width'],
  ['Côte d’Ivoire – Bénin', "cote d'ivoire - benin"],
  ['Đỗ Mười', 'do muoi'],
  ['\u0301', ''],
])('%s is searched and sorted as %s', (given, expected) => {
  expect(folded(given)).toBe(expected)
  expect(folded(expected)).toBe(expected)
})

it('titles sort by their letters; the shorter one comes first, and a key fits the table', () => {
  const titles = ['Report 2', 'report', 'Répórt!', 'Report\u20132', 'Repor', 'A']

  expect(titles.toSorted((a, b) => (titleKey(a, 'x') < titleKey(b, 'x') ? -1 : 1))).toEqual([
    'A',
    'Repor',
    'report',
    'Report 2',
    'Répórt!',
    'Report\u20132',
  ])
  for (const title of ['x'.repeat(300), '\ufdfa'.repeat(300), `x${'😀'.repeat(299)}`]) {
    expect(titleKey(title, 'x').isWellFormed()).toBe(true)
    expect(Buffer.byteLength(titleKey(title, `com_${'0'.repeat(32)}`))).toBeLessThanOrEqual(1024)
  }
})
