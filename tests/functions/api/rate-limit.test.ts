import { describe, expect, it } from 'vitest'
import { tokenBuckets } from '../../../functions/api/rate-limit.ts'
import { Desk } from '../../support/desk.ts'

describe('a bucket of requests', () => {
  it('is emptied by a burst, fills again with time, and is one credential’s own', () => {
    let ms = 0
    const limit = tokenBuckets({ perSecond: 2, burst: 4 }, () => ms)

    const burst = Array.from({ length: 6 }, () => limit.take('a'))
    const other = limit.take('b')
    ms = 500
    const later = [limit.take('a'), limit.take('a')]
    ms = 60_000
    const rested = Array.from({ length: 5 }, () => limit.take('a'))

    expect(burst).toEqual([0, 0, 0, 0, 1, 1])
    expect(other).toBe(0)
    expect(later).toEqual([0, 1])
    expect(rested).toEqual([0, 0, 0, 0, 1])
  })

  it('says how long to wait: after so long there is a request again', () => {
    let ms = 0
    const limit = tokenBuckets({ perSecond: 0.1, burst: 1 }, () => ms)
    limit.take('a')

    const wait = limit.take('a')
    ms = wait * 1000

    expect(wait).toBe(10)
    expect(limit.take('a')).toBe(0)
  })

  it('is forgotten where too many are counted, the quietest first', () => {
    const limit = tokenBuckets({ perSecond: 1, burst: 1 }, () => 0)
    limit.take('quiet')
    limit.take('busy')
    for (let n = 0; n < 9_999; n += 1) limit.take(`other ${n}`)
    const busy = limit.take('busy')

    expect([busy, limit.take('quiet')]).toEqual([1, 0])
  })
})

it('a credential that asks too often is told when to ask again, and stores nothing', async () => {
  const rateLimit = tokenBuckets({ perSecond: 1, burst: 2 }, () => 0)
  const desk = await Desk.open('2026-03-02T09:00:00Z', undefined, { rateLimit })
  for (let n = 0; n < 2; n += 1) await desk.done('GET', '/v1/settings')

  const refused = await desk.call('POST', '/v1/organisations', { name: 'x' })
  const unknown = await desk.call('GET', '/v1/settings', undefined, { authorization: 'Bearer unknown' })

  expect(refused).toMatchObject({ status: 429, body: { type: 'urn:servanda:problem:too_many_requests' } })
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(unknown.status).toBe(401)
})
