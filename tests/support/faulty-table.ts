import { ConditionFailed, type Table, type Write } from '../../shared/table/table.ts'

/**
 * What happens at one call: it never arrives; it is carried out and the answer to it is lost; or the answer is lost
 * and the client tries again by itself, so that a conditional write meets its own first try.
 */
export type Fault = 'lost request' | 'lost response' | 'own write met again'

export class Crash extends Error {
  constructor() {
    super('crashed')
  }
}

/**
 * A table whose n-th call (counted from 1) meets a fault, after which nothing works any more: the process that held it
 * has ended. `calls` says how many there were.
 */
export function crashingTable(
  table: Table,
  n: number,
  fault: Fault,
): Table & { readonly calls: () => number } {
  let calls = 0
  const goesOn = fault === 'own write met again'
  const guarded = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    calls += 1
    if (goesOn) return call()
    if (calls > n || (calls === n && fault === 'lost request')) throw new Crash()
    const result = await call()
    if (calls >= n) throw new Crash()
    return result
  }
  return {
    calls: () => calls,
    get: (key) => guarded(() => table.get(key)),
    getMany: (keys) => guarded(() => table.getMany(keys)),
    query: (range) => guarded(() => table.query(range)),
    write: (writes) =>
      guarded(async () => {
        await table.write(writes)
        if (goesOn && calls === n && isConditional(writes)) throw new ConditionFailed([0])
      }),
  }
}

/** A transaction carries a token that tells its own second try; a single write has only its condition. */
function isConditional(writes: readonly Write[]): boolean {
  const [only] = writes
  return writes.length === 1 && only !== undefined && only.when !== undefined
}
