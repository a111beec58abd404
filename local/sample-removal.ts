import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { answered, type Report } from '../functions/api/answered.ts'
import { Refusal } from '../shared/errors/refusal.ts'

/** What a sample has brought, by id, and whether it is still there. */
export const LoadedSample = z.object({
  state: z.enum(['loaded', 'removed', 'none']),
  records: z.array(z.string()),
  organisations: z.array(z.string()),
  /** The settings that it changed: what they were, and what it made of them. */
  settings: z.object({
    before: z.record(z.string(), z.json()),
    after: z.record(z.string(), z.json()),
  }),
})
export type LoadedSample = z.output<typeof LoadedSample>

export const noSample: LoadedSample = {
  state: 'none',
  records: [],
  organisations: [],
  settings: { before: {}, after: {} },
}

export function readSample(path: string): LoadedSample {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return text === '' ? noSample : LoadedSample.parse(JSON.parse(text))
}

type Ask = (request: Request) => Promise<Response> | Response

/**
 * Shows and removes the sample, which exists on one machine only. Removing archives, through the API and by the right
 * of whoever asks, every record and organisation that the sample brought and no other, so that the history stays whole.
 * Settings go back where they are still the sample's. Cut off, it goes on where it stopped.
 */
export function sampleRoutes(parts: {
  readonly path: string
  readonly ask: Ask
  readonly report: Report
}): Hono {
  const app = new Hono()
  const shown = () => {
    const { settings: _, ...rest } = readSample(parts.path)
    return rest
  }
  const allowed = async (context: Context) => {
    const call = caller(parts.ask, context.req.header('authorization') ?? '')
    const { status } = await call('GET', '/v1/settings')
    if (status !== 200)
      throw new Refusal('unauthenticated', 'Send a valid token: Authorization: Bearer <token>.')
    return call
  }
  app.get('/local/sample', (context) =>
    answered(parts, context, async () => {
      await allowed(context)
      return context.json(shown())
    }),
  )
  app.delete('/local/sample', (context) =>
    answered(parts, context, async () => {
      const call = await allowed(context)
      const sample = readSample(parts.path)
      if (sample.state === 'loaded') {
        for (const id of sample.records) await archived(call, `/v1/records/${id}`, collectionOf(id))
        for (const id of sample.organisations) await archived(call, `/v1/organisations/${id}`)
        await restored(call, sample.settings)
        writeFileSync(parts.path, JSON.stringify({ ...sample, state: 'removed' }))
      }
      return context.json(shown())
    }),
  )
  return app
}

type Called = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }
type Caller = (method: string, path: string, body?: unknown) => Promise<Called>

function caller(ask: Ask, authorization: string): Caller {
  return async (method, path, body) => {
    const response = await ask(
      new Request(`http://127.0.0.1${path}`, {
        method,
        headers: { authorization, 'if-match': '*', 'content-type': 'application/merge-patch+json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) }
  }
}

async function archived(call: Caller, path: string, under = path): Promise<void> {
  const { status, body } = await call('GET', path)
  if (status === 404 || body.status === 'archived') return
  refusedUnless(await call('DELETE', under))
}

function collectionOf(id: string): string {
  const collections: Record<string, string> = { agr: 'agreements', mem: 'memberships', com: 'commitments' }
  return `/v1/${collections[id.slice(0, 3)]}/${id}`
}

/** A setting that somebody has changed since is theirs, and stays. */
async function restored(call: Caller, { before, after }: LoadedSample['settings']): Promise<void> {
  const { body } = await call('GET', '/v1/settings')
  const untouched = Object.keys(after).filter(
    (name) => JSON.stringify(body[name]) === JSON.stringify(after[name]),
  )
  if (untouched.length === 0) return
  refusedUnless(
    await call('PATCH', '/v1/settings', Object.fromEntries(untouched.map((name) => [name, before[name]]))),
  )
}

function refusedUnless({ status, body }: Called): void {
  if (status === 403) throw new Refusal('forbidden', 'Only an administrator may remove the sample.')
  if (status >= 400) throw new Error(`the sample could not be removed: ${status} ${JSON.stringify(body)}`)
}
