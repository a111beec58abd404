/*
 * What a month in AWS costs, from requests that are counted here and prices that are stated below: `npm run cost`.
 * Durations cannot be counted on another machine; they are assumed, on the high side, and stated too.
 */
import { App } from 'aws-cdk-lib'
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api'
import * as z from 'zod'
import { ServandaStack } from '../infra/servanda-stack.ts'
import { Stage } from '../infra/stage.ts'
import { startDatabase } from '../local/embedded-database.ts'
import { wakeShards } from '../shared/table/keys.ts'
import { actionsOf, fill, makeDue, openedAt } from './actions.ts'
import type { Usage } from './meter.ts'
import { meteredDesk } from './metered-desk.ts'

/** US dollars in us-east-1, from the pages of AWS in November 2026. Other Regions differ by up to a half. */
const price = {
  readUnit: 0.125e-6,
  writeUnit: 0.625e-6,
  storedGb: 0.25 + 0.2,
  lambdaGbSecond: 13.3334e-6,
  lambdaCall: 0.2e-6,
  apiCall: 1e-6,
  mail: 0.1e-3,
  event: 1e-6,
  queueCall: 0.4e-6,
  scheduleCall: 1e-6,
  logGb: 0.5,
  /** For each metric that an alarm looks at; and for each that is read from a log. */
  alarm: 0.1,
  loggedMetric: 0.3,
  secret: 0.4,
}

/** A desk: what three people do in a month of twenty working days. */
const desk = {
  records: 300,
  /** The list of what is due, or a record. */
  looks: 1_200,
  changes: 60,
  reminders: 150,
  /** Reminders that fall on one day for one person go out as one mail. */
  mails: 60,
  /** A record with its history, its outbox and what was told of it. */
  storedKbPerRecord: 12,
}

const assumed = {
  apiSeconds: 0.08,
  sweepSeconds: 0.4,
  planSeconds: 0.05,
  mailSeconds: 0.6,
  memoryGb: 1,
  logKbPerCall: 0.6,
}
const { alarmed, logged } = watched()
const minutes = 60 * 24 * 30

/** What the deployed stack has: the metrics that its alarms look at, and those that are read from logs. */
function watched(): { readonly alarmed: number; readonly logged: number } {
  const context = { [BUNDLING_STACKS]: [] }
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: false, context })
  const told = { stage: 'production', mailFrom: 'it@mission.example', alarmEmail: 'it@mission.example' }
  const { stackName } = new ServandaStack(app, 'Servanda', { stage: Stage.parse(told) })
  const Template = z.object({
    Resources: z.record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z
          .object({ Metrics: z.array(z.unknown()).optional() })
          .loose()
          .optional(),
      }),
    ),
  })
  const resources = Object.values(Template.parse(app.synth().getStackByName(stackName).template).Resources)
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type)
  // Of several metrics that are computed with, one is the computation.
  const looksAt = ofType('AWS::CloudWatch::Alarm').map(
    ({ Properties }) => (Properties?.Metrics?.length ?? 2) - 1,
  )
  return {
    alarmed: looksAt.reduce((total, each) => total + each, 0),
    logged: ofType('AWS::Logs::MetricFilter').length,
  }
}

type Counted = Readonly<Record<'look' | 'change' | 'reminder' | 'idleSweep', Usage>>

async function counted(): Promise<Counted> {
  const database = await startDatabase(undefined)
  try {
    const { desk: officer, meter } = await meteredDesk(database.endpoint, openedAt)
    const actions = await actionsOf(officer, await fill(officer, 60))
    const used = new Map<string, Usage>()
    for (const { name, run } of actions) used.set(name, await meter.of(run))
    const due = 5
    await makeDue(officer, due)
    const planned = await meter.of(() => officer.sweepOnce())
    const idleSweep = await meter.of(() => officer.sweepOnce())
    officer.setClock('2026-06-23T08:00:00Z')
    const sent = await meter.of(() => officer.sweepOnce())
    const of = (name: string) => used.get(name) ?? zero
    return {
      look: scaled(plus(of('what is due in 30 days'), of('open a record')), 1 / 2),
      change: scaled(plus(of('move a deadline'), of('complete a deadline')), 1 / 2),
      reminder: scaled(plus(planned, sent), 1 / due),
      idleSweep,
    }
  } finally {
    await database.stop()
  }
}

const zero: Usage = { readRequests: 0, writeRequests: 0, readUnits: 0, writeUnits: 0 }

function plus(a: Usage, b: Usage): Usage {
  return {
    readRequests: a.readRequests + b.readRequests,
    writeRequests: a.writeRequests + b.writeRequests,
    readUnits: a.readUnits + b.readUnits,
    writeUnits: a.writeUnits + b.writeUnits,
  }
}

function scaled(usage: Usage, by: number): Usage {
  return {
    readRequests: usage.readRequests * by,
    writeRequests: usage.writeRequests * by,
    readUnits: usage.readUnits * by,
    writeUnits: usage.writeUnits * by,
  }
}

/** The parts of a month's bill. */
function bill(workspaces: number, { look, change, reminder, idleSweep }: Counted): Record<string, number> {
  const calls = (desk.looks + desk.changes) * workspaces
  const mails = desk.mails * workspaces
  const units = [
    scaled(look, desk.looks * workspaces),
    scaled(change, desk.changes * workspaces),
    scaled(reminder, desk.reminders * workspaces),
    scaled(idleSweep, minutes),
  ].reduce(plus)
  const lambda = (seconds: number) => seconds * assumed.memoryGb * price.lambdaGbSecond + price.lambdaCall
  const gb = (desk.records * desk.storedKbPerRecord * workspaces) / 1e6
  return {
    'table: reads': units.readUnits * price.readUnit,
    'table: writes': units.writeUnits * price.writeUnit,
    'table: storage, recovery': gb * price.storedGb,
    API: calls * (price.apiCall + lambda(assumed.apiSeconds)),
    sweep:
      minutes * (price.scheduleCall + lambda(assumed.sweepSeconds)) +
      desk.reminders * workspaces * assumed.planSeconds * assumed.memoryGb * price.lambdaGbSecond,
    'bus, queue, delivery': mails * (price.event + 3 * price.queueCall + lambda(assumed.mailSeconds)),
    mail: mails * price.mail,
    logs: ((calls + mails + minutes) * assumed.logKbPerCall * price.logGb) / 1e6,
    'alarms, metrics, secret': alarmed * price.alarm + logged * price.loggedMetric + price.secret,
  }
}

function sum(parts: Record<string, number>): number {
  return Object.values(parts).reduce((total, each) => total + each, 0)
}

const counts = await counted()
const sizes = [1, 100, 10_000]
const bills = sizes.map((workspaces) => bill(workspaces, counts))
const row = (name: string, cells: readonly string[]) => `| ${[name, ...cells].join(' | ')} |`
const dollars = (amount: number) => amount.toFixed(2)
console.log(
  [
    row(
      'US dollars a month',
      sizes.map((n) => `${n.toLocaleString('en')} workspace${n === 1 ? '' : 's'}`),
    ),
    row(
      '---',
      sizes.map(() => '---:'),
    ),
    ...Object.keys(bills[0] ?? {}).map((part) =>
      row(
        part,
        bills.map((parts) => dollars(parts[part] ?? 0)),
      ),
    ),
    row(
      '**all**',
      bills.map((parts) => `**${dollars(sum(parts))}**`),
    ),
    row(
      'a workspace',
      bills.map((parts, at) => dollars(sum(parts) / (sizes[at] ?? 1))),
    ),
  ].join('\n'),
)
console.log(`\nCounted for each: ${JSON.stringify(counts)}; shards of the wake index: ${wakeShards}.`)
