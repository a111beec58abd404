import { Stack } from 'aws-cdk-lib'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern, type IFilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { NodeFunction } from './node-function.ts'

export type Logged = {
  /** Whose log it is. */
  readonly of: NodeFunction
} & (
  | {
      /** Where the number is in a line, such as `$.message.unreached`: what a function logs as an object is its message. */
      readonly member: string
    }
  | {
      /** Lines to be counted. */
      readonly lines: IFilterPattern
    }
)

/** A metric that is read from what a function logs. */
export function loggedMetric(scope: Construct, name: string, logged: Logged): Metric {
  const filter = new MetricFilter(scope, name, {
    logGroup: logged.of.logGroup,
    metricNamespace: Stack.of(scope).stackName,
    metricName: name,
    ...('member' in logged
      ? { filterPattern: FilterPattern.numberValue(logged.member, '>=', 0), metricValue: logged.member }
      : { filterPattern: logged.lines, metricValue: '1', defaultValue: 0 }),
  })
  return filter.metric()
}
