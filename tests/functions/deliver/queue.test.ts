import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { SQSEvent } from 'aws-lambda'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, expect, it, vi } from 'vitest'
import { consume } from '../../../functions/deliver/queue.ts'
import { putReminders } from '../../../shared/reminder/bus.ts'
import { GroupMessage } from '../../../shared/reminder/group.ts'

const bus = mockClient(EventBridgeClient)

beforeEach(() => {
  bus.reset()
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

function message(n: number): GroupMessage {
  const sendAt = '2026-05-01T08:00:00Z'
  return GroupMessage.parse({
    workspaceId: 'ws_a',
    channel: 'email',
    recipient: `r${n}@example.org`,
    sendAt,
    label: 'none',
  })
}

it('the bus is given at most ten entries at a time', async () => {
  bus.on(PutEventsCommand).callsFake(({ Entries }) => ({ Entries: Entries.map(() => ({ EventId: 'e' })) }))
  const messages = Array.from({ length: 23 }, (_, n) => message(n))

  const taken = await putReminders(new EventBridgeClient({ region: 'local' }), 'servanda', messages)

  const sizes = bus.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries?.length)
  expect(sizes).toEqual([10, 10, 3])
  expect(taken).toEqual(messages)
  expect(bus.commandCalls(PutEventsCommand)[0]!.args[0].input.Entries![0]).toEqual({
    EventBusName: 'servanda',
    Source: 'servanda',
    DetailType: 'ReminderDue',
    Detail: JSON.stringify(messages[0]),
  })
})

it('an entry that the bus did not take is not answered, so that it is published again', async () => {
  bus.on(PutEventsCommand).resolves({ Entries: [{ EventId: 'e' }, { ErrorCode: 'ThrottlingException' }] })

  const taken = await putReminders(new EventBridgeClient({ region: 'local' }), 'servanda', [
    message(1),
    message(2),
  ])

  expect(taken).toEqual([message(1)])
})

it('a message that fails comes again alone', async () => {
  const done: string[] = []
  const handler = consume(async ({ recipient }) => {
    if (recipient === 'r2@example.org') throw new Error('not now')
    done.push(recipient)
  })
  const bodies = [message(1), message(2), message(3)].map((detail) => JSON.stringify({ detail }))
  const Records = [...bodies, 'not json'].map((body, n) => ({ messageId: `m${n + 1}`, body }))

  const answer = await handler({ Records } as unknown as SQSEvent)

  expect(done).toEqual(['r1@example.org', 'r3@example.org'])
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm2' }, { itemIdentifier: 'm4' }])
})
