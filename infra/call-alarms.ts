import { Duration, Stack } from 'aws-cdk-lib'
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import type { AlarmBell } from './alarm-bell.ts'
import type { Changes } from './changes.ts'
import { loggedMetric } from './logged-metric.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsApi } from './records-api.ts'

const period = Duration.minutes(5)

/** Calls that fail, are turned away or wait: of every function that there is, so that none can be forgotten. */
export function ringForCalls(
  bell: AlarmBell,
  { api, changes }: { readonly api: RecordsApi; readonly changes: Changes },
): void {
  for (const each of everyFunction(Stack.of(bell))) {
    const name = each.node.scope?.node.id ?? ''
    bell.rings(`${name}Fails`, { metric: failures(bell, name, each), ...each.failure })
    bell.rings(`${name}Throttled`, {
      metric: each.metricThrottles({ period, statistic: 'Sum' }),
      threshold: 5,
      impact: 'Calls are turned away since too many run at once: answers fail, or reminders are late.',
      heading: 'Throttled',
    })
  }
  bell.rings('ApiAnswersFail', {
    metric: api.http.metricServerError({ period, statistic: 'Sum' }),
    impact: 'The API has failed: somebody saw an error.',
    heading: 'The API fails',
  })
  bell.rings('ChangesWait', {
    metric: changes.function.metric('IteratorAge', { period, statistic: 'Maximum' }),
    threshold: Duration.minutes(15).toMilliseconds(),
    impact: 'Changes have waited for 15 minutes: what follows us is behind.',
    heading: 'Changes are not told',
  })
}

function everyFunction(stack: Stack): NodeFunction[] {
  return stack.node.findAll().filter((each) => each instanceof NodeFunction)
}

/**
 * Calls that ended badly, and errors that a function survived and wrote to its log. Lambda counts only the former,
 * and a record that cannot be planned or a message that comes again never ends a call.
 */
function failures(bell: AlarmBell, name: string, failing: NodeFunction): IMetric {
  const lines = FilterPattern.stringValue('$.level', '=', 'ERROR')
  return new MathExpression({
    expression: 'FILL(ended, 0) + FILL(logged, 0)',
    period,
    usingMetrics: {
      ended: failing.metricErrors({ period, statistic: 'Sum' }),
      logged: loggedMetric(bell, `${name}ErrorsLogged`, { of: failing, lines }).with({
        period,
        statistic: 'Sum',
      }),
    },
  })
}
