import { describe, expect, it } from 'vitest'
import { epochMs, Instant, instantAt, plusSeconds } from '../../../shared/time/instant.ts'

describe('an instant', () => {
  it.each([
    ['2026-09-08T13:00:00Z', '2026-09-08T13:00:00Z'],
    ['2026-09-08t13:00:00z', '2026-09-08T13:00:00Z'],
    ['2026-09-08T17:00:00+04:00', '2026-09-08T13:00:00Z'],
    ['2026-09-08T18:45:00+05:45', '2026-09-08T13:00:00Z'],
    ['2025-12-31T23:00:00-05:00', '2026-01-01T04:00:00Z'],
    ['2026-09-08T13:00:00.999999Z', '2026-09-08T13:00:00Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
  ])('%s is kept as %s', (text, kept) => {
    expect(Instant.parse(text)).toBe(kept)
  })

  it.each([
    '2026-09-08',
    '2026-09-08T13:00:00',
    '2026-09-08T13:00Z',
    '2026-09-08 13:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-09-08T24:00:00Z',
    '2026-09-08T13:60:00Z',
    '2026-09-08T13:00:00+24:00',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '0000-12-31T00:00:00Z',
    '٢٠٢٦-09-08T13:00:00Z',
  ])('is not %j', (text) => {
    expect(Instant.safeParse(text).success).toBe(false)
  })

  it('before 1970 is counted backwards, fractions cut towards the past', () => {
    expect(instantAt(-1)).toBe('1969-12-31T23:59:59Z')
    expect(epochMs(instantAt(-1))).toBe(-1000)
    expect(plusSeconds(instantAt(0), -86_400)).toBe('1969-12-31T00:00:00Z')
  })

  it('outside of the years 0001 to 9999 is a RangeError', () => {
    expect(() => instantAt(253_402_300_800_000)).toThrow(RangeError)
    expect(() => instantAt(Number.NaN)).toThrow(RangeError)
  })
})
