import { expect, it } from 'vitest'
import { organisationCalled } from '../../web/records/organisation-called.ts'

const all = [
  { name: 'İslam Əməkdaşlıq Təşkilatı', shortName: 'İƏT' },
  { name: 'Qızıl Aypara Cəmiyyəti', shortName: null },
  { name: 'Ses', shortName: null },
  { name: 'Səs', shortName: null },
]

it.each([
  ['İslam Əməkdaşlıq Təşkilatı', 0],
  ['islam əməkdaşlıq təşkilatı', 0],
  ['ISLAM EMEKDASLIQ TESKILATI', 0],
  ['iət', 0],
  ['qizil aypara cemiyyeti', 1],
  ['QIZIL AYPARA CƏMİYYƏTİ', 1],
  ['Səs', 3],
  ['Ses', 2],
])('%s is found whatever its marks and capitals', (text, at) => {
  expect(organisationCalled(text, all)).toBe(all[at])
})

it('is not guessed where several differ in marks and capitals alone, nor where none is called so', () => {
  expect(['ses', 'SƏS', 'Qızıl', ''].map((text) => organisationCalled(text, all))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
