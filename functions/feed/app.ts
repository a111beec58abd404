import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { feedCalendar } from '../../shared/feed/feed-calendar.ts'
import { feedDeadlines } from '../../shared/feed/feed-deadlines.ts'
import { findFeed } from '../../shared/feed/feed-store.ts'
import { loadPerson } from '../../shared/person/person-store.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'

export type FeedAppParts = {
  readonly table: Table
  readonly clock: () => Instant
  /** Takes what went wrong; never the address, which is a secret. */
  readonly report: (fault: { readonly requestId: string; readonly error: unknown }) => void
}

/**
 * Answers calendar feeds to whoever has their address, and nothing else. A feed that was revoked, one whose maker has
 * left, and an address that never was are answered alike.
 */
export function createFeeds(parts: FeedAppParts): Hono {
  const app = new Hono()
  app.get('/feeds/:file', async (context) => {
    try {
      const calendar = await calendarOf(parts, context.req.param('file'))
      if (calendar === undefined) return context.text('There is no such feed.', 404)
      const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`
      const headers = {
        etag,
        'cache-control': 'private, max-age=900',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex',
        'referrer-policy': 'no-referrer',
      }
      if (
        context.req
          .header('if-none-match')
          ?.split(/\s*,\s*/)
          .includes(etag)
      )
        return context.body(null, 304, headers)
      return context.body(calendar, 200, {
        ...headers,
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="servanda.ics"',
      })
    } catch (error) {
      parts.report({ requestId: crypto.randomUUID(), error })
      return context.text('The feed cannot be answered now.', 500)
    }
  })
  return app
}

async function calendarOf({ table, clock }: FeedAppParts, file: string): Promise<string | undefined> {
  const secret = /^(feed_[\w-]{43})\.ics$/.exec(file)?.[1]
  const stored = secret === undefined ? undefined : await findFeed(table, secret)
  if (stored === undefined) return undefined
  const { workspaceId, data: feed } = stored
  const maker = await loadPerson(table, workspaceId, feed.createdBy)
  if (maker === undefined || maker.data.status !== 'active') return undefined
  const { deadlines, isCut } = await feedDeadlines({ table, workspaceId, now: clock() }, feed)
  return feedCalendar(feed, deadlines, isCut)
}
