import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeployedProduct } from './deployed-product.ts'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf({ baseUrl: 'https://desk.mission.test' }).stack)
let product: DeployedProduct

beforeEach(async () => {
  product = await DeployedProduct.open(resources, '2026-03-02T09:00:00Z')
})
afterEach(() => product.close())

function report(): Promise<{ id: string }> {
  const schedule = { kind: 'once', on: '2026-06-01' }
  return product.api('POST', '/v1/commitments', { title: 'Annual report', schedule, leadDays: [30] })
}

function idOf(type: string, prefix: string): string | undefined {
  return resources.ofType(type).find(([id]) => id.startsWith(prefix))?.[0]
}

describe('a schedule', () => {
  it('wakes the sweep', () => {
    const { Target } = resources.the('AWS::Scheduler::Schedule', 'Sweep')

    expect(Target.Arn['Fn::GetAtt'][0]).toBe(idOf('AWS::Lambda::Function', 'SweepFunction'))
  })
})

describe('the rule', () => {
  it('fills the queue that feeds the delivery', () => {
    const { Targets } = resources.the('AWS::Events::Rule', 'Delivery')
    const { EventSourceArn, FunctionName } = resources.the('AWS::Lambda::EventSourceMapping', 'Delivery')

    expect(Targets.map(({ Arn }: any) => Arn)).toEqual([EventSourceArn])
    expect(FunctionName.Ref).toBe(idOf('AWS::Lambda::Function', 'DeliveryFunction'))
  })
})

describe('what is due', () => {
  it('becomes one mail, from the deployment’s sender, through its configuration set, with a link', async () => {
    const { id } = await report()
    product.setClock('2026-05-01T08:00:00Z')

    const entries = await product.sweep()
    const answers = await product.deliver([...entries, ...entries])

    expect(answers).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }])
    expect(product.mails()).toMatchObject([
      {
        FromEmailAddress: expect.stringMatching(/^"?Servanda"? <reminders@mission\.test>$/),
        Destination: { ToAddresses: ['admin@example.org'] },
        ConfigurationSetName: idOf('AWS::SES::ConfigurationSet', 'Delivery'),
      },
    ])
    const text = product.mails()[0]?.Content?.Simple?.Body?.Text?.Data
    expect(text).toContain('https://desk.mission.test')
    expect(text).toContain(id)
  })

  it('and was not taken by the bus is put there again by the next wake', async () => {
    await report()
    product.setClock('2026-05-01T08:00:00Z')
    product.bus.on(PutEventsCommand).resolves({ Entries: [{ ErrorCode: 'InternalFailure' }] })
    const refused = await product.sweep()
    product.setClock('2026-05-01T08:01:00Z')

    const again = await product.sweep()

    expect(refused).toHaveLength(1)
    expect(again).toEqual(refused)
  })

  it('and was taken is not put there again a minute later', async () => {
    await report()
    product.setClock('2026-05-01T08:00:00Z')
    const taken = await product.sweep()
    product.setClock('2026-05-01T08:01:00Z')

    expect(taken).toHaveLength(1)
    expect(await product.sweep()).toEqual([])
  })
})
