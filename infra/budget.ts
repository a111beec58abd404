import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import { Construct } from 'constructs'
import type { Stage } from './stage.ts'

export type BudgetProps = { readonly stage: Stage }

/** Mails whoever gets the alarms when the account's month is about to cost more than was expected. */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { stage }: BudgetProps) {
    super(scope, id)
    if (stage.alarmEmail === undefined) return
    const subscribers = [{ subscriptionType: 'EMAIL', address: stage.alarmEmail }]
    const at = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: { notificationType, threshold, comparisonOperator: 'GREATER_THAN' },
      subscribers,
    })
    new CfnBudget(this, 'Month', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: stage.monthlyBudgetUsd, unit: 'USD' },
      },
      notificationsWithSubscribers: [at('ACTUAL', 80), at('FORECASTED', 100)],
    })
  }
}
