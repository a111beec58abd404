import { type Operations, operations, type Schemas } from './operations.ts'

export type { Operations, Schemas }
export type OperationName = keyof Operations

/** What one call of an operation is made of; what an operation does not take, or only may, can be left out. */
export type Parameters<Name extends OperationName> = Group<'path', Name> &
  Group<'query', Name> &
  Group<'headers', Name> &
  (undefined extends Operations[Name]['body']
    ? { readonly body?: Operations[Name]['body'] }
    : { readonly body: Operations[Name]['body'] })

type Group<
  Place extends 'path' | 'query' | 'headers',
  Name extends OperationName,
> = None extends Operations[Name][Place]
  ? { readonly [At in Place]?: Operations[Name][At] }
  : { readonly [At in Place]: Operations[Name][At] }

/** What was answered: the body, and the ETag that `If-Match` takes where the resource has one. */
export type Answer<Name extends OperationName> = {
  readonly status: number
  readonly body: Operations[Name]['answer']
  readonly etag: string | null
  readonly headers: Headers
}

type None = Record<never, never>

export type Client = <Name extends OperationName>(
  name: Name,
  ...given: None extends Parameters<Name> ? [parameters?: Parameters<Name>] : [parameters: Parameters<Name>]
) => Promise<Answer<Name>>

/** A request that was refused, or failed: what the problem document says (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  /** Each field that is wrong: an RFC 6901 pointer, and what to do about it. */
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[]
  readonly requestId: string | null

  constructor(status: number, said: Partial<Schemas['Problem']>) {
    super(said.detail ?? `The server answered ${status}.`)
    this.status = status
    this.errors = said.errors ?? []
    this.requestId = said.requestId ?? null
  }
}

/** Speaks to a Servanda, in a browser or in Node: `await client('listDeadlines', { query: { status: 'overdue' } })`. */
export function createClient(at: {
  /** Where the API is; left out, where the page comes from. */
  readonly baseUrl?: string
  /** Left out where something else signs the request in, such as a cookie. */
  readonly token?: string
  readonly fetch?: typeof fetch
}): Client {
  const { baseUrl = '', token } = at
  const send = at.fetch ?? fetch
  return async (name, ...[given]) => {
    const [method, path, mediaType] = operations[name]
    const { body, headers = {} } = given ?? {}
    const response = await send(
      `${baseUrl}${filled(path, given?.path ?? {})}${queryText(given?.query ?? {})}`,
      {
        method,
        headers: {
          ...headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': mediaType }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    const answered = isJson ? JSON.parse(text) : text
    if (!response.ok) throw new Problem(response.status, isJson ? answered : {})
    return {
      status: response.status,
      body: answered,
      etag: response.headers.get('etag'),
      headers: response.headers,
    }
  }
}

type ListName = {
  [Name in OperationName]: Operations[Name]['answer'] extends {
    nextCursor: string | null
    data: readonly unknown[]
  }
    ? Name
    : never
}[OperationName]

/** Every member of a list, page by page. */
export async function* pages<Name extends ListName>(
  client: Client,
  name: Name,
  parameters: Parameters<Name>,
): AsyncGenerator<Operations[Name]['answer']['data'][number]> {
  let cursor: string | null | undefined
  do {
    const query = { limit: '100', ...parameters.query, ...(cursor == null ? {} : { cursor }) }
    const { body } = await client(name, { ...parameters, query })
    yield* body.data
    cursor = body.nextCursor
  } while (cursor !== null)
}

function filled(path: string, values: object): string {
  const known = new Map<string, unknown>(Object.entries(values))
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(known.get(name) ?? '')))
}

function queryText(query: object): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? '' : `?${search}`
}
