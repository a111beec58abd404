import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { afterEach, describe, expect, it } from 'vitest'
import { instantAt } from '../../shared/time/instant.ts'
import { Desk } from '../support/desk.ts'
import { dump } from '../support/dump.ts'

const script = join(import.meta.dirname, '../../infra/smoke.ts')
let server: Server

afterEach(() => server.close())

async function smoke(listener: Parameters<typeof createServer>[1], token: string) {
  server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const env = { ...process.env, SERVANDA_TOKEN: token }
  const done = await promisify(execFile)(process.execPath, ['--no-warnings', script, address], { env }).catch(
    (error) => error,
  )
  return { code: done.code ?? 0, lines: String(done.stdout).trim().split('\n') }
}

describe('the smoke check', () => {
  it('passes where the API is as it is deployed, and stores nothing', async () => {
    const desk = await Desk.open(instantAt(Date.now()))
    const before = await dump(desk.table)

    const { code, lines } = await smoke(getRequestListener(desk.app.fetch), desk.token)

    expect(lines.filter((line) => !line.startsWith('ok'))).toEqual([])
    expect(lines).toHaveLength(8)
    expect(code).toBe(0)
    expect(await dump(desk.table)).toEqual(before)
  })

  it('fails at every check where something else answers', async () => {
    const { code, lines } = await smoke((_, response) => response.end('{}'), 'some-token')

    expect(lines.filter((line) => !line.startsWith('FAILED'))).toEqual([])
    expect(code).toBe(1)
  })
})
