import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { causeOf } from '../../../shared/log/cause.ts'
import { redacted, redactedKey } from '../../../shared/log/redacted.ts'

describe('what a log keeps of an error', () => {
  it('is where it happened, and our own words', () => {
    const cause = causeOf(new Error('no workspace ws_4f9a0c4f9a0c4f9a0c4f9a0c4f9a0c4f'))

    expect(cause).toMatchObject({ name: 'Error', detail: 'no workspace ws_4f9a0c4f9a0c4f9a0c4f9a0c4f9a0c4f' })
    expect(cause.at[0]).toMatch(/^at .*cause\.test\.ts:\d+:\d+\)?$/)
  })

  it.each<[string, () => unknown]>([
    ['JSON that does not parse', () => JSON.parse('{"a": canary}')],
    [
      'the SDK',
      () => {
        throw new ResourceNotFoundException({ message: 'canary', $metadata: { httpStatusCode: 400 } })
      },
    ],
    ['a row that does not fit', () => z.object({ a: z.literal(1) }).parse({ a: 'canary' })],
    [
      'an error of another kind',
      () => {
        throw Object.assign(new Error('canary'), { name: 'SmtpError' })
      },
    ],
    [
      'what is no error',
      () => {
        throw 'canary'
      },
    ],
    [
      'several lines',
      () => {
        throw Object.assign(new Error('x\n    canary'), { name: 'Other' })
      },
    ],
  ])('is not a word of what was worked on: %s', (_, fail) => {
    let cause: unknown
    try {
      fail()
    } catch (error) {
      cause = causeOf(error)
    }

    expect(cause).toBeDefined()
    expect(JSON.stringify(cause)).not.toContain('canary')
  })
})

describe('text that is logged', () => {
  it.each([
    ['550 leyla@example.org unknown', '550 [address] unknown'],
    ['Bearer abc.def', '[secret]'],
    ['token svd_abc-def_1', 'token [secret]'],
    ['https://hooks.slack.example/services/T0/B0/XyZ failed', 'https://hooks.slack.example/[...] failed'],
    ['https://user:pass@host.example/x', 'https://host.example/[...]'],
    ['https://user:pass@host.example', 'https://host.example/[...]'],
    ['connect https://host.example failed', 'connect https://host.example failed'],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', '[secret]'],
    [`key ${'A1'.repeat(20)}`, 'key [secret]'],
    ['f0e1d2c3-aaaa-bbbb-cccc-0123456789ab', 'f0e1d2c3-aaaa-bbbb-cccc-0123456789ab'],
    ['TypeError: x is not a function', 'TypeError: x is not a function'],
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected)
  })
})

it('the key of an item has no address, and still says whose it is', () => {
  const workspace = `ws_${'0'.repeat(32)}`

  expect(redactedKey(`W#${workspace}#OUTBOX#email#a@b.example`)).toBe(`W#${workspace}#OUTBOX#email#[address]`)
})
