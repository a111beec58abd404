import { Duration } from 'aws-cdk-lib'
import type { AlarmBell } from './alarm-bell.ts'
import type { Changes } from './changes.ts'
import type { Delivery } from './delivery.ts'
import type { ProviderEvents } from './provider-events.ts'
import type { Sweep } from './sweep.ts'

export type RemindersParts = {
  readonly sweep: Sweep
  readonly delivery: Delivery
  readonly changes: Changes
  readonly providerEvents: ProviderEvents
}

const period = Duration.minutes(5)
const tooLong = Duration.minutes(30)

/** Whether reminders reach people, whatever the reason why they would not. */
export function ringForReminders(bell: AlarmBell, parts: RemindersParts): void {
  const { sweep, delivery, changes, providerEvents } = parts
  bell.rings('RemindersOverdue', {
    metric: sweep.oldestDueSeconds.with({ period, statistic: 'Maximum' }),
    threshold: tooLong.toSeconds(),
    // What was handed over and did not arrive is handed over again a quarter of an hour later: till then it is not seen.
    evaluationPeriods: 4,
    datapointsToAlarm: 1,
    impact: 'A reminder has been due for half an hour and nobody was told: it will be late.',
    heading: 'Reminders are overdue',
  })
  bell.rings('RemindersWait', {
    metric: delivery.queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
    threshold: tooLong.toSeconds(),
    impact: 'A reminder has waited in the queue for half an hour: it will be late.',
    heading: 'Reminders wait',
  })
  bell.rings('RemindersUnreached', {
    metric: changes.unreached.with({ period, statistic: 'Sum' }),
    impact: 'A reminder has failed or is held: somebody may not know of a deadline.',
    heading: 'A reminder is held or has failed',
  })
  // AWS looks at an account from 5% on: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
  bell.rings('MailsComeBack', {
    metric: providerEvents.rateOf('BounceRate'),
    threshold: 0.03,
    impact: 'Of a hundred mails three come back: people are not reached, and SES may stop sending.',
    heading: 'Mails come back',
  })
  bell.rings('MailsAreCalledSpam', {
    metric: providerEvents.rateOf('ComplaintRate'),
    threshold: 0.0008,
    impact: 'Readers call mails spam: SES may stop sending.',
    heading: 'Mails come back',
  })
}
