import { describe, expect, it } from 'vitest'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf({ alarmEmail: 'it@mission.test', monthlyBudgetUsd: 40 }).stack)

describe('the dashboard', () => {
  it('shows every function of the product', () => {
    const { DashboardBody } = resources.the('AWS::CloudWatch::Dashboard', 'Dashboard')
    const shown = JSON.stringify(DashboardBody)

    const functions = resources
      .ofType('AWS::Lambda::Function')
      .filter(([, { Properties }]) => Properties.Environment?.Variables?.TABLE_NAME !== undefined)
    expect(functions.length).toBeGreaterThan(4)
    expect(functions.map(([id]) => id).filter((id) => !shown.includes(id))).toEqual([])
  })
})

describe('a month that costs more than was expected', () => {
  it('is mailed before it does, to whoever gets the alarms', () => {
    const { Budget, NotificationsWithSubscribers } = resources.the('AWS::Budgets::Budget', 'Budget')

    expect(Budget.BudgetLimit).toEqual({ Amount: 40, Unit: 'USD' })
    expect(NotificationsWithSubscribers.map(({ Subscribers }: any) => Subscribers[0].Address)).toEqual([
      'it@mission.test',
      'it@mission.test',
    ])
  })

  it('is mailed to nobody where nobody gets alarms', () => {
    expect(new Resources(stackOf().stack).ofType('AWS::Budgets::Budget')).toEqual([])
  })
})
