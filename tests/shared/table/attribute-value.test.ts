import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { attributesOf, objectOf, plainOf } from '../../../shared/table/attribute-value.ts'

const stored = fc.dictionary(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((name) => name !== '__proto__'),
  fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value).replaceAll('-0', '0'))),
)

it('is written and read as AWS’s own marshaller does it', () => {
  fc.assert(
    fc.property(stored, (item) => {
      const ours = attributesOf(item)

      expect(ours).toEqual(marshall(item, { allowImpreciseNumbers: true }))
      expect(objectOf(ours)).toEqual(item)
      expect(objectOf(ours)).toEqual(
        unmarshall(marshall(item, { allowImpreciseNumbers: true }), { wrapNumbers: (n) => Number(n) }),
      )
    }),
  )
})

it('leaves out what is undefined, at any depth', () => {
  const item = { a: undefined, b: { c: undefined, d: [1, undefined] } }

  expect(objectOf(attributesOf(item))).toEqual({ b: { d: [1] } })
  expect(attributesOf(item)).toEqual(marshall(item, { removeUndefinedValues: true }))
})

it('keeps a member called __proto__ as any other', () => {
  const item: object = JSON.parse('{"__proto__":{"a":1}}')

  expect(JSON.stringify(objectOf(attributesOf(item)))).toBe('{"__proto__":{"a":1}}')
})

it.each([
  ['a number that is none', Number.NaN],
  ['a number without end', Number.POSITIVE_INFINITY],
  ['a function', () => 1],
  ['an object of a class', new Date(0)],
  ['a bigint', 1n],
])('%s cannot be stored', (_, value) => {
  expect(() => attributesOf({ value })).toThrow(TypeError)
})

it('a kind of value that we never store cannot be read', () => {
  expect(() => plainOf({ SS: ['a'] } as any)).toThrow('SS')
})
