import * as z from 'zod'
import { loadCalendar } from '../../../shared/calendar/calendar-store.ts'
import { loadChannel } from '../../../shared/channel/channel-store.ts'
import { notFound } from '../../../shared/errors/refusal.ts'
import { HistoryEntry } from '../../../shared/history/history.ts'
import { type Place, verifiedPage } from '../../../shared/history/verified-page.ts'
import { CalendarId, ChannelId, WebhookId } from '../../../shared/identity/id.ts'
import { keys, type OwnerId, partitionOf, ranges } from '../../../shared/table/keys.ts'
import { loadWebhook } from '../../../shared/webhook/webhook-store.ts'
import { organisationOf } from '../organisation-call.ts'
import { type PageQuery, pageAnswer, pageOf, pageQuery, pageStart } from '../page.ts'
import { personOf } from '../person-call.ts'
import { recordOf } from '../record-call.ts'
import { type Call, type Needed, type Route, route } from '../route.ts'

const Verified = z.object({
  of: z.string().meta({ description: 'An id, or `workspace`.' }),
  seq: z.int().meta({ description: 'How many entries it has.' }),
  hash: z
    .string()
    .meta({ description: 'The hash of the last one. Kept elsewhere, it proves what came before.' }),
  brokenAt: z.int().nullable().meta({ description: 'The first entry that is not what it should be.' }),
})

const StoredPlace = z.object({ list: z.int().min(0), after: z.record(z.string(), z.string()).optional() })

export const historyRoutes: readonly Route[] = [
  historyRoute('read', '/v1/records/{recordId}', 'Record', 'a record', async (call) =>
    of(call, (await recordOf(call)).record.id),
  ),
  historyRoute(
    'read',
    '/v1/organisations/{organisationId}',
    'Organisation',
    'an organisation',
    async (call) => of(call, (await organisationOf(call)).stored.data.id),
  ),
  historyRoute(
    'administer',
    '/v1/team/{personId}',
    'Person',
    'a person, their choices and absences',
    async (call) => of(call, (await personOf(call)).data.id),
  ),
  historyRoute(
    'administer',
    '/v1/settings',
    'Settings',
    'the settings',
    async ({ identity }) => keys.workspace(identity.workspaceId).pk,
  ),
  historyRoute('administer', '/v1/calendars/{calendarId}', 'Calendar', 'a calendar', (call) =>
    ofKept(call, CalendarId.safeParse(call.params.calendarId), loadCalendar),
  ),
  historyRoute('administer', '/v1/channels/{channelId}', 'Channel', 'a channel', (call) =>
    ofKept(call, ChannelId.safeParse(call.params.channelId), loadChannel),
  ),
  historyRoute('administer', '/v1/webhooks/{webhookId}', 'Webhook', 'a webhook', (call) =>
    ofKept(call, WebhookId.safeParse(call.params.webhookId), loadWebhook),
  ),
  route({
    method: 'get',
    path: '/v1/histories',
    operationId: 'verifyHistories',
    summary:
      'Every history that you may see, verified from its first entry on: how far it goes, and whether it holds',
    permission: 'administer',
    query: z.strictObject(pageQuery),
    answer: pageOf(Verified),
    status: 200,
    async run(call) {
      const start = await pageStart(call, 'histories')
      const place: Place = start === undefined ? { list: 0 } : StoredPlace.parse(JSON.parse(start))
      const limit = Number(call.query.limit)
      const { histories, next } = await verifiedPage(call.table, call.identity, place, limit)
      return pageAnswer(call, 'histories', {
        members: histories,
        hasMore: next !== undefined,
        position: () => JSON.stringify(next),
      })
    },
  }),
]

/** Reads the history of what a path names, page by page. `placeOf` refuses what is not there. */
function historyRoute(
  permission: Needed,
  path: string,
  noun: string,
  what: string,
  placeOf: (call: Call) => Promise<string>,
): Route {
  return route({
    method: 'get',
    path: `${path}/history`,
    operationId: `read${noun}History`,
    summary: `Who changed what of ${what}, when and why, from the first entry on`,
    permission,
    query: z.strictObject(pageQuery),
    answer: pageOf(HistoryEntry),
    status: 200,
    run: async (call) => history(call, await placeOf(call)),
  })
}

function of({ identity }: Call, id: OwnerId): string {
  return partitionOf(identity.workspaceId, id)
}

async function ofKept<Id extends OwnerId>(
  call: Call,
  id: z.ZodSafeParseResult<Id>,
  load: (table: Call['table'], workspaceId: Call['identity']['workspaceId'], id: Id) => Promise<unknown>,
): Promise<string> {
  const kept = id.success ? await load(call.table, call.identity.workspaceId, id.data) : undefined
  if (!id.success || kept === undefined) throw notFound()
  return of(call, id.data)
}

async function history(call: Call<PageQuery>, pk: string) {
  const limit = Number(call.query.limit)
  const start = await pageStart(call, `history of ${pk}`)
  const range = ranges.history(pk)
  const from = start === undefined ? range.from : keys.change(pk, Number(start) + 1).sk
  const page = await call.table.query({ ...range, from, limit: limit + 1 })
  const entries = page.items.map((item) => HistoryEntry.parse(withoutKey(item)))
  return pageAnswer(call, `history of ${pk}`, {
    members: entries.slice(0, limit),
    hasMore: entries.length > limit,
    position: ({ seq }) => String(seq),
  })
}

function withoutKey({ pk: _pk, sk: _sk, ...entry }: { pk: string; sk: string }): object {
  return entry
}
