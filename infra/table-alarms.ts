import { Duration } from 'aws-cdk-lib'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { tableSchema } from '../shared/table/schema.ts'
import type { AlarmBell } from './alarm-bell.ts'
import type { RecordsTable } from './records-table.ts'

/** A partition that is asked for more than it gives, of the table or of an index: the first thing to end with growth. */
export function ringForTable(bell: AlarmBell, { records }: { readonly records: RecordsTable }): void {
  const period = Duration.minutes(5)
  const { tableName: TableName } = records.table
  const throttled = [
    {},
    ...Object.keys(tableSchema.indexes).map((name) => ({ GlobalSecondaryIndexName: name })),
  ]
  const metrics = throttled.flatMap((dimensions) =>
    ['ReadThrottleEvents', 'WriteThrottleEvents'].map(
      (metricName) =>
        new Metric({
          namespace: 'AWS/DynamoDB',
          metricName,
          dimensionsMap: { TableName, ...dimensions },
          period,
          statistic: 'Sum',
        }),
    ),
  )
  const usingMetrics = Object.fromEntries(metrics.map((metric, n) => [`m${n}`, metric]))
  bell.rings('TableThrottled', {
    metric: new MathExpression({ expression: 'SUM(METRICS())', period, usingMetrics }),
    threshold: 50,
    impact: 'The table turns requests away: answers are slow or fail, and reminders may be late.',
    heading: 'The table is throttled',
  })
}
