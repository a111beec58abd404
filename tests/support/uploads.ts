import type { Desk } from './desk.ts'

const types = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/x-ndjson',
} as const

/** Sends a file to be imported, as a client does. */
export async function upload(
  desk: Pick<Desk, 'app' | 'token'>,
  format: keyof typeof types,
  content: string | Uint8Array,
  query = '',
  headers: Record<string, string> = {},
): Promise<{ status: number; body: any; headers: Headers }> {
  const response = await desk.app.request(`/v1/imports${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${desk.token}`, 'content-type': types[format], ...headers },
    body: typeof content === 'string' ? content : new Uint8Array(content),
  })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

/** Every line of an import, page by page. */
export async function linesOf(desk: Desk, id: string, query = ''): Promise<any[]> {
  const lines: any[] = []
  let path: string | undefined = `/v1/imports/${id}/lines?limit=100${query}`
  while (path !== undefined) {
    const { body, headers }: { body: any; headers: Headers } = await desk.call('GET', path)
    lines.push(...body.data)
    path = /<(.*?)>/.exec(headers.get('link') ?? '')?.[1]
  }
  return lines
}
