import { Duration, Stack } from 'aws-cdk-lib'
import type { AlarmBell } from './alarm-bell.ts'
import { everyDeadLetterQueue } from './dead-letter-queue.ts'

/** Of every dead-letter queue that there is: one without an alarm would be where things get lost. */
export function ringForDeadLetters(bell: AlarmBell): void {
  const period = Duration.minutes(5)
  for (const queue of everyDeadLetterQueue(Stack.of(bell))) {
    const [, ...path] = queue.node.path.split('/')
    bell.rings(path.join(''), {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      impact: queue.impact,
      heading: 'Dead letters',
    })
  }
}
