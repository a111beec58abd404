import { startDatabase } from '../local/embedded-database.ts'
import { actionsOf, fill, makeDue, openedAt } from './actions.ts'
import { meteredDesk } from './metered-desk.ts'
import type { Count, Suite } from './suite.ts'

/** How many records a workspace has beside those that are worked on. */
const sizes = [50, 500]
const due = 5

/** What each action asks of the database, in small and in larger workspaces. Budgets: tests/budgets/requests.test.ts. */
export const requests: Suite = {
  title: 'requests to the database and units that it bills, as the engine counts them',
  async *counts() {
    const database = await startDatabase(undefined)
    try {
      for (const size of sizes) yield* countedAmong(database.endpoint, size)
    } finally {
      await database.stop()
    }
  },
}

async function* countedAmong(endpoint: string, records: number): AsyncGenerator<Count> {
  const { desk, meter } = await meteredDesk(endpoint, openedAt)
  const actions = await actionsOf(desk, await fill(desk, records))
  for (const { name, run } of actions)
    yield { name: `${name}, of ${records}`, counts: { ...(await meter.of(run)) } }
  await makeDue(desk, due)
  const sweep = () => desk.sweepOnce()
  yield { name: `sweep: plan ${due}, of ${records}`, counts: { ...(await meter.of(sweep)) } }
  yield { name: `sweep: nothing due, of ${records}`, counts: { ...(await meter.of(sweep)) } }
  desk.setClock('2026-06-23T08:00:00Z')
  yield { name: `sweep and send ${due} in one mail, of ${records}`, counts: { ...(await meter.of(sweep)) } }
}
