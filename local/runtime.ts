import { deliver } from '../functions/deliver/deliver.ts'
import { reconcile } from '../functions/reconcile/reconcile.ts'
import { readDueCalendars } from '../functions/session-calendars/read-due.ts'
import { sweep } from '../functions/sweep/sweep.ts'
import { callWebhook } from '../functions/webhook/call-webhook.ts'
import type { Channel } from '../shared/channel/channel.ts'
import type { Get } from '../shared/channel/target/get.ts'
import type { Post } from '../shared/channel/target/post.ts'
import { lastSweep } from '../shared/health/sweep-report.ts'
import { migrateAll } from '../shared/migration/migrations.ts'
import type { GroupMessage } from '../shared/reminder/group.ts'
import { indexPartitions, wakeShards } from '../shared/table/keys.ts'
import type { Table } from '../shared/table/table.ts'
import { Instant, plusSeconds } from '../shared/time/instant.ts'
import type { WebhookDue } from '../shared/webhook/webhook-message.ts'
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
  readonly tableId: () => Promise<string>
  readonly clock: MachineClock
  readonly channel: Channel
  readonly post: Post
  /** What reads published calendars; without it, none is read. */
  readonly get?: Get
  readonly from: string
  /** Tells others what has changed. */
  readonly tellChanges: () => Promise<void>
  readonly baseUrl: string
  readonly linksUrl: string
  readonly report: (error: unknown) => void
}): Runtime {
  let isStopping = false
  const work: Work = { ...parts, goesOn: () => !isStopping }
  const { table, clock } = parts
  let last: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = last.then(work)
    last = next.catch(parts.report)
    return next
  }
  const timer = setInterval(() => inTurn(() => turn(work)).catch(() => undefined), sweepEveryMs)
  return {
    settle: () => inTurn(() => turn(work)),
    advanceTo: (target) =>
      inTurn(async () => {
        while (work.goesOn()) {
          await settle(work)
          // What is due and was left has nobody who may work on it, such as what a restored table holds.
          const wakeAt = await nextWake(table, plusSeconds(clock.now(), 1))
          if (wakeAt === undefined || wakeAt > target) break
          clock.moveTo(wakeAt)
        }
        if (!work.goesOn()) return
        clock.moveTo(target)
        await turn(work)
      }),
    async stop() {
      isStopping = true
      clearInterval(timer)
      await last
    },
  }
}

const sweepEveryMs = 2_000
/** What is still due after so many rounds at one instant is poisoned, and waits for its next wake. */
const mostRounds = 200
/** A sweep that has nothing to do says all the same that it has run. */
const reportEverySeconds = 60

/** Asked before each round whether to go on: what a round has taken is sent, and the rest waits for the next start. */
type Work = Parameters<typeof startRuntime>[0] & { readonly goesOn: () => boolean }

async function settle(parts: Work): Promise<void> {
  const { table, clock } = parts
  for (let round = 0; round < mostRounds && parts.goesOn(); round += 1) {
    const now = clock.now()
    const wakeAt = await nextWake(table)
    const isDue = wakeAt !== undefined && wakeAt <= now
    const last = isDue ? undefined : await lastSweep(table)
    if (last !== undefined && now < plusSeconds(last.at, reportEverySeconds)) return
    const queue: GroupMessage[] = []
    const calls: WebhookDue[] = []
    const { woken, published } = await sweep({
      table,
      tableId: parts.tableId,
      now: clock.now,
      report: parts.report,
      publish: async (messages) => {
        queue.push(...messages)
        return messages
      },
      callWebhooks: async (all) => {
        calls.push(...all)
        return all
      },
    })
    for (const message of queue) {
      const nonce = crypto.randomUUID()
      await deliver({ ...parts, now: clock.now, nonce }, message).catch(parts.report)
    }
    await Promise.all(
      calls.map((call) => callWebhook({ ...parts, now: clock.now }, call).catch(parts.report)),
    )
    if (woken === 0 && published === 0 && wakeAt === (await nextWake(table))) return
  }
}

/** One turn of everything that works in the background. One that fails keeps none of the others from its turn. */
async function turn(parts: Work): Promise<void> {
  await settle(parts)
  if (!parts.goesOn()) return
  await parts.tellChanges().catch(parts.report)
  await night(parts).catch(parts.report)
  await readCalendars(parts).catch(parts.report)
}

/** The night's reconcile, where a night has passed since the last: some seconds of it, and the rest at the next turn. */
async function night(parts: Parameters<typeof startRuntime>[0]): Promise<void> {
  const end = Date.now() + reconcileMs
  const { table, clock, report } = parts
  const work = { table, now: clock.now, hasTime: () => Date.now() < end, report }
  await reconcile(work)
  await migrateAll(work)
}

const reconcileMs = 1_000

/** Published calendars whose time has come: a few seconds of it, and the rest at the next turn. */
async function readCalendars({
  table,
  get,
  clock,
  report,
}: Parameters<typeof startRuntime>[0]): Promise<void> {
  if (get === undefined) return
  const end = Date.now() + reconcileMs
  await readDueCalendars({ table, get, now: clock.now, hasTime: () => Date.now() < end, report })
}

/** The earliest instant at which something needs attention; of those from an instant on, where one is given. */
export async function nextWake(table: Table, from?: Instant): Promise<Instant | undefined> {
  const shards = Array.from({ length: wakeShards }, (_, shard) => indexPartitions.wake(shard))
  const pages = await Promise.all(
    shards.map((partition) =>
      table.query({ index: 'byWake', partition, limit: 1, ...(from === undefined ? {} : { from }) }),
    ),
  )
  const [first] = pages.flatMap(({ items }) => items.map(({ wakeAt }) => Instant.parse(wakeAt))).sort()
  return first
}
