import { describe, expect, it } from 'vitest'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf().stack)

const logs = ['logs:CreateLogStream', 'logs:PutLogEvents']
const consume = [
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ReceiveMessage',
]
const item = (...actions: string[]) => actions.map((action) => `dynamodb:${action}`)

function statementsOf(prefix: string) {
  return resources.allowed().filter(({ role }) => role.startsWith(prefix))
}

describe('a role may do exactly what it needs', () => {
  it.each([
    {
      of: 'the API',
      prefix: 'ApiFunctionRole',
      actions: [
        ...item(
          'BatchGetItem',
          'ConditionCheckItem',
          'DeleteItem',
          'DescribeTable',
          'GetItem',
          'PutItem',
          'Query',
          'UpdateItem',
        ),
        ...logs,
      ],
    },
    {
      of: 'the sweep',
      prefix: 'SweepFunctionRole',
      actions: [
        ...item(
          'BatchGetItem',
          'ConditionCheckItem',
          'DeleteItem',
          'DescribeTable',
          'GetItem',
          'PutItem',
          'Query',
          'UpdateItem',
        ),
        'events:PutEvents',
        ...logs,
      ],
    },
    {
      of: 'the delivery',
      prefix: 'DeliveryFunctionRole',
      actions: [
        ...item(
          'BatchGetItem',
          'ConditionCheckItem',
          'DescribeTable',
          'GetItem',
          'PutItem',
          'Query',
          'UpdateItem',
        ),
        ...logs,
        'ses:SendEmail',
        ...consume.map((action) => `sqs:${action}`),
      ],
    },
    {
      of: 'the calendar feeds',
      prefix: 'FeedsFunctionRole',
      actions: [...item('BatchGetItem', 'GetItem', 'Query'), ...logs],
    },
    {
      of: 'what SES tells of mails',
      prefix: 'ProviderEventsFunctionRole',
      actions: [
        ...item('GetItem', 'PutItem', 'Query', 'UpdateItem'),
        ...logs,
        ...consume.map((action) => `sqs:${action}`),
      ],
    },
    {
      of: 'who tells requests of the distribution from others',
      prefix: 'OriginFunctionRole',
      actions: logs,
    },
    {
      of: 'the links of mails',
      prefix: 'MailLinksFunctionRole',
      actions: [...item('BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'), ...logs],
    },
    {
      of: 'the reconcile',
      prefix: 'ReconcileFunctionRole',
      actions: [
        ...item('BatchGetItem', 'ConditionCheckItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
        ...logs,
      ],
    },
    {
      of: 'the witness',
      prefix: 'WitnessFunctionRole',
      actions: [...item('BatchGetItem', 'GetItem', 'Query'), ...logs],
    },
    {
      of: 'who reads published calendars',
      prefix: 'SessionCalendarsFunctionRole',
      actions: [...item('BatchGetItem', 'GetItem', 'PutItem', 'Query'), ...logs],
    },
    {
      of: 'the schedule of the published calendars',
      prefix: 'SessionCalendarsScheduleRole',
      actions: ['lambda:InvokeFunction', 'sqs:SendMessage'],
    },
    {
      of: 'the schedule of the witness',
      prefix: 'WitnessScheduleRole',
      actions: ['lambda:InvokeFunction', 'sqs:SendMessage'],
    },
    {
      of: 'the reader of the stream',
      prefix: 'ChangesFunctionRole',
      actions: [
        ...item(
          'BatchGetItem',
          'DescribeStream',
          'GetItem',
          'GetRecords',
          'GetShardIterator',
          'ListStreams',
          'PutItem',
          'Query',
        ),
        'events:PutEvents',
        ...logs,
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:SendMessage',
      ],
    },
    {
      of: 'who calls webhooks',
      prefix: 'WebhooksFunctionRole',
      actions: [
        ...item('DescribeTable', 'GetItem', 'PutItem'),
        ...logs,
        ...consume.map((action) => `sqs:${action}`),
      ],
    },
    {
      of: 'who publishes the dashboard',
      prefix: 'WebFilesRole',
      actions: [
        'cloudfront:CreateInvalidation',
        'cloudfront:GetInvalidation',
        ...logs,
        's3:GetObject',
        's3:ListBucket',
        's3:PutObject',
      ],
    },
    {
      of: 'the schedule',
      prefix: 'SweepScheduleRole',
      actions: ['lambda:InvokeFunction', 'sqs:SendMessage'],
    },
    {
      of: 'the schedule of the reconcile',
      prefix: 'ReconcileScheduleRole',
      actions: ['lambda:InvokeFunction', 'sqs:SendMessage'],
    },
  ])('$of', ({ prefix, actions }) => {
    const may = new Set(statementsOf(prefix).flatMap(({ Action }) => Action))

    expect([...may].sort()).toEqual(actions)
  })

  it('and no role is left out of this list', () => {
    const roles = resources.ofType('AWS::IAM::Role').map(([id]) => id.slice(0, -8))

    expect(roles.sort()).toEqual([
      'ApiFunctionRole',
      'ChangesFunctionRole',
      'DeliveryFunctionRole',
      'FeedsFunctionRole',
      'MailLinksFunctionRole',
      'OriginFunctionRole',
      'ProviderEventsFunctionRole',
      'ReconcileFunctionRole',
      'ReconcileScheduleRole',
      'SessionCalendarsFunctionRole',
      'SessionCalendarsScheduleRole',
      'SweepFunctionRole',
      'SweepScheduleRole',
      'WebFilesRole',
      'WebhooksFunctionRole',
      'WitnessFunctionRole',
      'WitnessScheduleRole',
    ])
    for (const [, { Properties }] of resources.ofType('AWS::IAM::Role'))
      expect(Object.keys(Properties)).toEqual(['AssumeRolePolicyDocument'])
  })
})

describe('on what it may do it', () => {
  it('no statement has a wildcard or a scan', () => {
    // Lambda lists the streams of the one table.
    const listing = ({ Action }: { Action: string[] }) => Action.includes('dynamodb:ListStreams')
    const statements = resources.allowed().filter((each) => !listing(each))
    const words = statements
      .flatMap(({ Action, Resource }) => [...Action, ...Resource])
      // What the dashboard loads is named by its content.
      .filter(
        (word) =>
          !/^{"Fn::Join":\["",\[{"Fn::GetAtt":\["WebBucket\w+","Arn"\]},"\/assets\/\*"\]\]}$/.test(word),
      )

    expect(words.length).toBeGreaterThan(20)
    expect(words.filter((word) => word.includes('*') || word.includes('Scan'))).toEqual([])
  })

  it.each([
    ['ApiFunctionRole', ['byDue', 'byTitle']],
    ['SweepFunctionRole', ['byTitle', 'byWake']],
    ['DeliveryFunctionRole', ['byDue']],
    ['ChangesFunctionRole', ['byTitle']],
    ['WebhooksFunctionRole', []],
    ['ReconcileFunctionRole', ['byDue', 'byTitle']],
    ['WitnessFunctionRole', ['byTitle']],
    ['MailLinksFunctionRole', []],
    ['FeedsFunctionRole', ['byDue']],
  ])('%s queries the indexes %j', (prefix, indexes) => {
    const onIndexes = statementsOf(prefix).filter(({ Resource }) => Resource.join().includes('/index/'))

    const named = onIndexes.flatMap(({ Resource }) => Resource.map((each) => /index\/(\w+)/.exec(each)?.[1]))
    expect(named.sort()).toEqual(indexes)
    for (const { Action } of onIndexes) expect(Action).toEqual(['dynamodb:Query'])
  })

  it('mail leaves from one identity, through one configuration set', () => {
    const [send] = statementsOf('DeliveryFunctionRole').filter(({ Action }) =>
      Action.includes('ses:SendEmail'),
    )

    expect(
      send?.Resource.map((each) => /:(identity|configuration-set)\/([^"]*)/.exec(each)?.slice(1, 3)),
    ).toEqual([
      ['identity', 'reminders@mission.test'],
      ['identity', 'mission.test'],
      ['configuration-set', ''],
    ])
  })

  it('events go to one bus', () => {
    const [put] = statementsOf('SweepFunctionRole').filter(({ Action }) =>
      Action.includes('events:PutEvents'),
    )

    expect(put?.Resource).toEqual([expect.stringMatching(/^{"Fn::GetAtt":\["DeliveryBus\w+","Arn"\]}$/)])
  })

  it('nobody else’s schedule or alarm borrows our permissions', () => {
    const trusted = JSON.stringify(resources.the('AWS::IAM::Role', 'SweepScheduleRole'))
    const topic = resources.the('AWS::SNS::TopicPolicy', 'Alarms').PolicyDocument.Statement

    const ours = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }
    expect(trusted).toContain(JSON.stringify(ours))
    expect(topic.filter(({ Effect }: any) => Effect === 'Allow')).toEqual([
      expect.objectContaining({ Condition: ours }),
    ])
  })
})
