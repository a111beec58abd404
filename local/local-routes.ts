import { Hono } from 'hono'
import * as z from 'zod'
import { answered } from '../functions/api/answered.ts'
import { jsonBody } from '../functions/api/json-body.ts'
import { parse } from '../functions/api/parse.ts'
import { invalid } from '../shared/errors/refusal.ts'
import { Instant } from '../shared/time/instant.ts'
import type { MachineClock } from './machine-clock.ts'
import type { MailboxEntry } from './mailbox.ts'
import type { Runtime } from './runtime.ts'

/** What exists on one machine only: moving the clock, and reading the mail that went out. */
export function localRoutes(parts: {
  readonly clock: MachineClock
  readonly runtime: Runtime
  readonly mailbox: () => readonly MailboxEntry[]
  readonly report: (fault: { requestId: string; error: unknown }) => void
}): Hono {
  const app = new Hono()
  app.post('/local/clock', (context) =>
    answered(parts, context, async () => {
      const { now } = parse(
        z.strictObject({ now: Instant }),
        await jsonBody(context.req.raw, 'application/json'),
      )
      if (now < parts.clock.now())
        throw invalid('/now', `The clock is at ${parts.clock.now()} and moves forward only.`)
      await parts.runtime.advanceTo(now)
      return context.json({ now: parts.clock.now() })
    }),
  )
  app.get('/local/mailbox', (context) => context.json({ data: parts.mailbox() }))
  return app
}
