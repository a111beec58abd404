import { beforeAll, describe, expect, inject, it } from 'vitest'
import { actionsOf, fill, makeDue, openedAt } from '../../bench/actions.ts'
import type { Usage } from '../../bench/meter.ts'
import { type MeteredDesk, meteredDesk } from '../../bench/metered-desk.ts'

/**
 * What each action may ask of the database, whoever has been there before. A change that raises a number here raises
 * what every installation pays: raise it with the reason in the commit.
 */
const budgets: Readonly<Record<string, Usage>> = {
  'record a commitment': { readRequests: 4, readUnits: 5, writeRequests: 1, writeUnits: 13 },
  'change its title': { readRequests: 5, readUnits: 6, writeRequests: 1, writeUnits: 13 },
  'move a deadline': { readRequests: 5, readUnits: 6, writeRequests: 1, writeUnits: 13 },
  'complete a deadline': { readRequests: 5, readUnits: 6, writeRequests: 1, writeUnits: 14 },
  'open a record': { readRequests: 3, readUnits: 4, writeRequests: 0, writeUnits: 0 },
  'its deadlines': { readRequests: 4, readUnits: 5, writeRequests: 0, writeUnits: 0 },
  'its history': { readRequests: 4, readUnits: 6, writeRequests: 0, writeUnits: 0 },
  'what is due in 30 days': { readRequests: 55, readUnits: 56, writeRequests: 0, writeUnits: 0 },
  'open an organisation': { readRequests: 3, readUnits: 4, writeRequests: 0, writeUnits: 0 },
}

type Measured = { readonly actions: ReadonlyMap<string, Usage>; readonly sweep: Usage; readonly idle: Usage }

async function measured(records: number): Promise<Measured> {
  const { desk, meter }: MeteredDesk = await meteredDesk(inject('databaseEndpoint'), openedAt)
  const organisationId = await fill(desk, records)
  const actions = new Map<string, Usage>()
  for (const { name, run } of await actionsOf(desk, organisationId)) actions.set(name, await meter.of(run))
  await makeDue(desk, 5)
  const sweep = await meter.of(() => desk.sweepOnce())
  const idle = await meter.of(() => desk.sweepOnce())
  return { actions, sweep, idle }
}

let few: Measured
let many: Measured

beforeAll(async () => {
  few = await measured(40)
  many = await measured(160)
})

describe('among 40 records, and among 160', () => {
  it.each(Object.entries(budgets))('%s asks for no more than its budget', (name, budget) => {
    for (const { actions } of [few, many]) {
      const used = actions.get(name)
      for (const what of ['readRequests', 'readUnits', 'writeRequests', 'writeUnits'] as const)
        expect(used?.[what], what).toBeLessThanOrEqual(budget[what])
    }
  })

  it('a sweep of five that are due costs the same', () => {
    expect(many.sweep).toEqual(few.sweep)
    // One each, and one that says that it ran.
    expect(few.sweep.writeRequests).toBe(6)
  })

  it('a sweep of nothing that is due costs a read of each shard, and the word that it ran', () => {
    expect(many.idle).toEqual(few.idle)
    expect(few.idle).toMatchObject({ readRequests: 4, readUnits: 2, writeUnits: 1 })
  })
})
