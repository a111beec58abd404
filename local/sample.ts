import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import type { LoadedSample } from './sample-removal.ts'

const Body = z.record(z.string(), z.json())
const Sample = z.object({
  settings: Body,
  organisations: z.array(
    z.object({
      key: z.string(),
      body: Body,
      sessions: z.array(Body).default([]),
      events: z.array(Body).default([]),
    }),
  ),
  records: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(['agreement', 'membership', 'commitment']),
      body: Body,
      events: z.array(Body).default([]),
    }),
  ),
})

type Send = (request: Request) => Promise<Response> | Response

/**
 * Loads a data file through the API, as any client would: every entry with an idempotency key of its own, so that a
 * load that was cut off goes on where it stopped. Answers what it has brought.
 */
export async function loadSample(file: URL, send: Send, token: string): Promise<LoadedSample> {
  const { settings, organisations, records } = Sample.parse(JSON.parse(await readFile(file, 'utf8')))
  const ids = new Map<string, string>()
  const call = caller(send, token)
  const before = await settingsBefore(send, token, Object.keys(settings))
  await call('PATCH', '/v1/settings', settings, 'settings')
  for (const { key, body, sessions, events } of organisations) {
    const id = await call('POST', '/v1/organisations', resolved(body, ids), key)
    ids.set(key, id)
    for (const [n, each] of sessions.entries())
      await call('POST', `/v1/organisations/${id}/sessions`, resolved(each, ids), `${key}.session.${n}`)
    for (const [n, each] of events.entries())
      await call('POST', `/v1/organisations/${id}/events`, resolved(each, ids), `${key}.event.${n}`)
  }
  for (const { key, kind, body, events } of records) {
    const id = await call('POST', `/v1/${kind}s`, resolved(body, ids), key)
    ids.set(key, id)
    for (const [n, each] of events.entries())
      await call('POST', `/v1/records/${id}/events`, resolved(each, ids), `${key}.event.${n}`)
  }
  const idsOf = (entries: readonly { readonly key: string }[]) =>
    entries.flatMap(({ key }) => ids.get(key) ?? [])
  return {
    state: 'loaded',
    records: idsOf(records),
    organisations: idsOf(organisations),
    settings: { before, after: settings },
  }
}

/** What the settings are that the sample is going to change. */
async function settingsBefore(send: Send, token: string, names: readonly string[]) {
  const headers = { authorization: `Bearer ${token}` }
  const response = await send(new Request('http://127.0.0.1/v1/settings', { headers }))
  const all = Body.parse(await response.json())
  return Object.fromEntries(names.flatMap((name) => (name in all ? [[name, all[name] ?? null]] : [])))
}

/** "@key" stands for the id that the entry with this key was given. */
function resolved(value: z.core.util.JSONType, ids: ReadonlyMap<string, string>): z.core.util.JSONType {
  if (typeof value === 'string') {
    const id = value.startsWith('@') ? ids.get(value.slice(1)) : value
    if (id === undefined) throw new Error(`${value} is not in the file before it is used`)
    return id
  }
  if (Array.isArray(value)) return value.map((each) => resolved(each, ids))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each, ids)]))
}

function caller(send: Send, token: string) {
  return async (method: 'POST' | 'PATCH', path: string, body: unknown, key: string): Promise<string> => {
    const response = await send(
      new Request(`http://127.0.0.1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
          'idempotency-key': `sample.${key}`,
          'if-match': '*',
        },
        body: JSON.stringify(body),
      }),
    )
    if (!response.ok)
      throw new Error(`${method} ${path} (${key}): ${response.status} ${await response.text()}`)
    return z.object({ id: z.string().default('') }).parse(await response.json()).id
  }
}
