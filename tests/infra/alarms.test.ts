import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf().stack)
const alarms = resources
  .ofType('AWS::CloudWatch::Alarm')
  .map(([id, { Properties }]) => ({ id, ...Properties }))

const alarm = (name: string) => alarms.find(({ id }) => id.startsWith(`Alarms${name}`))
const atOnce = {
  Threshold: 1,
  EvaluationPeriods: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
}

/** The alarms that watch a metric of a resource, whether by itself or in a sum. */
function watching(metric: string, resource: string) {
  return alarms.filter(({ MetricName, Dimensions, Metrics = [] }) =>
    [{ MetricName, Dimensions }, ...Metrics.flatMap(({ MetricStat }: any) => MetricStat?.Metric ?? [])].some(
      (each) => each.MetricName === metric && JSON.stringify(each.Dimensions ?? []).includes(`"${resource}"`),
    ),
  )
}

/** Those of the product, and not what CDK runs while it deploys. */
const functions = resources
  .ofType('AWS::Lambda::Function')
  .filter(([id]) => !id.startsWith('CustomCDKBucketDeployment'))

describe('an alarm rings', () => {
  it.each(functions)('where %s ends badly, or survives an error and only logs it', (id, { Properties }) => {
    const [fails] = watching('Errors', id)
    const [, filter] = resources
      .ofType('AWS::Logs::MetricFilter')
      .find(
        ([, { Properties: each }]) =>
          JSON.stringify(each.LogGroupName) === JSON.stringify(Properties.LoggingConfig.LogGroup) &&
          each.FilterPattern === '{ $.level = "ERROR" }',
      )!

    expect(fails).toMatchObject(atOnce)
    expect(Properties.LoggingConfig.LogFormat).toBe('JSON')
    const counted = filter.Properties.MetricTransformations[0].MetricName
    expect(JSON.stringify(fails.Metrics)).toContain(`"MetricName":"${counted}"`)
    expect(fails.Metrics.find(({ Expression }: any) => Expression).Expression).toBe(
      'FILL(ended, 0) + FILL(logged, 0)',
    )
  })

  it('where calls of any function are turned away', () => {
    expect(functions.filter(([id]) => watching('Throttles', id).length !== 1)).toEqual([])
    expect(functions.length).toBeGreaterThanOrEqual(10)
  })

  it('where anything lies in any queue of what was given up', () => {
    const dead = resources.ofType('AWS::SQS::Queue').filter(([, { Properties }]) => !Properties.RedrivePolicy)

    expect(dead.length).toBeGreaterThanOrEqual(9)
    for (const [id] of dead)
      expect(watching('ApproximateNumberOfMessagesVisible', id), id).toMatchObject([atOnce])
  })

  it('when no sweep has run for 15 minutes, also where nothing is measured at all', () => {
    expect(alarm('NoSweep')).toMatchObject({
      MetricName: 'Invocations',
      Period: 300,
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })

  it('when no reconcile has run for three hours', () => {
    expect(alarm('NoReconcile')).toMatchObject({
      MetricName: 'Invocations',
      Period: 3_600,
      EvaluationPeriods: 3,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })

  it('where a reminder has been due for half an hour, whatever became of its message', () => {
    const filter = resources.the('AWS::Logs::MetricFilter', 'SweepOldestDueSeconds')

    expect(alarm('RemindersOverdue')).toMatchObject({
      MetricName: filter.MetricTransformations[0].MetricName,
      Statistic: 'Maximum',
      Threshold: 1_800,
      DatapointsToAlarm: 1,
    })
    expect(alarm('RemindersOverdue').EvaluationPeriods * 300).toBeGreaterThan(900)
    expect(filter.LogGroupName.Ref).toMatch(/^SweepFunctionLogs/)
  })

  it('where a reminder is held or has failed, whoever wrote that', () => {
    const filter = resources.the('AWS::Logs::MetricFilter', 'ChangesUnreached')

    expect(alarm('RemindersUnreached')).toMatchObject({
      ...atOnce,
      MetricName: filter.MetricTransformations[0].MetricName,
      Statistic: 'Sum',
    })
    expect(filter.LogGroupName.Ref).toMatch(/^ChangesFunctionLogs/)
  })

  it('where a message has waited for half an hour', () => {
    expect(alarm('RemindersWait')).toMatchObject({
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Value: { 'Fn::GetAtt': [expect.stringMatching(/^DeliveryQueue/), 'QueueName'] } }],
      Statistic: 'Maximum',
      Threshold: 1_800,
    })
  })

  it('before AWS looks at an account whose mails come back, or are called spam', () => {
    expect(alarm('MailsComeBack')).toMatchObject({ MetricName: 'Reputation.BounceRate', Threshold: 0.03 })
    expect(alarm('MailsAreCalledSpam')).toMatchObject({
      MetricName: 'Reputation.ComplaintRate',
      Threshold: 0.0008,
    })
  })

  it('where the API answers that it failed, though its function did not', () => {
    expect(alarm('ApiAnswersFail')).toMatchObject({ Namespace: 'AWS/ApiGateway', MetricName: '5xx' })
  })

  it('where the table, or any of its indexes, is asked for more than a partition gives', () => {
    const [[, table]] = resources.ofType('AWS::DynamoDB::Table') as [[string, any]]
    const watched = JSON.stringify(alarm('TableThrottled').Metrics)

    for (const { IndexName } of table.Properties.GlobalSecondaryIndexes) expect(watched).toContain(IndexName)
    expect(watched.match(/"MetricName":"(Read|Write)ThrottleEvents"/g)).toHaveLength(8)
  })
})

describe('an alarm', () => {
  const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
  const [, chapter = ''] = /^## Alarms\n(.*?)^## /ms.exec(manual) ?? []
  const sections = new Map(
    chapter.split(/^### /m).map((section) => {
      const [heading = '', ...lines] = section.split('\n')
      return [heading, lines.join(' ').trim()] as const
    }),
  )
  sections.delete('')

  it('says what it means for people, and has a heading in the manual that says what to do', () => {
    const named = alarms.map(
      ({ AlarmDescription }) => /^.+: .+\. See docs\/operations\.md, "(.+)"\.$/.exec(AlarmDescription)?.[1],
    )

    expect([...new Set(named)].sort()).toEqual([...sections.keys()].sort())
    expect([...sections].filter(([, text]) => text.length < 150)).toEqual([])
  })

  it('tells somebody', () => {
    expect(alarms.filter(({ AlarmActions }) => AlarmActions?.length !== 1)).toEqual([])
  })

  it('is mailed to whom the deployment names', () => {
    const told = new Resources(stackOf({ alarmEmail: 'it@mission.test' }).stack)

    expect(told.the('AWS::SNS::Subscription', 'Alarms')).toMatchObject({
      Protocol: 'email',
      Endpoint: 'it@mission.test',
    })
  })
})
