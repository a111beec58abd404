import type { Construct } from 'constructs'
import { AlarmBell } from './alarm-bell.ts'
import { ringForCalls } from './call-alarms.ts'
import type { Changes } from './changes.ts'
import { ringForDeadLetters } from './dead-letter-alarms.ts'
import type { Delivery } from './delivery.ts'
import type { ProviderEvents } from './provider-events.ts'
import type { Reconcile } from './reconcile.ts'
import type { RecordsApi } from './records-api.ts'
import type { RecordsTable } from './records-table.ts'
import { ringForReminders } from './reminder-alarms.ts'
import { ringForSilence } from './silence-alarms.ts'
import type { Stage } from './stage.ts'
import type { Sweep } from './sweep.ts'
import { ringForTable } from './table-alarms.ts'

export type AlarmsProps = {
  readonly stage: Stage
  readonly records: RecordsTable
  readonly api: RecordsApi
  readonly sweep: Sweep
  readonly delivery: Delivery
  readonly providerEvents: ProviderEvents
  readonly reconcile: Reconcile
  readonly changes: Changes
}

/** What somebody has to be told of at once. Each alarm says what it means for people; docs/operations.md what to do. */
export class Alarms extends AlarmBell {
  constructor(scope: Construct, id: string, { stage, ...parts }: AlarmsProps) {
    super(scope, id, stage)
    ringForSilence(this, parts)
    ringForReminders(this, parts)
    ringForCalls(this, parts)
    ringForDeadLetters(this)
    ringForTable(this, parts)
  }
}
