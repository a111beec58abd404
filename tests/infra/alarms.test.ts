import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf().stack)
const alarms = resources
  .ofType('AWS::CloudWatch::Alarm')
  .map(([id, { Properties }]) => ({ id, ...Properties }))

describe('an alarm', () => {
  const alarm = (name: string) => alarms.find(({ id }) => id.startsWith(`Alarms${name}`))

  it('rings when no sweep has run for 15 minutes, also where nothing is measured at all', () => {
    expect(alarm('NoSweep')).toMatchObject({
      MetricName: 'Invocations',
      Period: 300,
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })

  it.each(['Sweep', 'Delivery', 'Reconcile', 'MailLinks', 'Feeds', 'Witness'])(
    'rings where a %s survives an error and only logs it',
    (name) => {
      const filter = resources.the('AWS::Logs::MetricFilter', `Alarms${name}`)
      const { LoggingConfig } = resources.the('AWS::Lambda::Function', `${name}Function`)

      expect(filter.FilterPattern).toBe('{ $.level = "ERROR" }')
      expect(filter.LogGroupName).toEqual(LoggingConfig.LogGroup)
      expect(LoggingConfig.LogFormat).toBe('JSON')
      const counted = filter.MetricTransformations[0].MetricName
      expect(JSON.stringify(alarm(`${name}Fails`).Metrics)).toContain(`"MetricName":"${counted}"`)
    },
  )

  it.each(['Sweep', 'Delivery', 'Reconcile', 'Witness'])('rings where a %s ends badly, once', (name) => {
    const { Metrics, Threshold, EvaluationPeriods, ComparisonOperator } = alarm(`${name}Fails`)

    const ended = Metrics.find(({ Id }: any) => Id === 'ended').MetricStat
    expect(ended).toMatchObject({ Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors' }, Stat: 'Sum' })
    expect(ended.Metric.Dimensions[0].Value.Ref).toMatch(new RegExp(`^${name}Function`))
    expect(Metrics.find(({ Expression }: any) => Expression).Expression).toBe(
      'FILL(ended, 0) + FILL(logged, 0)',
    )
    expect({ Threshold, EvaluationPeriods, ComparisonOperator }).toEqual({
      Threshold: 1,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    })
  })

  it('rings where a message has waited for half an hour', () => {
    expect(alarm('RemindersWait')).toMatchObject({
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Value: { 'Fn::GetAtt': [expect.stringMatching(/^DeliveryQueue/), 'QueueName'] } }],
      Statistic: 'Maximum',
      Threshold: 1_800,
    })
  })

  it('rings where the API answers that it failed, though its function did not', () => {
    expect(alarm('ApiFails')).toMatchObject({ Namespace: 'AWS/ApiGateway', MetricName: '5xx' })
  })

  it('says what it means for people, tells somebody, and has a heading in the manual', () => {
    const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
    const headings = [...manual.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading)

    const named = alarms.map(
      ({ AlarmDescription }) => /^.+: .+\. See docs\/operations\.md, "(.+)"\.$/.exec(AlarmDescription)?.[1],
    )
    expect([...new Set(named)].sort()).toEqual(headings.sort())
    expect(alarms.length).toBeGreaterThanOrEqual(10)
    for (const { AlarmActions } of alarms) expect(AlarmActions).toHaveLength(1)
  })

  it('is mailed to whom the deployment names', () => {
    const told = new Resources(stackOf({ alarmEmail: 'it@mission.test' }).stack)

    expect(told.the('AWS::SNS::Subscription', 'Alarms')).toMatchObject({
      Protocol: 'email',
      Endpoint: 'it@mission.test',
    })
  })
})
