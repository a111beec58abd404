import type { Problem } from '../../functions/api/problem.ts'
import { renewInTime } from './issuer.ts'
import { signedOut, token } from './session.ts'

/** What a request came to: its answer, or why there is none. */
export type Outcome<Body> =
  | { readonly ok: true; readonly body: Body; readonly etag: string | null }
  | { readonly ok: false; readonly failure: Failure }

/** A refusal of the API, or the lack of any answer: then nobody knows whether it was carried out. */
export type Failure =
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unreachable'; readonly status: number | null }

export type Query = Readonly<Record<string, string | number | undefined>>

export type Change = {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: Query
  readonly body?: unknown
  readonly ifMatch?: string
  /** The same for every try at the same change, so that it is carried out once. */
  readonly idempotencyKey?: string
}

/** Reads. `Body` is what the API's own schema says that it answers. */
export function read<Body>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Outcome<Body>> {
  return send<Body>(address(path, query), signal === undefined ? {} : { signal })
}

/** Changes something, or asks for a dry run of it. */
export function change<Body>({ method, path, query, body, ifMatch, idempotencyKey }: Change) {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  return send<Body>(address(path, query ?? {}), {
    method,
    headers: {
      ...(method === 'DELETE' ? {} : { 'content-type': type }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(method === 'DELETE' ? {} : { body: JSON.stringify(body ?? {}) }),
  })
}

/** Sends a file as it is; its type is that of its name, since browsers do not agree on that of a CSV. */
export function upload<Body>(path: string, query: Query, file: File): Promise<Outcome<Body>> {
  const type = uploadTypes[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/csv'
  return send<Body>(address(path, query), { method: 'POST', headers: { 'content-type': type }, body: file })
}

const uploadTypes: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
}

async function send<Body>(url: string, request: RequestInit): Promise<Outcome<Body>> {
  await renewInTime()
  const response = await fetch(url, {
    ...request,
    headers: {
      ...headersOf(request),
      ...(token.value === null ? {} : { authorization: `Bearer ${token.value}` }),
    },
  }).catch(() => undefined)
  if (response === undefined) return { ok: false, failure: { kind: 'unreachable', status: null } }
  const body = await response.json().catch(() => undefined)
  if (response.ok && body !== undefined) return { ok: true, body, etag: response.headers.get('etag') }
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  if (!isProblem || response.status >= 500)
    return { ok: false, failure: { kind: 'unreachable', status: response.status } }
  if (response.status === 401) signedOut()
  return { ok: false, failure: { kind: 'refused', problem: body } }
}

function headersOf({ headers }: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(headers).entries())
}

function address(path: string, query: Query): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') parameters.set(name, String(value))
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}
