import { Duration, Stack } from 'aws-cdk-lib'
import { Dashboard as CloudWatchDashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import type { Changes } from './changes.ts'
import { everyDeadLetterQueue } from './dead-letter-queue.ts'
import type { Delivery } from './delivery.ts'
import type { NodeFunction } from './node-function.ts'
import type { RecordsApi } from './records-api.ts'
import type { RecordsTable } from './records-table.ts'
import type { Stage } from './stage.ts'
import type { Sweep } from './sweep.ts'

export type DashboardProps = {
  readonly stage: Stage
  readonly records: RecordsTable
  readonly api: RecordsApi
  readonly sweep: Sweep
  readonly delivery: Delivery
  readonly changes: Changes
  /** Every function by its name, in the order in which a request or a reminder meets them. */
  readonly functions: Readonly<Record<string, NodeFunction>>
}

const period = Duration.minutes(5)

/** What to look at when an alarm rings, from what people notice down to what causes it. */
export class Dashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, records, api, sweep, delivery, changes, functions }: DashboardProps,
  ) {
    super(scope, id)
    const each = (metricOf: (one: NodeFunction) => IMetric) => Object.values(functions).map(metricOf)
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: `Servanda-${stage.stage}`,
      widgets: [
        [
          graph('Do reminders go out?', [
            sweep.function.metricInvocations({ period, label: 'sweeps' }),
            delivery.function.metricInvocations({ period, label: 'deliveries' }),
          ]),
          graph('How long does one wait? (seconds)', [
            sweep.oldestDueSeconds.with({ period, statistic: 'Maximum', label: 'oldest due' }),
            delivery.queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
          ]),
          graph('Does the API answer?', [
            api.http.metricCount({ period }),
            api.http.metricClientError({ period }),
            api.http.metricServerError({ period }),
          ]),
        ],
        [
          graph(
            'What fails',
            each((one) => one.metricErrors({ period })),
          ),
          graph(
            'What is throttled',
            each((one) => one.metricThrottles({ period })),
          ),
          graph(
            'How long calls take (95 of 100, milliseconds)',
            each((one) => one.metricDuration({ period, statistic: 'p95' })),
          ),
        ],
        [
          graph('What the table bills', [
            records.table.metricConsumedReadCapacityUnits({ period }),
            records.table.metricConsumedWriteCapacityUnits({ period }),
          ]),
          graph('Held or failed', [changes.unreached.with({ period, statistic: 'Sum' })]),
          graph(
            'What was given up',
            everyDeadLetterQueue(Stack.of(this)).map((queue) =>
              queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
            ),
          ),
        ],
      ],
    })
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8, leftYAxis: { min: 0 } })
}
