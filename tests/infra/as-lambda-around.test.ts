import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { originHeader } from '../../functions/origin/came-through.ts'
import { RecordId } from '../../shared/identity/id.ts'
import { WorkspaceId } from '../../shared/identity/workspace-id.ts'
import { Envelope, providerKey } from '../../shared/reminder/envelope.ts'
import { keys, starting } from '../../shared/table/keys.ts'
import { fromSes, permanent } from '../functions/provider-events/ses-events.ts'
import { streamRecords } from '../support/stream-records.ts'
import { counted, DeployedLambdas, message } from './deployed-lambdas.ts'

const recordedAt = '2026-03-02T09:00:00Z'
const dueAt = '2026-05-25T08:00:30Z'
/** Each function has a clock of its own, which begins where it is told to: this is after whatever began at `dueAt`. */
const laterAt = '2026-05-25T08:05:30Z'
const schedule = { kind: 'once', on: '2026-06-01' }

let lambdas: DeployedLambdas
let recordId: string

/** A desk whose report fell due and was mailed by the functions themselves. */
beforeAll(async () => {
  lambdas = await DeployedLambdas.open(recordedAt)
  const { desk, bus } = lambdas
  await desk.done('POST', '/v1/webhooks', { name: 'Archive', url: 'https://archive.invalid/in' })
  const report = { title: 'Annual report', schedule, leadDays: [7] }
  recordId = (await desk.done('POST', '/v1/commitments', report)).id
  const sweep = await lambdas.start('sweep', 'SweepFunction', dueAt)
  await sweep.invoke({})
  const deliver = await lambdas.start('deliver', 'DeliveryFunction', dueAt)
  await deliver.invoke({ Records: [message('due', JSON.parse(bus.entries[0]!.Detail))] })
  desk.setClock(dueAt)
})
afterAll(() => lambdas.close())

describe('what would be deployed, run as Lambda runs it,', () => {
  it('lets through what came by the distribution, and nothing else', async () => {
    const secret = 's'.repeat(48)
    const origin = await lambdas.run('origin', { ORIGIN_SECRET: secret })
    const asked = (value: string) => origin.invoke({ version: '2.0', headers: { [originHeader]: value } })

    expect(await asked(secret)).toEqual({ kind: 'answered', payload: { isAuthorized: true } })
    expect(await asked('another')).toEqual({ kind: 'answered', payload: { isAuthorized: false } })
  })

  it('answers a calendar feed', async () => {
    const { url } = await lambdas.desk.done('POST', '/v1/feeds', { name: 'Mine' })
    const feed = await lambdas.start('feed', 'FeedsFunction', dueAt)

    const answer = await feed.invoke(lambdas.request('GET', url))

    expect(answer).toMatchObject({
      kind: 'answered',
      payload: { statusCode: 200, headers: { 'content-type': expect.stringContaining('text/calendar') } },
    })
  })

  it('shows what a link of the mail would do, and writes down no more of a wrong one than that', async () => {
    const [mail] = await lambdas.mails()
    const link = /https:\/\/api\.mission\.test\/mail-links\S+/.exec(mail!.body.text)![0]
    const links = await lambdas.start('mail-links', 'MailLinksFunction', dueAt)

    const shown = await links.invoke(lambdas.request('GET', link))
    const wrong = await links.invoke(lambdas.request('GET', `${link.slice(0, -4)}AAAA`))

    expect(shown).toMatchObject({ kind: 'answered', payload: { statusCode: 200 } })
    expect(wrong).toMatchObject({ kind: 'answered', payload: { statusCode: 404 } })
    expect(links.logs).not.toContain(new URL(link).search.slice(-20, -4))
  })

  it('takes what SES tells, numbers what follows from it, and calls those who want to know', async () => {
    const { desk, bus } = lambdas
    const told = await lambdas.start('provider-events', 'ProviderEventsFunction', dueAt)

    const taken = await told.invoke({
      Records: [
        { messageId: 'bad', body: 'no JSON' },
        message('bounce', fromSes(await mailKey(), 'Bounce', permanent)),
      ],
    })

    expect(taken).toEqual({ kind: 'answered', payload: { batchItemFailures: [{ itemIdentifier: 'bad' }] } })
    expect((await desk.done('GET', '/v1/reminders?state=failed')).data).toHaveLength(1)

    const changes = await lambdas.start('changes', 'ChangesFunction', dueAt)
    const before = bus.entries.length
    const Records = await streamRecords(inject('databaseEndpoint'), lambdas.tableName)
    expect(await changes.invoke({ Records })).toMatchObject({ kind: 'answered' })

    // What the alarm for held and failed reminders counts.
    expect(counted('ChangesUnreached', changes.logs)).toEqual([1])
    expect(bus.entries.slice(before).map(({ DetailType }) => DetailType)).toEqual(
      expect.arrayContaining(['RecordChanged', 'ReminderSent', 'ReminderFailed']),
    )

    const sweep = await lambdas.start('sweep', 'SweepFunction', laterAt)
    await sweep.invoke({})
    const [due] = bus.entries.filter(({ DetailType }) => DetailType === 'WebhookDue')
    const webhook = await lambdas.start('webhook', 'WebhooksFunction', laterAt)

    const called = await webhook.invoke({ Records: [message('due', JSON.parse(due!.Detail))] })
    const unread = await webhook.invoke({ Records: [message('bad', {})] })

    expect([called.kind, unread.kind]).toEqual(['answered', 'failed'])
    expect(webhook.logs).not.toMatch(/archive\.invalid\/in/)
  })

  it('compares at night, mends what differs, and writes it as the alarm reads it', async () => {
    const { desk } = lambdas
    const key = keys.record(await workspaceId(), RecordId.parse(recordId))
    await desk.table.write([{ update: key, remove: ['wakeAt', 'wakeShard'] }])
    const reconcile = await lambdas.start('reconcile', 'ReconcileFunction', '2026-05-26T01:00:00Z')

    expect(await reconcile.invoke({})).toEqual({ kind: 'answered', payload: { isOver: true } })

    expect(reconcile.logs).toMatch(/"level":"ERROR".*sleeps_too_long/)
    expect((await desk.table.get(key))?.wakeAt).toBeDefined()
  })

  it('writes down how far every history goes', async () => {
    const witness = await lambdas.start('witness', 'WitnessFunction', dueAt)

    const { payload } = (await witness.invoke({})) as { payload: { count: number } }

    expect(payload.count).toBeGreaterThan(2)
    expect(witness.logs).toContain(recordId)
  })
})

async function workspaceId(): Promise<WorkspaceId> {
  const { items } = await lambdas.desk.table.query({ partition: 'WORKSPACES' })
  return WorkspaceId.parse(items[0]?.sk)
}

/** By what SES knows the mail. */
async function mailKey(): Promise<string> {
  const { desk } = lambdas
  const [{ recipient }] = (await desk.done('GET', '/v1/reminders')).data
  const id = await workspaceId()
  const partition = keys.outbox(id, recipient, 'email')
  const { items } = await desk.table.query({ ...starting(partition, 'ENVELOPE#') })
  return providerKey(id, Envelope.parse(items[0]?.data))
}
