/** What an item is stored under. Build it with the functions of `keys.ts` only. */
export type Key = { readonly pk: string; readonly sk: string }

/** A stored item. Parsed with a schema on the way out; a row that does not parse is our fault. */
export type Item = Key & { readonly [attribute: string]: unknown }

/** What one attribute must be for a write to go through. */
export type Test =
  | 'absent'
  | 'present'
  | { readonly is: string | number | boolean }
  | { readonly isNot: string | number | boolean }
  | { readonly atMost: string | number }
  | { readonly atLeast: string | number }

/** All tests of one object must hold; of an array of objects, any one object. */
export type Condition =
  | { readonly [attribute: string]: Test }
  | readonly { readonly [attribute: string]: Test }[]

export type Write =
  | { readonly put: Item; readonly when?: Condition }
  | {
      readonly update: Key
      readonly set?: { readonly [attribute: string]: unknown }
      readonly remove?: readonly string[]
      readonly when?: Condition
    }
  | { readonly delete: Key; readonly when?: Condition }
  | { readonly check: Key; readonly when: Condition }

/** A range of one partition, of the table or of an index, in the order of its sort key. */
export type Range = {
  readonly index?: 'byWake' | 'byDue' | 'byTitle'
  readonly partition: string
  /** Sort keys from this one on, inclusive. */
  readonly from?: string
  /** Sort keys up to this one, inclusive. */
  readonly to?: string
  readonly order?: 'ascending' | 'descending'
  readonly limit?: number
  /** Where a previous page ended: its `next`. */
  readonly after?: Position
}

/** A place in a range, for the page that follows. */
export type Position = { readonly [attribute: string]: string }

export type Page = { readonly items: readonly Item[]; readonly next: Position | undefined }

/**
 * A write's condition did not hold; nothing of the transaction was stored. `failed` has the positions of the
 * writes whose conditions did not hold; it is empty where the transaction met another one, in which case reading
 * again and trying again is right.
 */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed'
  readonly failed: readonly number[]

  constructor(failed: readonly number[]) {
    super(`condition failed at ${failed.join(', ') || 'none: transaction conflict'}`)
    this.failed = failed
  }
}

/**
 * The whole of what we ask of DynamoDB. Few verbs, no expression text and no nested paths, so that an in-memory
 * table can stand for the real one in a simulation and be compared with it.
 */
export type Table = {
  /** One item, read consistently. */
  get(key: Key): Promise<Item | undefined>
  /** Up to 100 items by key, read consistently; absent ones are left out, order is not kept. */
  getMany(keys: readonly Key[]): Promise<readonly Item[]>
  /** One page. Of the table: consistent. Of an index: eventually consistent, a hint. */
  query(range: Range): Promise<Page>
  /**
   * All writes or none, at most 100. A single write is an ordinary conditional one.
   * @throws ConditionFailed where a condition does not hold.
   */
  write(writes: readonly Write[]): Promise<void>
}

/** Every item of a range, page by page. */
export async function* all(table: Table, range: Range): AsyncGenerator<Item> {
  let after = range.after
  do {
    const page: Page = await table.query(after ? { ...range, after } : range)
    yield* page.items
    after = page.next
  } while (after)
}

/** The most writes that DynamoDB takes in one transaction. */
export const maxWritesPerTransaction = 100
