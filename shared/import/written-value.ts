import { folded } from '../text/folded.ts'
import { cardinals } from '../text/number-words.ts'

const words: Readonly<Record<string, string>> = {
  daily: 'P1D',
  weekly: 'P1W',
  monthly: 'P1M',
  quarterly: 'P3M',
  'half yearly': 'P6M',
  'semi annual': 'P6M',
  'semi annually': 'P6M',
  yearly: 'P1Y',
  annual: 'P1Y',
  annually: 'P1Y',
  'every year': 'P1Y',
  'every month': 'P1M',
  biennial: 'P2Y',
  biennially: 'P2Y',
  'every other year': 'P2Y',
  triennial: 'P3Y',
}
const units: Readonly<Record<string, string>> = { day: 'D', week: 'W', month: 'M', year: 'Y' }

/** A period as people write it, in ISO 8601: "every 2 years", "six months", "annual". Else the text as it is. */
export function readPeriod(text: string): string {
  const plain = folded(text).replaceAll(/[-.,]/g, ' ').replaceAll(/\s+/g, ' ').trim()
  const known = words[plain]
  if (known !== undefined) return known
  const [, count = '', unit = ''] =
    /^(?:every |each )?(\d{1,4}|[a-z]+) ?(day|week|month|year)s?$/.exec(plain) ?? []
  const number = /^\d+$/.test(count) ? Number(count) : cardinals.indexOf(count)
  const letter = units[unit]
  return letter === undefined || number < 1 ? text.trim() : `P${number}${letter}`
}

/** The parts of a cell that holds several, between semicolons or line breaks. */
export function partsOf(text: string): string[] {
  return text
    .split(/;|\r\n|\n|\r/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Words that people use for the values of the product. */
const synonyms: Readonly<Record<string, string>> = {
  mou: 'memorandum',
  memorandum_of_understanding: 'memorandum',
  joint_declaration: 'declaration',
  joint_statement: 'statement',
  program: 'programme',
  agreement: 'other',
  legally_binding: 'treaty',
  chairperson: 'chair',
  chairman: 'chair',
  vice_chairperson: 'vice_chair',
  full_member: 'member',
  automatic: 'tacit',
  auto: 'tacit',
  automatic_renewal: 'tacit',
  by_agreement: 'express',
  no: 'none',
  igo: 'intergovernmental',
  intergovernmental_organization: 'intergovernmental',
  intergovernmental_organisation: 'intergovernmental',
  un: 'un_body',
}

/** A value of a list as the product spells it: "Elected member" is elected_member, "MoU" memorandum. */
export function readChoice(text: string): string {
  return synonyms[spelled(text)] ?? spelled(text)
}

/** Small letters and digits, joined by underscores. */
export function spelled(text: string): string {
  return folded(text)
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
}

const types = [
  'convention',
  'protocol',
  'treaty',
  'memorandum',
  'declaration',
  'statement',
  'programme',
  'project',
]

/** What a title says of the type of an agreement: the first of the words that it has. */
export function typeInTitle(title: string): string {
  const found = folded(title)
    .split(/[^a-z]+/)
    .map((word) => (word === 'covenant' ? 'treaty' : word))
    .find((word) => types.includes(word))
  return found ?? 'other'
}
