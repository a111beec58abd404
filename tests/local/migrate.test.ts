import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, expect, inject, it } from 'vitest'
import { keys } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'
import { placeOf } from '../support/database.ts'
import { Desk } from '../support/desk.ts'
import { dump } from '../support/dump.ts'

let desk: Desk
let record: Item

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  await desk.done('POST', '/v1/commitments', {
    title: 'Report',
    schedule: { kind: 'once', on: '2026-06-01' },
  })
  record = await theRecord()
  await desk.table.write([{ update: keyOf(record), remove: ['personIds'] }])
})

async function theRecord(): Promise<Item> {
  const found = (await dump(desk.table)).find(({ sk }) => sk === 'RECORD')
  return found as Item
}

async function migrated(...more: string[]) {
  const script = join(import.meta.dirname, '../../local/migrate.ts')
  const at = ['--table', placeOf(desk.table).tableName, '--endpoint', inject('databaseEndpoint')]
  const local = { AWS_REGION: 'local', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' }
  const done = await promisify(execFile)(process.execPath, ['--no-warnings', script, ...at, ...more], {
    env: { ...process.env, ...local },
  }).catch((error) => error)
  return { code: done.code ?? 0, printed: String(done.stdout), told: String(done.stderr) }
}

it('what older versions have stored is brought to its new form, by one command', async () => {
  expect(await migrated()).toEqual({ code: 0, printed: 'record-people: over\n', told: '' })

  expect(await theRecord()).toEqual(record)
})

it('what is over walks once more only where it is told to', async () => {
  await migrated()
  await desk.table.write([{ update: keyOf(record), remove: ['personIds'] }])
  await migrated()
  expect((await theRecord()).personIds).toBeUndefined()

  expect(await migrated('--again')).toMatchObject({ code: 0 })

  expect((await theRecord()).personIds).toEqual(record.personIds)
})

it('what cannot be read is named and left, and the command says that it is not over', async () => {
  await desk.table.write([{ update: keyOf(record), set: { data: 'not a record' } }])

  const { code, printed, told } = await migrated()

  expect([code, printed]).toEqual([1, 'record-people: not over\n'])
  expect(told).toContain(record.pk.split('#')[2])
  expect((await desk.table.get(keys.migration('record-people')))?.endedAt).toBeNull()
})

function keyOf({ pk, sk }: Item) {
  return { pk, sk }
}
