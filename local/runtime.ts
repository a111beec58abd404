import { deliver } from '../functions/deliver/deliver.ts'
import { sweep } from '../functions/sweep/sweep.ts'
import type { Channel } from '../shared/channel/channel.ts'
import type { GroupMessage } from '../shared/reminder/group.ts'
import { indexPartitions, wakeShards } from '../shared/table/keys.ts'
import type { Table } from '../shared/table/table.ts'
import { Instant } from '../shared/time/instant.ts'
import type { MachineClock } from './machine-clock.ts'

/** The functions that work in the background, in one process: a timer for the sweep, a list for the queue. */
export type Runtime = {
  /** Works until nothing is due. Calls that overlap wait for one another. */
  readonly settle: () => Promise<void>
  /** Moves the clock forward through every wake on the way, and settles at each. */
  readonly advanceTo: (target: Instant) => Promise<void>
  readonly stop: () => Promise<void>
}

export function startRuntime(parts: {
  readonly table: Table
  readonly clock: MachineClock
  readonly channel: Channel
  readonly from: string
  readonly report: (error: unknown) => void
}): Runtime {
  const { table, clock } = parts
  let last: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = last.then(work)
    last = next.catch(parts.report)
    return next
  }
  const timer = setInterval(() => inTurn(() => settle(parts)).catch(() => undefined), sweepEveryMs)
  return {
    settle: () => inTurn(() => settle(parts)),
    advanceTo: (target) =>
      inTurn(async () => {
        for (;;) {
          await settle(parts)
          const wakeAt = await nextWake(table)
          if (wakeAt === undefined || wakeAt > target) break
          clock.moveTo(wakeAt)
        }
        clock.moveTo(target)
        await settle(parts)
      }),
    async stop() {
      clearInterval(timer)
      await last
    },
  }
}

const sweepEveryMs = 2_000
/** What is still due after so many rounds at one instant is poisoned, and waits for its next wake. */
const mostRounds = 200

async function settle(parts: Parameters<typeof startRuntime>[0]): Promise<void> {
  const { table, clock } = parts
  for (let round = 0; round < mostRounds; round += 1) {
    const wakeAt = await nextWake(table)
    if (wakeAt === undefined || wakeAt > clock.now()) return
    const queue: GroupMessage[] = []
    await sweep({
      table,
      now: clock.now,
      report: parts.report,
      publish: async (messages) => {
        queue.push(...messages)
        return messages
      },
    })
    for (const message of queue) {
      const nonce = crypto.randomUUID()
      await deliver({ ...parts, now: clock.now, nonce, baseUrl: null }, message).catch(parts.report)
    }
  }
}

/** The earliest instant at which something needs attention. */
export async function nextWake(table: Table): Promise<Instant | undefined> {
  const shards = Array.from({ length: wakeShards }, (_, shard) => indexPartitions.wake(shard))
  const pages = await Promise.all(
    shards.map((partition) => table.query({ index: 'byWake', partition, limit: 1 })),
  )
  const [first] = pages.flatMap(({ items }) => items.map(({ wakeAt }) => Instant.parse(wakeAt))).sort()
  return first
}
