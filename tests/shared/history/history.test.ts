import { describe, expect, it } from 'vitest'
import {
  brokenLink,
  canonical,
  changesBetween,
  erased,
  type HistoryEntry,
  nextEntry,
  noHistory,
} from '../../../shared/history/history.ts'
import { PersonId, TokenId } from '../../../shared/identity/id.ts'
import { Instant } from '../../../shared/time/instant.ts'

const at = Instant.parse('2026-03-02T09:00:00Z')
const by = {
  kind: 'person',
  personId: PersonId.parse(`per_${'1'.repeat(32)}`),
  tokenId: TokenId.parse(`tok_${'2'.repeat(32)}`),
} as const

/** Three entries: recorded, changed for a reason, removed. */
async function chain(): Promise<HistoryEntry[]> {
  const first = await nextEntry(noHistory, {
    at,
    by,
    action: 'recorded',
    changes: changesBetween({}, { a: 1 }),
  })
  const changes = changesBetween({ a: 1, b: 'x' }, { a: 2, b: 'y' })
  const second = await nextEntry(first, { at, by, action: 'changed', about: 'all', reason: 'asked', changes })
  const third = await nextEntry(second, { at, by, action: 'removed', changes: changesBetween({ a: 2 }, {}) })
  return [first, second, third]
}

/** The second entry with something else in it. */
async function altered(alter: (entry: HistoryEntry) => Partial<HistoryEntry>): Promise<HistoryEntry[]> {
  const [first, second, third] = await chain()
  return [first!, { ...second!, ...alter(second!) }, third!]
}

const withChange = (change: object) => (entry: HistoryEntry) => ({
  changes: entry.changes.map((each, n) => (n === 0 ? { ...each, ...change } : each)),
})

describe('a chain', () => {
  it('is whole as it was written, and after a store has put its members in another order', async () => {
    const entries = await chain()
    const backwards = (value: unknown): unknown =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .map(([name, each]) => [name, backwards(each)])
              .reverse(),
          )
        : value

    expect(await brokenLink([])).toBeUndefined()
    expect(await brokenLink(entries)).toBeUndefined()
    expect(await brokenLink(entries.map((entry) => backwards(entry) as HistoryEntry))).toBeUndefined()
  })

  it.each<[string, (entry: HistoryEntry) => Partial<HistoryEntry>]>([
    ['when', () => ({ at: Instant.parse('2026-03-02T09:00:01Z') })],
    ['who', () => ({ by: { kind: 'system' } })],
    ['the token', () => ({ by: { ...by, tokenId: TokenId.parse(`tok_${'3'.repeat(32)}`) } })],
    ['what was done', () => ({ action: 'recorded' })],
    ['about what', () => ({ about: null })],
    ['why', () => ({ reason: 'not asked' })],
    ['from what', withChange({ from: 7 })],
    ['to what', withChange({ to: 7 })],
    ['of which member', withChange({ pointer: '/c' })],
    ['the digest', withChange({ digest: '0'.repeat(64) })],
    ['the salt', withChange({ salt: 'other' })],
    ['one change of two', ({ changes }) => ({ changes: changes.slice(1) })],
    ['the order of changes', ({ changes }) => ({ changes: changes.toReversed() })],
    ['its number', () => ({ seq: 3 })],
    ['the hash', () => ({ hash: '0'.repeat(64) })],
    ['the hash before', () => ({ previousHash: '0'.repeat(64) })],
    ['values, as if they had been erased', withChange({ to: 'forged', salt: '' })],
    ['values, one of two erased', withChange({ from: null, to: 'forged', salt: '' })],
  ])('is broken where it was altered: %s', async (_, alter) => {
    expect(await brokenLink(await altered(alter))).toBeGreaterThanOrEqual(2)
  })

  it('is broken where an entry is missing, doubled or out of its place', async () => {
    const [first, second, third] = await chain()

    expect(await brokenLink([second!, third!])).toBe(2)
    expect(await brokenLink([first!, third!])).toBe(3)
    expect(await brokenLink([first!, first!])).toBe(1)
    expect(await brokenLink([first!, third!, second!])).toBe(3)
  })

  it('is broken where entries were cut off its end, or it was rebuilt, and the item says how far it goes', async () => {
    const [first, second, third] = await chain()
    const other = (await chain())[2]!
    const kept = { seq: third!.seq, hash: third!.hash }

    expect(await brokenLink([first!, second!, third!], kept)).toBeUndefined()
    expect(await brokenLink([first!, second!])).toBeUndefined()
    expect(await brokenLink([first!, second!], kept)).toBe(3)
    expect(await brokenLink([], kept)).toBe(1)
    expect(await brokenLink([first!, second!, third!], { seq: 2, hash: second!.hash })).toBe(3)
    expect(await brokenLink([first!, second!, third!], { seq: 3, hash: other.hash })).toBe(4)
  })

  it('has a change erased once, and no other one with it', async () => {
    const [, second] = await chain()
    const entry = erased(second!, '/a')!

    expect(entry.changes.map(({ pointer, to, salt }) => [pointer, to, salt === ''])).toEqual([
      ['/a', null, true],
      ['/b', 'y', false],
    ])
    expect(erased(entry, '/a')).toBeUndefined()
    expect(erased(second!, '/c')).toBeUndefined()
  })

  it('is whole where the values of a change and their salt were erased', async () => {
    expect(await brokenLink(await altered(withChange({ from: null, to: null, salt: '' })))).toBeUndefined()
  })
})

describe('what changed between two documents', () => {
  it('is each member that differs, by its pointer; what is missing is null', () => {
    const before = { same: { b: 1, a: 2 }, gone: 1, 'a/b~c': 1, nothing: null }
    const after = { same: { a: 2, b: 1 }, come: [1], 'a/b~c': 2 }

    expect(changesBetween(before, after)).toEqual([
      { pointer: '/gone', from: 1, to: null },
      { pointer: '/a~1b~0c', from: 1, to: 2 },
      { pointer: '/come', from: null, to: [1] },
    ])
  })
})

it('canonical text does not depend on the order of members, at any depth, and keeps that of arrays', () => {
  expect(canonical({ b: [{ d: 1, c: 2 }, 1], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1},1]}')
})
