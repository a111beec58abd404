import * as z from 'zod'
import { whyUnreachable } from '../../../shared/channel/target/target.ts'
import { newSecret, rotated } from '../../../shared/channel/webhook/secret.ts'
import { invalid, notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { newId, WebhookId } from '../../../shared/identity/id.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import { Title } from '../../../shared/text/text.ts'
import { WantedTypes, Webhook } from '../../../shared/webhook/webhook.ts'
import { addWebhook, removeWebhook, reviseWebhook } from '../../../shared/webhook/webhook-acts.ts'
import { loadWebhook, StoredWebhook } from '../../../shared/webhook/webhook-store.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { by } from '../organisation-call.ts'
import { pageOf, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'
import { titleList } from '../title-list.ts'

const Url = z.string({ error: 'Write the address of the receiver.' }).max(2_000).meta({ format: 'uri' })
const NewWebhook = z.strictObject({ name: Title, url: Url, types: WantedTypes.default([]) })

/** What can be changed. A disabled webhook is taken up again by setting it active. */
const WebhookChange = NewWebhook.extend({ state: z.enum(['active', 'disabled']) })

/** A webhook as the API shows it: without its secrets. */
const WebhookView = Webhook.omit({ secrets: true }).extend({
  /** While the secret changes over: until when the one before signs too. */
  previousSecretUntil: z.string().nullable(),
})
const WebhookWithSecret = WebhookView.extend({ secret: z.string() })

/** So many receivers a workspace may have. */
const mostWebhooks = 20

export const webhookRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/webhooks',
    operationId: 'addWebhook',
    summary: 'Have a receiver told of changes by signed messages; its secret is shown once',
    permission: 'administer',
    query: noQuery,
    body: NewWebhook,
    answer: WebhookWithSecret,
    status: 201,
    oneTimeSecret: true,
    async run(call) {
      const input = parse(NewWebhook, call.body)
      requireReachable(call, input.url)
      await requireRoom(call)
      const { now } = call
      const secrets = { current: newSecret(), previous: null }
      const made = { status: { state: 'active' }, version: 1, createdAt: now, updatedAt: now }
      const webhook = Webhook.parse({ ...input, ...made, id: newId('webhook'), secrets })
      return {
        ...answerOf(webhook),
        status: 201,
        body: { ...viewOf(webhook), secret: secrets.current },
        location: `/v1/webhooks/${webhook.id}`,
        writes: await addWebhook(by(call), webhook),
      }
    },
  }),
  route({
    method: 'get',
    path: '/v1/webhooks',
    operationId: 'listWebhooks',
    summary: 'List webhooks by name',
    permission: 'administer',
    query: z.strictObject(pageQuery),
    answer: pageOf(WebhookView),
    status: 200,
    run: (call) =>
      titleList(call, {
        name: 'webhooks',
        partition: indexPartitions.webhooks(call.identity.workspaceId),
        matches: () => true,
        load: (item) => viewOf(StoredWebhook.parse(item).data),
      }),
  }),
  route({
    method: 'get',
    path: '/v1/webhooks/{webhookId}',
    operationId: 'readWebhook',
    summary: 'Read a webhook',
    permission: 'administer',
    query: noQuery,
    answer: WebhookView,
    status: 200,
    run: async (call) => answerOf((await webhookOf(call)).data),
  }),
  route({
    method: 'patch',
    path: '/v1/webhooks/{webhookId}',
    operationId: 'changeWebhook',
    summary: 'Change what a webhook is told and where, disable it, or take it up again',
    permission: 'administer',
    query: noQuery,
    body: WebhookChange,
    ifMatch: 'required',
    answer: WebhookView,
    status: 200,
    async run(call) {
      const stored = await webhookOf(call)
      requireMatch(call.ifMatch, etagOf(stored.data.version))
      const { name, url, types, status } = stored.data
      const { state, ...change } = patched(
        WebhookChange,
        { name, url, types, state: status.state },
        call.body,
      )
      if (change.url !== url) requireReachable(call, change.url)
      const disabled = { state: 'disabled', at: call.now, why: 'An administrator disabled it.' } as const
      const next = state === status.state ? status : state === 'active' ? { state } : disabled
      const revised = { ...stored.data, ...change, status: next }
      const { webhook, writes } = await reviseWebhook(by(call), stored, revised, 'changed')
      return { ...answerOf(webhook), writes }
    },
  }),
  route({
    method: 'delete',
    path: '/v1/webhooks/{webhookId}',
    operationId: 'removeWebhook',
    summary: 'Remove a webhook; what it was still to be told is not sent',
    permission: 'administer',
    query: noQuery,
    ifMatch: 'required',
    answer: WebhookView,
    status: 200,
    async run(call) {
      const stored = await webhookOf(call)
      requireMatch(call.ifMatch, etagOf(stored.data.version))
      return { ...answerOf(stored.data), writes: await removeWebhook(by(call), stored) }
    },
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/rotate-secret',
    operationId: 'rotateWebhookSecret',
    summary: 'Make a new secret; the one before signs beside it for a day',
    permission: 'administer',
    query: noQuery,
    body: noBody,
    answer: WebhookWithSecret,
    status: 200,
    oneTimeSecret: true,
    async run(call) {
      parse(noBody, call.body)
      const stored = await webhookOf(call)
      const secrets = rotated(stored.data.secrets, call.now)
      const revised = { ...stored.data, secrets }
      const { webhook, writes } = await reviseWebhook(by(call), stored, revised, 'rotated')
      return { ...answerOf(webhook), body: { ...viewOf(webhook), secret: secrets.current }, writes }
    },
  }),
]

/** @throws Refusal not_found for an id that is unknown, foreign or no id at all */
export async function webhookOf(call: Call): Promise<StoredWebhook> {
  const id = WebhookId.safeParse(call.params.webhookId)
  const stored = id.success ? await loadWebhook(call.table, call.identity.workspaceId, id.data) : undefined
  if (stored === undefined) throw notFound()
  return stored
}

function viewOf({ secrets, ...webhook }: Webhook): z.output<typeof WebhookView> {
  return { ...webhook, previousSecretUntil: secrets.previous?.until ?? null }
}

function answerOf(webhook: Webhook) {
  return { status: 200 as const, body: viewOf(webhook), etag: etagOf(webhook.version) }
}

/** @throws Refusal invalid where nothing may be sent there */
function requireReachable({ reach }: Call, url: string): void {
  const why = whyUnreachable(url, reach)
  if (why !== undefined) throw invalid('/url', why)
}

/** @throws Refusal conflict where the workspace has as many webhooks as it may */
async function requireRoom({ table, identity }: Call): Promise<void> {
  const partition = indexPartitions.webhooks(identity.workspaceId)
  const { items } = await table.query({ index: 'byTitle', partition, limit: mostWebhooks })
  if (items.length === mostWebhooks)
    throw new Refusal('conflict', `There are ${mostWebhooks} webhooks. Remove those that nobody reads.`)
}
