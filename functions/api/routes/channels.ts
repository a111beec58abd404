import * as z from 'zod'
import { addChannel, removeChannel, reviseChannel } from '../../../shared/channel/channel-acts.ts'
import { loadChannel, StoredChannel } from '../../../shared/channel/channel-store.ts'
import { unsetTarget } from '../../../shared/channel/imported-status.ts'
import { ChannelKind, KeptChannel } from '../../../shared/channel/kept-channel.ts'
import { whyUnreachable } from '../../../shared/channel/target/target.ts'
import { noticeChannelOf } from '../../../shared/channel/team-channel.ts'
import { testNotice } from '../../../shared/channel/test-notice.ts'
import { newSecret, rotated } from '../../../shared/channel/webhook/secret.ts'
import { invalid, notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { ChannelId, newId } from '../../../shared/identity/id.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import { Title } from '../../../shared/text/text.ts'
import { loadWorkspace } from '../../../shared/workspace/workspace-store.ts'
import { ChannelView, ChannelWithSecret, channelView } from '../channel-view.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { by } from '../organisation-call.ts'
import { pageOf, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'
import { titleList } from '../title-list.ts'

const Target = z.string({ error: 'Write the address that the channel sends to.' }).meta({ format: 'uri' })
const NewChannel = z.strictObject({ kind: ChannelKind, name: Title, target: Target })

/** What can be changed. A disabled channel is taken up again by setting it active. */
const ChannelChange = NewChannel.extend({ state: z.enum(['active', 'disabled']) })

/** What came of one try to send. */
const Tried = z.object({ outcome: z.enum(['accepted', 'refused', 'unknown']), detail: z.string().nullable() })

export const channelRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/channels',
    operationId: 'addChannel',
    summary: 'Add a channel of Slack, Microsoft Teams or a webhook; the secret of a webhook is shown once',
    permission: 'administer',
    query: noQuery,
    body: NewChannel,
    answer: ChannelWithSecret,
    status: 201,
    oneTimeSecret: true,
    async run(call) {
      const input = parse(NewChannel, call.body)
      requireReachable(call, input.target)
      await requireRoom(call)
      const secrets = input.kind === 'webhook' ? { current: newSecret(), previous: null } : null
      const channel = KeptChannel.parse({
        ...input,
        id: newId('channel'),
        secrets,
        status: { state: 'active' },
        version: 1,
        createdAt: call.now,
        updatedAt: call.now,
      })
      return {
        ...answerOf(channel),
        status: 201,
        body: { ...channelView(channel), secret: secrets?.current ?? null },
        location: `/v1/channels/${channel.id}`,
        writes: await addChannel(by(call), channel),
      }
    },
  }),
  route({
    method: 'get',
    path: '/v1/channels',
    operationId: 'listChannels',
    summary: 'List channels by name',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(ChannelView),
    status: 200,
    run: (call) =>
      titleList(call, {
        name: 'channels',
        partition: indexPartitions.channels(call.identity.workspaceId),
        matches: () => true,
        load: (item) => channelView(StoredChannel.parse(item).data),
      }),
  }),
  route({
    method: 'get',
    path: '/v1/channels/{channelId}',
    operationId: 'readChannel',
    summary: 'Read a channel',
    permission: 'read',
    query: noQuery,
    answer: ChannelView,
    status: 200,
    run: async (call) => answerOf((await channelOf(call)).data),
  }),
  route({
    method: 'patch',
    path: '/v1/channels/{channelId}',
    operationId: 'changeChannel',
    summary: 'Change the name or the target of a channel, disable it, or take it up again',
    permission: 'administer',
    query: noQuery,
    body: ChannelChange,
    ifMatch: 'required',
    answer: ChannelView,
    status: 200,
    async run(call) {
      const stored = await channelOf(call)
      requireMatch(call.ifMatch, etagOf(stored.data.version))
      const { kind, name, target, status } = stored.data
      const change = patched(ChannelChange, { kind, name, target, state: status.state }, call.body)
      if (change.kind !== kind) throw invalid('/kind', 'A channel keeps its kind. Add another channel.')
      if (change.target !== target) requireReachable(call, change.target)
      if (change.state === 'active' && change.target === unsetTarget)
        throw invalid('/target', 'The target of an imported channel is not known. Write it.')
      const revised = {
        ...stored.data,
        name: change.name,
        target: change.target,
        status: statusAfter(call, stored, change),
      }
      const { channel, writes } = await reviseChannel(by(call), stored, revised, 'changed')
      return { ...answerOf(channel), writes }
    },
  }),
  route({
    method: 'delete',
    path: '/v1/channels/{channelId}',
    operationId: 'removeChannel',
    summary: 'Remove a channel; whoever was reached by it is reached by e-mail',
    permission: 'administer',
    query: noQuery,
    ifMatch: 'required',
    answer: ChannelView,
    status: 200,
    async run(call) {
      const stored = await channelOf(call)
      requireMatch(call.ifMatch, etagOf(stored.data.version))
      return { ...answerOf(stored.data), writes: await removeChannel(by(call), stored) }
    },
  }),
  route({
    method: 'post',
    path: '/v1/channels/{channelId}/test',
    operationId: 'testChannel',
    summary: 'Send a message that says it is a test, once, and say what came of it',
    permission: 'administer',
    query: noQuery,
    body: noBody,
    answer: Tried,
    status: 200,
    async run(call) {
      parse(noBody, call.body)
      const { data } = await channelOf(call)
      const workspace = await loadWorkspace(call.table, call.identity.workspaceId)
      const notice = testNotice(data, workspace?.data.name ?? '', call.now)
      const outcome = await noticeChannelOf(call.post, data, call.now).prepare(notice)()
      const detail = outcome.kind === 'accepted' ? outcome.providerId : outcome.reason
      return { status: 200, body: { outcome: outcome.kind, detail } }
    },
  }),
  route({
    method: 'post',
    path: '/v1/channels/{channelId}/rotate-secret',
    operationId: 'rotateChannelSecret',
    summary: 'Make a new secret for a webhook; the one before signs beside it for a day',
    permission: 'administer',
    query: noQuery,
    body: noBody,
    answer: ChannelWithSecret,
    status: 200,
    oneTimeSecret: true,
    async run(call) {
      parse(noBody, call.body)
      const stored = await channelOf(call)
      if (stored.data.secrets === null) throw new Refusal('conflict', 'Only a webhook is signed.')
      const secrets = rotated(stored.data.secrets, call.now)
      const { channel, writes } = await reviseChannel(
        by(call),
        stored,
        { ...stored.data, secrets },
        'rotated',
      )
      const body = { ...channelView(channel), secret: secrets.current }
      return { ...answerOf(channel), body, writes }
    },
  }),
]

function statusAfter(
  { now }: Call,
  { data }: StoredChannel,
  { state }: z.output<typeof ChannelChange>,
): KeptChannel['status'] {
  if (state === data.status.state) return data.status
  return state === 'active' ? { state } : { state, at: now, why: 'An administrator disabled it.' }
}

const mostChannels = 100

/** @throws Refusal conflict where the team has as many channels as it may */
async function requireRoom({ table, identity }: Call): Promise<void> {
  const partition = indexPartitions.channels(identity.workspaceId)
  const { items } = await table.query({ index: 'byTitle', partition, limit: mostChannels })
  if (items.length === mostChannels)
    throw new Refusal('conflict', `There are ${mostChannels} channels. Remove those that nobody uses.`)
}

/** @throws Refusal invalid where nothing may be sent there */
function requireReachable({ reach }: Call, target: string): void {
  const why = whyUnreachable(target, reach)
  if (why !== undefined) throw invalid('/target', why)
}

async function channelOf(call: Call): Promise<StoredChannel> {
  const id = ChannelId.safeParse(call.params.channelId)
  const stored = id.success ? await loadChannel(call.table, call.identity.workspaceId, id.data) : undefined
  if (stored === undefined) throw notFound()
  return stored
}

function answerOf(channel: KeptChannel) {
  return { status: 200 as const, body: channelView(channel), etag: etagOf(channel.version) }
}
