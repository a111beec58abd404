import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { type Reader, ReadingRoom } from './reader.ts'

let room: ReadingRoom
const total = 5_000

describe.skipIf(browserPath === undefined)('with 5,000 records', () => {
  beforeAll(async () => {
    room = await ReadingRoom.open()
    const { id } = await room.made('/v1/commitments', {
      title: 'One of many',
      schedule: { kind: 'once', on: '2026-10-09' },
    })
    const path = '/v1/deadlines?status=open'
    const [deadline] = (await room.product.call('GET', path)).body.data
    const record = (await room.product.call('GET', `/v1/records/${id}`)).body
    many = { '/v1/deadlines': deadline, '/v1/records': record }
  })

  afterAll(() => room.close())

  let many: Record<string, any> = {}

  /** A reader whose API has 5,000 of each, in pages as the API gives them. */
  async function readerOfMany(hash: string): Promise<Reader> {
    const reader = await room.reader('#/nowhere')
    await reader.page.route(/\/v1\/(deadlines|records)\?/, async (route) => {
      const url = new URL(route.request().url())
      const limit = Number(url.searchParams.get('limit') ?? 25)
      const start = Number(url.searchParams.get('cursor') ?? 0)
      const one = many[url.pathname]
      const data = Array.from({ length: Math.min(limit, total - start) }, (_, at) => {
        const title = `Number ${start + at}`
        return { ...one, id: `${one.id}${start + at}`, title, recordTitle: title }
      })
      const nextCursor = start + limit < total ? String(start + limit) : null
      await route.fulfill({ json: { data, nextCursor } })
    })
    await reader.page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
    await reader.settled()
    return reader
  }

  it.each(['#/due', '#/due?when=week', '#/search', '#/year?year=2026&month=2026-10', '#/people'])(
    '%s stays a small page',
    async (hash) => {
      const reader = await readerOfMany(hash)

      const nodes = await reader.page.evaluate(() => document.querySelectorAll('*').length)

      expect(nodes).toBeLessThan(3_500)
      expect(nodes).toBeGreaterThan(100)
      await reader.close()
    },
  )

  it('is paged through to and fro', async () => {
    const reader = await readerOfMany('#/search')
    const { page } = reader
    await page.getByText('Number 49', { exact: true }).waitFor()

    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('Number 50', { exact: true }).waitFor()
    expect(await page.getByText('Number 49', { exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Previous' }).click()
    await page.getByText('Number 49', { exact: true }).waitFor()
    await reader.close()
  })
})
