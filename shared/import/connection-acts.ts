import * as z from 'zod'
import { addChannel, reviseChannel } from '../channel/channel-acts.ts'
import { loadChannel } from '../channel/channel-store.ts'
import { importedStatus, unsetTarget } from '../channel/imported-status.ts'
import { ChannelKind, KeptChannel } from '../channel/kept-channel.ts'
import { whyUnreachable } from '../channel/target/target.ts'
import { newSecret } from '../channel/webhook/secret.ts'
import { Refusal } from '../errors/refusal.ts'
import { Feed, KeptFeed } from '../feed/feed.ts'
import { feedPuts, feedRevised, loadFeed } from '../feed/feed-store.ts'
import { changesBetween } from '../history/history.ts'
import { ChannelId, FeedId, PersonId, WebhookId } from '../identity/id.ts'
import { Title } from '../text/text.ts'
import { newSecretText } from '../token/token.ts'
import { WantedTypes, Webhook } from '../webhook/webhook.ts'
import { addWebhook, reviseWebhook } from '../webhook/webhook-acts.ts'
import { loadWebhook } from '../webhook/webhook-store.ts'
import type { LineFault } from './step.ts'
import { parsedBody, refusedAs, type StepAct, type StepCall, written } from './step-act.ts'

const State = z.enum(['active', 'disabled']).default('active')
const GivenChannel = z.strictObject({ kind: ChannelKind, name: Title, state: State })
const GivenWebhook = z.strictObject({ name: Title, url: z.string(), types: WantedTypes, state: State })

/** A secret is in no export: what needs one is brought in without, says so, and sends nothing until a person has set it. */
function stillToDo(remedy: string): readonly LineFault[] {
  return [{ column: null, reason: 'Its secret is in no export.', remedy }]
}

export async function channelAct({ scope, step, body, by }: StepCall): Promise<StepAct> {
  const id = ChannelId.parse(await scope.idOf(step))
  const { kind, name, state } = parsedBody(GivenChannel, body)
  const before = await loadChannel(scope.parts.table, by.workspaceId, id)
  if (before !== undefined) {
    if (before.data.kind !== kind)
      throw new Refusal('conflict', 'A channel keeps its kind. Add another channel.')
    const { writes } = await reviseChannel(by, before, { ...before.data, name }, 'imported')
    return written('update', id, writes)
  }
  const channel = KeptChannel.parse({
    id,
    kind,
    name,
    target: unsetTarget,
    secrets: kind === 'webhook' ? { current: newSecret(), previous: null } : null,
    status: importedStatus(state, by.now),
    version: 1,
    createdAt: by.now,
    updatedAt: by.now,
  })
  const notes = stillToDo('Set the target of the channel, of a webhook make a new secret, and set it active.')
  return { outcome: 'create', id, writes: await addChannel(by, channel), notes }
}

export async function webhookAct({ scope, step, body, by }: StepCall): Promise<StepAct> {
  const id = WebhookId.parse(await scope.idOf(step))
  const { state, ...given } = parsedBody(GivenWebhook, body)
  // Whether this machine may be reached is for what sends to say: it looks again.
  const why = whyUnreachable(given.url, 'loopback_too')
  if (why !== undefined)
    return refusedAs({ column: '/url', reason: 'Nothing may be sent there.', remedy: why })
  const before = await loadWebhook(scope.parts.table, by.workspaceId, id)
  if (before !== undefined)
    return written(
      'update',
      id,
      (await reviseWebhook(by, before, { ...before.data, ...given }, 'imported')).writes,
    )
  const webhook = Webhook.parse({
    ...given,
    id,
    secrets: { current: newSecret(), previous: null },
    status: importedStatus(state, by.now),
    version: 1,
    createdAt: by.now,
    updatedAt: by.now,
  })
  const notes = stillToDo('Make a new secret for the webhook, and set it active.')
  return { outcome: 'create', id, writes: await addWebhook(by, webhook), notes }
}

export async function feedAct({ scope, step, body, by }: StepCall): Promise<StepAct> {
  const id = FeedId.parse(await scope.idOf(step))
  const given = parsedBody(Feed, body)
  const maker = await scope.meaningOf('person', step.of ?? '')
  if (!('id' in maker)) return refusedAs({ column: null, ...maker })
  const createdBy = PersonId.parse(maker.id)
  const before = await loadFeed(scope.parts.table, by.workspaceId, id)
  if (before !== undefined) {
    const next = { ...before.data, ...given, createdBy }
    const isSame = changesBetween(before.data, next).length === 0
    return isSame ? { outcome: 'unchanged', id } : written('update', id, [feedRevised(before, next)])
  }
  const feed = KeptFeed.parse({ ...given, id, createdBy, createdAt: by.now })
  // Nobody has ever seen this secret: the address leads nowhere that anybody knows.
  const writes = await feedPuts(by.workspaceId, feed, newSecretText('feed'))
  return {
    outcome: 'create',
    id,
    writes,
    notes: stillToDo('Make a new address for the feed, and subscribe to it.'),
  }
}

/** Told for whoever reads the file. A token whose text nobody has would let nobody in: it is made anew. */
export async function tokenAct({ step }: StepCall): Promise<StepAct> {
  return { outcome: 'unchanged', id: `token of ${step.of ?? ''}` }
}
