import { Duration } from 'aws-cdk-lib'
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { AlarmBell, Meaning } from './alarm-bell.ts'
import type { NodeFunction } from './node-function.ts'
import type { Reconcile } from './reconcile.ts'
import type { Sweep } from './sweep.ts'

/** What has to run and does not: where nothing is measured at all, all is not well. */
export function ringForSilence(
  bell: AlarmBell,
  { sweep, reconcile }: { readonly sweep: Sweep; readonly reconcile: Reconcile },
): void {
  const silent = (id: string, runs: NodeFunction, within: Duration, meaning: Meaning) =>
    bell.rings(id, {
      ...meaning,
      metric: runs.metricInvocations({ period: Duration.minutes(within.toMinutes() / 3), statistic: 'Sum' }),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.BREACHING,
    })
  silent('NoSweep', sweep.function, Duration.minutes(15), {
    impact: 'No sweep for 15 minutes: no reminder goes out.',
    heading: 'No sweep',
  })
  silent('NoReconcile', reconcile.function, Duration.hours(3), {
    impact: 'No reconcile for three hours: a mistake that would miss a reminder is not found.',
    heading: 'No reconcile',
  })
}
