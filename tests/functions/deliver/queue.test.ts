import type { SQSEvent } from 'aws-lambda'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { consume } from '../../../functions/deliver/queue.ts'
import { eventBus, type PutEntries } from '../../../shared/aws/event-bus.ts'
import { putReminders } from '../../../shared/reminder/bus.ts'
import { GroupMessage } from '../../../shared/reminder/group.ts'
import { Bus } from '../../support/bus.ts'

let bus: Bus
let put: PutEntries

beforeEach(async () => {
  bus = await Bus.open()
  const credentials = async () => ({ accessKeyId: 'local', secretAccessKey: 'local' })
  put = eventBus({ region: 'local', endpoint: bus.endpoint, credentials }, 'servanda')
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => bus.close())

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
  const messages = Array.from({ length: 23 }, (_, n) => message(n))

  const taken = await putReminders(put, messages)

  expect(bus.sizes).toEqual([10, 10, 3])
  expect(taken).toEqual(messages)
  expect(bus.entries[0]).toEqual({
    EventBusName: 'servanda',
    Source: 'servanda',
    DetailType: 'ReminderDue',
    Detail: JSON.stringify(messages[0]),
  })
})

it('an entry that the bus did not take is not answered, so that it is published again', async () => {
  bus.takes = ({ Detail }) => !Detail.includes('r2@example.org')

  const taken = await putReminders(put, [message(1), message(2)])

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
