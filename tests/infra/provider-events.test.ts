import { expect, it } from 'vitest'
import { leaseSeconds } from '../../shared/reminder/held-envelope.ts'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf().stack)
const rule = resources.the('AWS::Events::Rule', 'ProviderEvents')
const queue = resources.the('AWS::SQS::Queue', 'ProviderEventsQueue')
const fn = resources.the('AWS::Lambda::Function', 'ProviderEventsFunction')

it('SES tells of every mail that we send: each goes through the set whose events are on the bus', () => {
  const { ConfigurationSetName, EventDestination } = resources.the(
    'AWS::SES::ConfigurationSetEventDestination',
    'Delivery',
  )
  const deliver = resources.the('AWS::Lambda::Function', 'DeliveryFunction')

  expect(ConfigurationSetName).toEqual(deliver.Environment.Variables.SES_CONFIGURATION_SET)
  expect(EventDestination).toMatchObject({
    Enabled: true,
    MatchingEventTypes: ['send', 'delivery', 'deliveryDelay', 'bounce', 'reject', 'complaint'],
  })
  expect(JSON.stringify(EventDestination.EventBridgeDestination.EventBusArn)).toContain('event-bus/default')
})

it('the rule lets through what SES tells of our own set, and nothing else of the account', () => {
  const { ConfigurationSetName } = resources.the('AWS::SES::ConfigurationSetEventDestination', 'Delivery')

  expect(rule).toMatchObject({
    EventBusName: 'default',
    State: 'ENABLED',
    EventPattern: {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [ConfigurationSetName] } } },
    },
  })
})

it('an event that comes while its envelope is worked on comes again until the lease is over', () => {
  expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(fn.Timeout * 6)
  expect(queue.RedrivePolicy.maxReceiveCount * queue.VisibilityTimeout).toBeGreaterThan(2 * leaseSeconds)
  const [, mapping] = resources
    .ofType('AWS::Lambda::EventSourceMapping')
    .find(([id]) => id.startsWith('ProviderEventsFunction'))!
  expect(mapping.Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
})

it('what is given up reaches dead letters that ring', () => {
  const alarmed = resources
    .ofType('AWS::CloudWatch::Alarm')
    .flatMap(([, { Properties }]) => Properties.Dimensions ?? [])
    .map(({ Value }: any) => Value['Fn::GetAtt']?.[0])

  for (const arn of [queue.RedrivePolicy.deadLetterTargetArn, rule.Targets[0].DeadLetterConfig.Arn])
    expect(alarmed).toContain(arn['Fn::GetAtt'][0])
})

it.each([
  ['MailsComeBack', 'Reputation.BounceRate', 0.05],
  ['MailsAreCalledSpam', 'Reputation.ComplaintRate', 0.001],
])('%s rings before SES itself looks at the account', (name, metric, reviewed) => {
  const alarm = resources.the('AWS::CloudWatch::Alarm', `Alarms${name}`)
  const { ConfigurationSetName } = resources.the('AWS::SES::ConfigurationSetEventDestination', 'Delivery')

  expect(alarm).toMatchObject({
    Namespace: 'AWS/SES',
    MetricName: metric,
    Dimensions: [{ Name: 'ses:configuration-set', Value: ConfigurationSetName }],
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  })
  expect(alarm.Threshold).toBeLessThan(reviewed)
})
