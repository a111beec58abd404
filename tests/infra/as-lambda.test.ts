import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { counted, DeployedLambdas, message } from './deployed-lambdas.ts'

const recordedAt = '2026-03-02T09:00:00Z'
/** A week before the deadline of the test, at the sending hour. */
const dueAt = '2026-05-25T08:00:30Z'

let lambdas: DeployedLambdas

beforeAll(async () => {
  lambdas = await DeployedLambdas.open(recordedAt)
})
afterAll(() => lambdas.close())

describe('what would be deployed, run as Lambda runs it', () => {
  it('records a commitment, sweeps it a week before it is due, and sends the mail once', async () => {
    const api = await lambdas.start('api', 'ApiFunction', recordedAt)
    const commitment = {
      title: 'Annual report',
      schedule: { kind: 'once', on: '2026-06-01' },
      leadDays: [7],
    }
    const created = await api.invoke(lambdas.request('POST', '/v1/commitments', commitment))
    expect(created).toMatchObject({ kind: 'answered', payload: { statusCode: 201 } })
    const read = await api.invoke(lambdas.request('GET', '/v1/deadlines'))
    expect(read).toMatchObject({ kind: 'answered', payload: { statusCode: 200 } })
    expect(api.starts).toBe(1)

    const sweep = await lambdas.start('sweep', 'SweepFunction', dueAt)
    const swept = await sweep.invoke({})
    expect(swept).toMatchObject({ kind: 'answered', payload: { planned: 1, published: 1 } })
    expect(lambdas.bus.entries).toHaveLength(1)
    expect(counted('SweepOldestDueSeconds', sweep.logs)).toEqual([0])

    const deliver = await lambdas.start('deliver', 'DeliveryFunction', dueAt)
    const event = JSON.parse(lambdas.bus.entries[0]!.Detail)
    const delivered = await deliver.invoke({
      Records: [message('bad', {}), message('good', event), message('twice', event)],
    })
    expect(delivered).toEqual({
      kind: 'answered',
      payload: { batchItemFailures: [{ itemIdentifier: 'bad' }] },
    })
    expect(await lambdas.mails()).toMatchObject([
      { subject: expect.stringContaining('Annual report'), destination: { to: ['admin@example.org'] } },
    ])
    // The level that the alarms count.
    expect(deliver.logs).toMatch(/"level":"ERROR"/)
  })

  it('that runs out of time is killed, and the next call has a new process that answers', async () => {
    const api = await lambdas.start('api', 'ApiFunction', recordedAt)

    const cutOff = await api.invoke(lambdas.request('GET', '/v1/healthz'), 1)
    const next = await api.invoke(lambdas.request('GET', '/v1/healthz'))

    expect(cutOff).toEqual({ kind: 'timed out' })
    expect(next).toMatchObject({ kind: 'answered', payload: { statusCode: 200 } })
    expect(api.starts).toBe(2)
  })

  it('without its environment does not start, and says which variable it misses', async () => {
    const api = await lambdas.run('api', { AWS_REGION: 'eu-central-1' })

    const failed = await api.invoke(lambdas.request('GET', '/v1/healthz'))

    expect(failed.kind).toBe('failed')
    expect(api.logs).toContain('TABLE_NAME')
  })
})
