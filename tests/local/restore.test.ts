import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newFolder, Product } from '../support/product.ts'

const SERVANDA_NOW = '2026-03-02T09:00:00Z'
const report = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30, 7] }
let folder: string
let copy: string
let running: Product | undefined

beforeEach(async () => {
  folder = await newFolder()
  copy = await newFolder()
})

afterEach(async () => {
  await running?.stop()
  for (const each of [folder, copy]) await rm(each, { recursive: true, force: true })
})

async function on<Result>(path: string, work: (product: Product) => Promise<Result>): Promise<Result> {
  running = await Product.start(path, { SERVANDA_NOW })
  const result = await work(running)
  await running.stop()
  return result
}

const clock = (now: string) => (product: Product) => product.call('POST', '/local/clock', { now })
const sending = async (product: Product) => (await product.call('GET', '/v1/healthz')).body.sending

/** The eve of the lead: the database is put aside, and the product goes on. */
async function aLifeAfterABackup(): Promise<void> {
  await on(folder, async (product) => {
    await product.call('POST', '/v1/commitments', report)
    await clock('2026-04-30T12:00:00Z')(product)
  })
  await rm(copy, { recursive: true })
  await cp(folder, copy, { recursive: true, preserveTimestamps: true })
  await on(folder, clock('2026-05-01T09:00:00Z'))
}

it('a copied data folder sends nothing, until a person has seen what would go out and releases it', async () => {
  await aLifeAfterABackup()

  await on(copy, async (product) => {
    await clock('2026-05-01T09:00:00Z')(product)
    expect([await sending(product), await product.subjects()]).toEqual(['frozen', []])
    const { body } = await product.call('GET', '/v1/settings/release')
    expect(body).toMatchObject({
      state: 'frozen',
      count: 1,
      wouldSend: [{ leadDays: 30, label: 'sent_again' }],
    })

    await product.call('POST', '/v1/settings/release', {})
    await clock('2026-05-01T09:01:00Z')(product)

    expect(await product.subjects()).toEqual(['Sent again: Report: 1 June 2026 (in 31 days)'])
  })
  expect(await on(copy, sending)).toBe('open')
})

it('an older database that is put back into its own folder sends nothing either', async () => {
  await aLifeAfterABackup()
  await cp(join(copy, 'table.db'), join(folder, 'table.db'))

  expect(await on(folder, sending)).toBe('frozen')
})

it('a folder that is only stopped and started goes on as it was', async () => {
  await aLifeAfterABackup()

  expect(await on(folder, sending)).toBe('open')
})
