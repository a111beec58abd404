import * as z from 'zod'
import { ChangeType } from '../../../shared/change/change.ts'
import { findChange } from '../../../shared/change/change-store.ts'
import { notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { keys, starting } from '../../../shared/table/keys.ts'
import { messageItem, WebhookMessage } from '../../../shared/webhook/webhook-message.ts'
import { type PageQuery, pageAnswer, pageOf, pageQuery, pageStart } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'
import { webhookOf } from './webhooks.ts'

/** A message of the log: what a receiver was told of, or is to be, and what came of each try. */
const MessageView = WebhookMessage.omit({ webhookId: true, number: true }).extend({
  messageId: z.string(),
  /** The id that the receiver sees, the same in every try. */
  changeId: z.string(),
  type: ChangeType,
})

export const webhookMessageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/webhooks/{webhookId}/messages',
    operationId: 'listWebhookMessages',
    summary: 'What a webhook was told in the last 30 days, and is to be told, the newest first',
    permission: 'administer',
    query: z.strictObject(pageQuery),
    answer: pageOf(MessageView),
    status: 200,
    run: list,
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/messages/{messageId}/replay',
    operationId: 'replayWebhookMessage',
    summary: 'Tell a webhook once more, with the tries of three days',
    permission: 'administer',
    query: noQuery,
    body: noBody,
    answer: MessageView,
    status: 200,
    async run(call) {
      parse(noBody, call.body)
      const { workspaceId } = call.identity
      const stored = await webhookOf(call)
      const number = z
        .string()
        .regex(/^[1-9]\d{0,9}$/)
        .safeParse(call.params.messageId)
      const key = keys.webhookMessage(workspaceId, stored.data.id, Number(number.data ?? 0))
      const item = await call.table.get(key)
      if (item === undefined) throw notFound()
      if (stored.data.status.state !== 'active')
        throw new Refusal('conflict', 'This webhook is disabled. Take it up again first.')
      const message = WebhookMessage.parse(item.data)
      const again: WebhookMessage = { ...message, state: 'pending', tries: 0, nextTryAt: call.now }
      const when = { state: { is: message.state }, tries: { is: message.tries } }
      const [view] = await viewsOf(call, [again])
      return { status: 200, body: view, writes: [{ put: messageItem(workspaceId, again), when }] }
    },
  }),
]

async function list(call: Call<PageQuery>) {
  const { data } = await webhookOf(call)
  const limit = Number(call.query.limit)
  const name = `messages of ${data.id}`
  const start = await pageStart(call, name)
  const { pk } = keys.webhookMessage(call.identity.workspaceId, data.id, 1)
  const before =
    start === undefined
      ? {}
      : { to: keys.webhookMessage(call.identity.workspaceId, data.id, Number(start) - 1).sk }
  const range = { ...starting(pk, 'N#'), ...before, order: 'descending' as const, limit: limit + 1 }
  const page = await call.table.query(range)
  const messages = page.items.map((item) => WebhookMessage.parse(item.data))
  return pageAnswer(call, name, {
    members: await viewsOf(call, messages.slice(0, limit)),
    hasMore: messages.length > limit,
    position: ({ messageId }) => messageId,
  })
}

async function viewsOf(
  call: Call,
  messages: readonly WebhookMessage[],
): Promise<z.output<typeof MessageView>[]> {
  const views: z.output<typeof MessageView>[] = []
  for (const { webhookId: _, number, ...message } of messages) {
    const change = await findChange(call.table, call.identity.workspaceId, number)
    if (change === undefined) throw new Error(`a message about no change: ${number}`)
    views.push({ ...message, messageId: String(number), changeId: change.id, type: change.type })
  }
  return views
}
