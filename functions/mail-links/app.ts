import { type Context, Hono } from 'hono'
import { Refusal } from '../../shared/errors/refusal.ts'
import {
  type MailLink,
  mailLinksPath,
  readMailLink,
  type UnsubscribeLink,
} from '../../shared/mail-link/mail-link.ts'
import { ConditionFailed, type Table, type Write } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { loadWorkspace } from '../../shared/workspace/workspace-store.ts'
import { doDeed, type LinkCall, offerDeed } from './deadline-link.ts'
import { type Page, pageAsHtml, pageHeaders } from './page.ts'
import { endReminders, offerEnd, recordsOf } from './unsubscribe.ts'

export type MailLinksParts = {
  readonly table: Table
  readonly clock: () => Instant
  /** Takes what went wrong on our side; never an address, which holds the token. */
  readonly report: (fault: { readonly requestId: string; readonly error: unknown }) => void
}

/** More than any of our forms sends. */
const mostBytes = 4_096
/** So often something is done anew that meets another change. */
const mostTries = 6

/**
 * What the links of mails lead to. To look shows a page and changes nothing, since programs follow links before people
 * do; only a POST acts. A token stands for one act of one reader and is all the authority there is: there is no
 * session, no cookie, and nothing to forge a request with.
 */
export function createMailLinks(parts: MailLinksParts): Hono {
  const app = new Hono()
  app.get(mailLinksPath, (context) => answered(parts, context, (call, link) => offer(call, link)))
  app.post(mailLinksPath, (context) =>
    answered(parts, context, async (call, link) => {
      const form = await formOf(context.req.raw)
      return link.action === 'unsubscribe'
        ? unsubscribe(call, link)
        : untilWritten(call.table, () => doDeed(call, link, form)).then(({ page }) => page)
    }),
  )
  return app
}

function offer(call: LinkCall, link: MailLink): Promise<Page> {
  return link.action === 'unsubscribe' ? offerEnd(call, link) : offerDeed(call, link)
}

/** Record by record: cut off, the same click goes on with what is left. */
async function unsubscribe(call: LinkCall, link: UnsubscribeLink): Promise<Page> {
  const ends = new Set<string>()
  for (const id of await recordsOf(call, link))
    ends.add((await untilWritten(call.table, () => endReminders(call, link, id))).how)
  const lines = [
    ...(ends.has('muted') ? ['You will hear no more of what you only watched.'] : []),
    ...(ends.has('handed_over') ? ['What you answered for was handed over, and its new owner is told.'] : []),
    ...(ends.has('stays')
      ? ['Some of it stays yours: there is nobody to hand it over to. Its reminders go on.']
      : []),
  ]
  const isOver = !ends.has('stays')
  return {
    status: isOver ? 200 : 409,
    title: isOver ? 'These reminders have ended' : 'Not all of these reminders have ended',
    lines: lines.length === 0 ? ['There was nothing left to end.'] : lines,
  }
}

/** Writes what was worked out; where another change came first, it is worked out anew. */
async function untilWritten<Done extends { readonly writes: readonly Write[] }>(
  table: Table,
  work: () => Promise<Done>,
): Promise<Done> {
  for (let tries = 1; ; tries += 1) {
    const done = await work()
    try {
      await table.write(done.writes)
      return done
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
      if (tries === mostTries) throw new Refusal('conflict', 'Others are changing this now. Try again.')
    }
  }
}

async function answered(
  parts: MailLinksParts,
  context: Context,
  run: (call: LinkCall, link: MailLink) => Promise<Page>,
): Promise<Response> {
  const requestId = crypto.randomUUID()
  const page = await pageFor(parts, context, run).catch((error: unknown): Page => {
    if (error instanceof Refusal) return refused(error)
    parts.report({ requestId, error })
    const lines = ['This is our fault, and nothing has changed. Try again later.', `Request ${requestId}`]
    return { status: 500, title: 'That did not work', lines }
  })
  return new Response(pageAsHtml(page), { status: page.status, headers: pageHeaders })
}

async function pageFor(
  { table, clock }: MailLinksParts,
  context: Context,
  run: (call: LinkCall, link: MailLink) => Promise<Page>,
): Promise<Page> {
  const now = clock()
  const token = context.req.query('token') ?? ''
  const link = await readMailLink(token, async (id) => (await loadWorkspace(table, id))?.secret)
  if (link === undefined)
    return {
      status: 404,
      title: 'This link is not valid',
      lines: ['It may have been cut off on its way. Open it from the mail itself.'],
    }
  if (link.expiresAt <= now)
    return {
      status: 410,
      title: 'This link has expired',
      lines: ['Sign in, or use the link of a newer mail.'],
    }
  return run({ table, now }, link)
}

const statuses = { not_found: 404, conflict: 409, invalid: 422, too_large: 413 } as const

function refused({ code, message, errors }: Refusal): Page {
  const known = new Map<string, Page['status']>(Object.entries(statuses))
  const lines = errors.length === 0 ? [message] : errors.map(({ detail }) => detail)
  return { status: known.get(code) ?? 400, title: 'That was not possible', lines }
}

/** @throws Refusal too_large */
async function formOf(request: Request): Promise<URLSearchParams> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > mostBytes) throw new Refusal('too_large', `A form has at most ${mostBytes} bytes.`)
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString())
}
