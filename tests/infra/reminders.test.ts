import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { leaseSeconds } from '../../shared/reminder/held-envelope.ts'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf().stack)
const { template } = resources

const alarms = resources
  .ofType('AWS::CloudWatch::Alarm')
  .map(([id, { Properties }]) => ({ id, ...Properties }))
const queue = resources.the('AWS::SQS::Queue', 'DeliveryQueue')
const deliver = resources.the('AWS::Lambda::Function', 'DeliveryFunction')

describe('the sweep', () => {
  it('wakes every minute, in UTC', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    })
  })

  it('is over before the next one wakes', () => {
    expect(resources.the('AWS::Lambda::Function', 'SweepFunction').Timeout).toBeLessThan(60)
  })

  it('that fails is not run again: the next one does its work', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^SweepFunction') },
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    })
  })

  it('in production keeps its place, whatever else the account runs', () => {
    const inDevelopment = new Resources(stackOf({ stage: 'development' }).stack)

    expect(resources.the('AWS::Lambda::Function', 'SweepFunction').ReservedConcurrentExecutions).toBe(1)
    expect(inDevelopment.the('AWS::Lambda::Function', 'SweepFunction')).not.toHaveProperty(
      'ReservedConcurrentExecutions',
    )
  })
})

describe('a reminder', () => {
  it('that cannot be delivered reaches a dead-letter queue that alarms', () => {
    const receivers = {
      worker: queue.RedrivePolicy.deadLetterTargetArn,
      bus: resources.the('AWS::Events::Rule', 'Delivery').Targets[0].DeadLetterConfig.Arn,
      schedule: resources.the('AWS::Scheduler::Schedule', 'Sweep').Target.DeadLetterConfig.Arn,
    }

    const alarmed = alarms
      .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible')
      .map(({ Dimensions: [{ Value }] }) => Value['Fn::GetAtt'][0])
    const reached = Object.values(receivers).map((arn) => arn['Fn::GetAtt'][0])
    expect(alarmed).toEqual(expect.arrayContaining(reached))
    expect(new Set(reached).size).toBe(3)
  })

  it('in a dead-letter queue is kept for two weeks', () => {
    const dead = resources.ofType('AWS::SQS::Queue').filter(([, { Properties }]) => !Properties.RedrivePolicy)

    expect(dead.length).toBeGreaterThanOrEqual(4)
    for (const [, { Properties }] of dead) expect(Properties.MessageRetentionPeriod).toBe(1_209_600)
  })

  it('stays with one worker at least six times as long as that may run', () => {
    expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(deliver.Timeout * 6)
  })

  it('is not taken over from a worker that may still send: the lease outlives it by five minutes of skew', () => {
    expect(leaseSeconds).toBeGreaterThanOrEqual(deliver.Timeout + 300)
  })

  it('that fails comes again alone', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: 1,
    })
  })

  it('that fails for a moment is tried again: it is given up only after five times', () => {
    expect(queue.RedrivePolicy.maxReceiveCount).toBe(5)
  })

  it('waits in the queue where the workers are busy, and is not worn out by refusals', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: 8 },
    })
    expect(deliver).not.toHaveProperty('ReservedConcurrentExecutions')
  })
})
