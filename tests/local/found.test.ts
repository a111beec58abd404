import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, inject, it } from 'vitest'
import { createApp } from '../../functions/api/app.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { newTable, placeOf } from '../support/database.ts'

const script = fileURLToPath(new URL('../../local/found.ts', import.meta.url))

it('a workspace is founded in a table, and the token that is printed lets its administrator in', async () => {
  const table = await newTable()
  const options = ['--table', placeOf(table).tableName, '--name', 'Mission', '--email', 'ada@mission.example']
  const env = {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('databaseEndpoint'),
  }

  const printed = execFileSync(process.execPath, [script, ...options], { env, encoding: 'utf8' })

  const [, token] = /^token (\S+)$/m.exec(printed) ?? []
  const app = createApp({
    table,
    tableId: async () => 'live',
    clock: () => instantAt(Date.now()),
    report: () => {},
  })
  const headers = { authorization: `Bearer ${token}` }
  const team = await (await app.request('/v1/team', { headers })).json()
  expect(team).toMatchObject({ data: [{ email: 'ada@mission.example', role: 'administrator' }] })
})

it('a workspace is not founded without its name', () => {
  const { status, stderr } = spawnSync(process.execPath, [script, '--table', 'x'], { encoding: 'utf8' })

  expect(status).toBe(2)
  expect(stderr).toContain('usage:')
})
