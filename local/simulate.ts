import { parseArgs } from 'node:util'
import * as z from 'zod'
import { createApp } from '../functions/api/app.ts'
import { SurroundingsReader } from '../shared/deadline/surroundings-store.ts'
import type { HeartbeatMail } from '../shared/heartbeat/heartbeat.ts'
import { PersonId } from '../shared/identity/id.ts'
import { WorkspaceId } from '../shared/identity/workspace-id.ts'
import { loadPerson } from '../shared/person/person-store.ts'
import type { Table } from '../shared/table/table.ts'
import { Day } from '../shared/time/day.ts'
import { countInWords } from '../shared/time/day-in-words.ts'
import { Instant } from '../shared/time/instant.ts'
import { civilDay } from '../shared/time/zone.ts'
import { startDatabase } from './embedded-database.ts'
import { differences, foreseen, silentChannel, stillClock, type Telling, wasTold } from './forecast.ts'
import { openTable } from './open-table.ts'
import { startRuntime } from './runtime.ts'
import { loadSample } from './sample.ts'
import { settleIn } from './settle-in.ts'
import { heartbeatsIn, printHeartbeats, turnHeartbeatOn, unsentHeartbeats } from './simulated-heartbeats.ts'

const usage = 'usage: npm run simulate -- [--from 2026-01-01] [--to 2031-12-31] [--heartbeat] [--deliver]\n'
const Options = z.object({
  from: Day.default(Day.parse('2026-01-01')),
  to: Day.default(Day.parse('2031-12-31')),
  /** The administrators of the reference data have asked for the monthly mail. */
  heartbeat: z.boolean().default(false),
  deliver: z.boolean().default(false),
})

/**
 * Prints what the reference data would send to whom in a period, by the code that plans the mails; with `--deliver`,
 * plays sweep and delivery through the whole of it on the embedded database, too, and says where the two differ.
 */
async function main(): Promise<void> {
  const options = optionsOf()
  const period = {
    from: Instant.parse(`${options.from}T00:00:00Z`),
    to: Instant.parse(`${options.to}T23:59:59Z`),
  }
  const database = await startDatabase(undefined)
  try {
    const table = await openTable(database.endpoint)
    const workspaceId = await settledDesk(table, period.from, options)
    const { tellings, titles } = await foreseen(table, workspaceId, period)
    await print(table, workspaceId, tellings, titles)
    const heartbeats = options.heartbeat ? await heartbeatsIn(table, workspaceId, period) : []
    printHeartbeats(heartbeats)
    if (options.deliver) await compare(table, workspaceId, period, { tellings, heartbeats })
  } finally {
    await database.stop()
  }
}

function optionsOf(): z.output<typeof Options> {
  try {
    const { values } = parseArgs({
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        heartbeat: { type: 'boolean' },
        deliver: { type: 'boolean' },
      },
    })
    return Options.parse(values)
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    process.stderr.write(`${why}\n${usage}`)
    process.exit(2)
  }
}

/** A desk with the reference data, recorded at the beginning of the period. */
async function settledDesk(
  table: Table,
  now: Instant,
  { heartbeat }: { readonly heartbeat: boolean },
): Promise<WorkspaceId> {
  const token = crypto.randomUUID()
  await settleIn(table, { now, email: 'admin@localhost', token })
  const report = (fault: unknown) => process.stderr.write(`${JSON.stringify(fault)}\n`)
  const api = createApp({ table, tableId, clock: () => now, report, reach: 'public' })
  const reference = new URL('../examples/reference.json', import.meta.url)
  await loadSample(reference, (request) => api.fetch(request), token)
  if (heartbeat) await turnHeartbeatOn((request) => api.fetch(request), token)
  const { items } = await table.query({ partition: 'WORKSPACES', limit: 1 })
  return WorkspaceId.parse(items[0]?.sk)
}

const tableId = async () => 'simulation'

/** A mail in a line, and below it what it tells. */
async function print(
  table: Table,
  workspaceId: WorkspaceId,
  tellings: readonly Telling[],
  titles: ReadonlyMap<string, string>,
): Promise<void> {
  const { zone } = await new SurroundingsReader(table).workspace(workspaceId)
  const mails = Map.groupBy(tellings, ({ sendAt, recipient }) => `${sendAt} ${recipient}`)
  const names = new Map<string, string>()
  for (const [first] of mails.values()) {
    if (first === undefined) continue
    const { sendAt, recipient } = first
    const name = names.get(recipient) ?? (await nameOf(table, workspaceId, recipient))
    names.set(recipient, name)
    const told = mails.get(`${sendAt} ${recipient}`) ?? []
    process.stdout.write(`${civilDay(sendAt, zone)} to ${name}: ${countInWords(told.length, 'deadline')}\n`)
    for (const { deadlineId, leadDays } of told) {
      const [recordId = '', ...key] = deadlineId.split('.')
      process.stdout.write(`  ${leadInWords(leadDays)}: ${titles.get(recordId)} (${key.join(' ')})\n`)
    }
  }
  process.stdout.write(
    `\n${countInWords(mails.size, 'mail')} about ${countInWords(tellings.length, 'deadline')} to ${names.size} of the team, if nothing changes\n`,
  )
}

function leadInWords(leadDays: number | null): string {
  if (leadDays === null) return 'a new date'
  return leadDays < 0 ? `${-leadDays} days after` : `${leadDays} days ahead`
}

async function nameOf(table: Table, workspaceId: WorkspaceId, recipient: string): Promise<string> {
  const id = PersonId.safeParse(recipient)
  const person = id.success ? await loadPerson(table, workspaceId, id.data) : undefined
  return person?.data.name ?? recipient
}

async function compare(
  table: Table,
  workspaceId: WorkspaceId,
  period: { readonly from: Instant; readonly to: Instant },
  {
    tellings,
    heartbeats,
  }: { readonly tellings: readonly Telling[]; readonly heartbeats: readonly HeartbeatMail[] },
): Promise<void> {
  let faults = 0
  const runtime = startRuntime({
    table,
    tableId,
    clock: stillClock(period.from),
    channel: silentChannel,
    post: async () => ({ kind: 'not_sent', permanence: 'permanent', reason: 'A simulation sends nothing.' }),
    from: 'Servanda <servanda@localhost>',
    baseUrl: 'http://127.0.0.1',
    linksUrl: 'http://127.0.0.1/mail-links',
    tellChanges: async () => undefined,
    report: (fault) => {
      faults += 1
      process.stderr.write(`${String(fault)}\n`)
    },
  })
  await runtime.advanceTo(period.to)
  await runtime.stop()
  const told = await wasTold(table, workspaceId, period)
  const { onlyFirst, onlySecond } = differences(tellings, told)
  for (const line of onlyFirst) process.stdout.write(`foreseen, not sent: ${line}\n`)
  for (const line of onlySecond) process.stdout.write(`sent, not foreseen: ${line}\n`)
  const unsent = await unsentHeartbeats(table, workspaceId, heartbeats)
  for (const line of unsent) process.stdout.write(`${line}\n`)
  const isSame = onlyFirst.length + onlySecond.length + unsent.length + faults === 0
  process.stdout.write(
    isSame
      ? `Sweep and delivery sent exactly these ${told.length}, by the ledger.\n`
      : `They differ: ${onlyFirst.length} not sent, ${onlySecond.length} not foreseen, ${faults} faults.\n`,
  )
  if (!isSame) process.exitCode = 1
}

await main()
