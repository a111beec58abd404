import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeKey, encodeKey } from '../../../shared/mail/mail-key.ts'

describe('an encoded key', () => {
  it('has only letters that a tag allows, gives the key back and is nobody else’s', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
        expect(encodeKey(key)).toMatch(/^[A-Za-z0-9_-]+$/)
        expect(decodeKey(encodeKey(key))).toBe(key)
      }),
    )
  })

  it('of a prefixed id is the id', () => {
    expect(encodeKey('env_01J9-x')).toBe('env_01J9-x')
  })

  it('of a key that looks encoded is another', () => {
    expect(encodeKey('b64-YQ')).not.toBe('b64-YQ')
  })
})
