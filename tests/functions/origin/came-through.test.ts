import { describe, expect, it } from 'vitest'
import { cameThrough, originHeader } from '../../../functions/origin/came-through.ts'

const now = 'n'.repeat(48)
const before = 'b'.repeat(48)

describe('a request came through the distribution', () => {
  it.each([now, before])('where it knows the secret, or the one before', (secret) => {
    expect(cameThrough({ [originHeader]: secret }, [now, before])).toBe(true)
  })

  it.each([
    {},
    { [originHeader]: '' },
    { [originHeader]: before },
    { [originHeader]: now.slice(1) },
    { [originHeader]: `${now},${now}` },
  ])('and otherwise did not: %j', (headers) => {
    expect(cameThrough(headers, [now])).toBe(false)
  })
})
