import { readFileSync } from 'node:fs'
import { App, Validations } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, inject, it } from 'vitest'
import { ServandaStack } from '../../infra/servanda-stack.ts'
import { tableDefinition } from '../../infra/table-template.ts'

function synthesise(stage = 'production') {
  const app = new App({ analyticsReporting: false })
  const stack = new ServandaStack(app, 'Servanda', { stage: { stage, mailFrom: 'servanda@example.org' } })
  return { app, stack, template: Template.fromStack(stack) }
}

const { template } = synthesise()
const resources: Record<string, any> = template.toJSON().Resources

function ofType(type: string): [string, any][] {
  return Object.entries(resources).filter(([, { Type }]) => Type === type)
}

/** The statements of the policies of a role whose logical id begins so. */
function statementsOf(prefix: string): any[] {
  return ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: any) => Ref.startsWith(prefix)))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
}

function actionsOf(prefix: string): string[] {
  return [...new Set(statementsOf(prefix).flatMap(({ Action }) => Action))].sort()
}

describe('the table', () => {
  it('keeps what is deleted or overwritten recoverable, and cannot be deleted by mistake', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    })
  })

  it('goes with its stack on a stage that is not production', () => {
    synthesise('development').template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    })
  })

  it('on one machine is the one that is deployed', () => {
    const [[, { Properties }] = ['', {}]] = ofType('AWS::DynamoDB::Table')

    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = Properties
    expect(tableDefinition()).toMatchObject({ KeySchema, AttributeDefinitions, GlobalSecondaryIndexes })
    expect(JSON.parse(inject('tableDefinition'))).toEqual(tableDefinition())
  })
})

describe('a function may do', () => {
  const item = (...actions: string[]) => actions.map((action) => `dynamodb:${action}`)

  it('what the API needs, and nothing else', () => {
    expect(actionsOf('ApiFunctionRole')).toEqual(
      [
        ...item(
          'BatchGetItem',
          'ConditionCheckItem',
          'DeleteItem',
          'GetItem',
          'PutItem',
          'Query',
          'UpdateItem',
        ),
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ].sort(),
    )
  })

  it('what the sweep needs, and nothing else', () => {
    expect(actionsOf('SweepFunctionRole')).toEqual(
      [
        ...item('ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
        'events:PutEvents',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ].sort(),
    )
  })

  it('what the delivery needs, and nothing else', () => {
    expect(actionsOf('DeliveryFunctionRole')).toEqual(
      [
        ...item('BatchGetItem', 'ConditionCheckItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'ses:SendEmail',
        ...[
          'ChangeMessageVisibility',
          'DeleteMessage',
          'GetQueueAttributes',
          'GetQueueUrl',
          'ReceiveMessage',
        ].map((action) => `sqs:${action}`),
      ].sort(),
    )
  })

  it('nothing by a wildcard, and no scan', () => {
    const allowed = ofType('AWS::IAM::Policy')
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action, Resource }) => [Action, Resource].flat().map((each) => JSON.stringify(each)))

    expect(allowed.filter((each) => each.includes('*') || each.includes('Scan'))).toEqual([])
  })

  it('read the wake index only where it sweeps', () => {
    const readsWake = ofType('AWS::IAM::Policy').filter(([, policy]) =>
      JSON.stringify(policy).includes('index/byWake'),
    )

    expect(readsWake.map(([id]) => id)).toEqual([expect.stringMatching(/^SweepFunctionRole/)])
  })
})

describe('a reminder', () => {
  it('that cannot be delivered reaches a dead-letter queue that alarms', () => {
    const queues = ofType('AWS::SQS::Queue')
    const dead = queues
      .filter(([, { Properties }]) => Properties.RedrivePolicy === undefined)
      .map(([id]) => id)
    const watched = ofType('AWS::CloudWatch::Alarm').map(([, alarm]) => JSON.stringify(alarm))

    const targets = ofType('AWS::Events::Rule').flatMap(([, { Properties }]) => Properties.Targets)
    expect(targets.map(({ DeadLetterConfig }) => DeadLetterConfig)).toEqual([expect.anything()])
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: { DeadLetterConfig: { Arn: Match.anyValue() } },
    })
    expect(dead).toHaveLength(3)
    for (const id of dead) expect(watched.some((alarm) => alarm.includes(id))).toBe(true)
  })

  it('stays with one worker longer than that may run, six times over', () => {
    const [[, queue] = ['', {}]] = ofType('AWS::SQS::Queue').filter(
      ([, { Properties }]) => Properties.RedrivePolicy,
    )
    const [[, consumer] = ['', {}]] = ofType('AWS::Lambda::Function').filter(([id]) =>
      id.startsWith('Delivery'),
    )

    expect(queue.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(consumer.Properties.Timeout * 6)
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
  })

  it('is woken every minute, in UTC', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
    })
  })
})

describe('an alarm', () => {
  it('rings when no sweep has run for 15 minutes, also where nothing is measured at all', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Invocations',
      Period: 300,
      EvaluationPeriods: 3,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })

  it('says what it means and where to read on, and tells somebody', () => {
    for (const [, { Properties }] of ofType('AWS::CloudWatch::Alarm')) {
      expect(Properties.AlarmDescription).toMatch(/^.+: .+\. See docs\/operations\.md, ".+"\.$/)
      expect(Properties.AlarmActions).toHaveLength(1)
    }
  })
})

describe('the template', () => {
  it('is the same whenever it is synthesised', () => {
    expect(synthesise().template.toJSON()).toEqual(template.toJSON())
  })

  it('passes the AwsSolutions pack of cdk-nag', () => {
    const { app, stack } = synthesise()
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app))

    expect(() => app.synth({ force: true })).not.toThrow()
    expect(stack.node.metadata.filter(({ type }) => type === 'aws:cdk:error')).toEqual([])
  })
})

it('the operations manual has a heading for each alarm', () => {
  const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
  const named = ofType('AWS::CloudWatch::Alarm').map(
    ([, { Properties }]) => /"(.+)"\.$/.exec(Properties.AlarmDescription)?.[1],
  )

  expect(named.length).toBeGreaterThan(5)
  for (const heading of named) expect(manual).toContain(`\n### ${heading}\n`)
})
