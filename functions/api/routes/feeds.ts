import * as z from 'zod'
import { notFound } from '../../../shared/errors/refusal.ts'
import { Feed, KeptFeed } from '../../../shared/feed/feed.ts'
import {
  feedDeletes,
  feedPuts,
  feedReaddressed,
  loadFeed,
  StoredFeed,
} from '../../../shared/feed/feed-store.ts'
import { FeedId, newId } from '../../../shared/identity/id.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import { newSecretText } from '../../../shared/token/token.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { pageOf, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'
import { titleList } from '../title-list.ts'

const IssuedFeed = KeptFeed.extend({
  /** Where a calendar subscribes. It is shown here and never again: whoever has it sees the feed. */
  url: z.string(),
})

export const feedRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/feeds',
    operationId: 'makeFeed',
    summary: 'Make a calendar feed; its address is a secret that is shown once',
    permission: 'write',
    query: noQuery,
    body: Feed,
    answer: IssuedFeed,
    status: 201,
    oneTimeSecret: true,
    async run(call) {
      const input = parse(Feed, call.body)
      await findNamed(call, input)
      const { personId, workspaceId } = call.identity
      const feed = KeptFeed.parse({ ...input, id: newId('feed'), createdBy: personId, createdAt: call.now })
      const secret = newSecretText('feed')
      return {
        ...answerOf(feed),
        body: { ...feed, url: `/feeds/${secret}.ics` },
        status: 201,
        location: `/v1/feeds/${feed.id}`,
        writes: await feedPuts(workspaceId, feed, secret),
      }
    },
  }),
  route({
    method: 'get',
    path: '/v1/feeds',
    operationId: 'listFeeds',
    summary: 'List the calendar feeds by name, without their addresses',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(KeptFeed),
    status: 200,
    run: (call) =>
      titleList(call, {
        name: 'feeds',
        partition: indexPartitions.feeds(call.identity.workspaceId),
        matches: () => true,
        load: (item) => StoredFeed.parse(item).data,
      }),
  }),
  route({
    method: 'get',
    path: '/v1/feeds/{feedId}',
    operationId: 'readFeed',
    summary: 'Read what a calendar feed shows',
    permission: 'read',
    query: noQuery,
    answer: KeptFeed,
    status: 200,
    run: async (call) => answerOf((await feedOf(call)).data),
  }),
  route({
    method: 'post',
    path: '/v1/feeds/{feedId}/new-address',
    operationId: 'readdressFeed',
    summary: 'Give a calendar feed a new address, shown once; the one before leads nowhere from then on',
    permission: 'write',
    query: noQuery,
    body: noBody,
    answer: IssuedFeed,
    status: 200,
    oneTimeSecret: true,
    async run(call) {
      const stored = await feedOf(call)
      parse(noBody, call.body)
      const secret = newSecretText('feed')
      const body = { ...stored.data, url: `/feeds/${secret}.ics` }
      return { status: 200, body, etag: etagOf(1), writes: await feedReaddressed(stored, secret) }
    },
  }),
  route({
    method: 'delete',
    path: '/v1/feeds/{feedId}',
    operationId: 'revokeFeed',
    summary: 'Revoke a calendar feed: its address leads nowhere from then on',
    permission: 'write',
    query: noQuery,
    ifMatch: 'required',
    answer: KeptFeed,
    status: 200,
    async run(call) {
      const stored = await feedOf(call)
      requireMatch(call.ifMatch, etagOf(1))
      return { status: 200, body: stored.data, writes: feedDeletes(stored) }
    },
  }),
]

async function feedOf(call: Call): Promise<StoredFeed> {
  const id = FeedId.safeParse(call.params.feedId)
  const stored = id.success ? await loadFeed(call.table, call.identity.workspaceId, id.data) : undefined
  if (stored === undefined) throw notFound()
  return stored
}

function answerOf(feed: KeptFeed) {
  return { status: 200 as const, body: feed, etag: etagOf(1) }
}
