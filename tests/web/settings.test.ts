import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { ReadingRoom } from './reader.ts'

let room: ReadingRoom
let receiver: Server
let receiverUrl: string
const received: string[] = []

describe.skipIf(browserPath === undefined)('the settings', () => {
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      received.push(String(request.headers['webhook-id']))
      response.writeHead(204).end()
    }).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/changes`
    room = await ReadingRoom.open({ SERVANDA_LOOPBACK_TARGETS: 'allow' })
  })

  afterAll(async () => {
    await room.close()
    receiver.close()
  })

  it('make a calendar feed whose address is shown once, and revoke it', async () => {
    const reader = await room.reader('#/settings/feeds')
    const { page } = reader
    expect(await page.locator('.empty').textContent()).toContain('No feed.')

    await page.getByRole('button', { name: 'Make a feed' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Wall calendar')
    await page.getByLabel('Without titles and names').check()
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Make a feed' }).click()
    const address = (await page.locator('.secret').textContent()) ?? ''

    const calendar = await fetch(address)
    expect(await calendar.text()).toContain('BEGIN:VCALENDAR')
    await page.getByText('without titles').waitFor()
    expect(await reader.violations()).toEqual([])
    await reader.page.reload()
    await reader.settled()
    expect(await page.content()).not.toContain(address)

    await page.getByRole('button', { name: /^Revoke ?: Wall calendar$/ }).click()
    await page.getByRole('button', { name: 'Revoke the address' }).click()
    await page.getByText('No feed.').waitFor()
    expect((await fetch(address)).status).toBe(404)
    await reader.close()
  })

  it('add a webhook with its secret shown once; its log tells what it was told, and tells it again', async () => {
    const reader = await room.reader('#/settings/webhooks')
    const { page } = reader

    await page.getByRole('button', { name: 'Add a webhook' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Archive')
    await page.getByLabel('Address', { exact: true }).fill('ftp://example.org')
    await page.getByRole('button', { name: 'Add a webhook' }).click()
    await page.locator('.field-bad').waitFor()
    await page.getByLabel('Address', { exact: true }).fill(receiverUrl)
    await page.getByLabel('Organisation', { exact: true }).check()
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Add a webhook' }).click()
    const secret = await page.locator('.secret').textContent()
    expect(secret).toMatch(/^whsec_/)

    await room.made('/v1/organisations', { name: 'Open Library Network' })
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(1)
    await page.getByRole('button', { name: /^Log ?: Archive$/ }).click()
    await page.getByRole('cell', { name: 'Delivered' }).waitFor()
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Tell again' }).click()
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(2)
    expect(received[1]).toBe(received[0])

    await page.getByRole('button', { name: /^New secret ?: Archive$/ }).click()
    await page.getByRole('button', { name: 'Make a new secret' }).click()
    await expect.poll(() => page.locator('.secret').textContent()).not.toBe(secret)
    await page.getByRole('button', { name: /^Disable ?: Archive$/ }).click()
    await page.getByText('An administrator disabled it.').waitFor()
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: /^Take up again ?: Archive$/ }).click()
    await page.getByText('An administrator disabled it.').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Remove ?: Archive$/ }).click()
    await page.locator('form').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('No webhook.').waitFor()
    await reader.close()
  })

  it('make a token that ends and lets in until it is revoked', async () => {
    const reader = await room.reader('#/settings/tokens')
    const { page } = reader
    const me = (token: string) =>
      fetch(`${room.product.baseUrl}/v1/me`, { headers: { authorization: `Bearer ${token}` } })

    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Nightly export')
    await page.getByLabel('For', { exact: true }).selectOption('7')
    await page.getByRole('button', { name: 'Make a token' }).click()
    const token = (await page.locator('.secret').textContent()) ?? ''
    await page.getByText('until 12 October 2026').waitFor()
    expect((await me(token)).status).toBe(200)
    expect(await reader.violations()).toEqual([])

    await page.getByRole('button', { name: /^Revoke ?: Nightly export$/ }).click()
    await page.getByRole('button', { name: 'Revoke the token' }).click()
    await page.getByRole('button', { name: /^Revoke ?: Nightly export$/ }).waitFor({ state: 'detached' })
    expect((await me(token)).status).toBe(401)
    await reader.close()
  })

  it('try a channel, and say what came of it', async () => {
    const reader = await room.reader('#/settings/channels')
    const { page } = reader

    await page.getByRole('button', { name: 'Add a channel' }).click()
    await page.getByLabel('Kind', { exact: true }).selectOption('webhook')
    await page.getByLabel('Name', { exact: true }).fill('Desk')
    await page.getByLabel('Address', { exact: true }).fill(receiverUrl)
    await page.getByRole('button', { name: 'Add a channel' }).click()
    await page.getByRole('button', { name: /^Send a test ?: Desk$/ }).click()

    await page.getByText('The test was accepted.').waitFor()
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('keep a calendar with its own working days', async () => {
    const reader = await room.reader('#/settings/calendars')
    const { page } = reader

    await page.getByRole('button', { name: 'Add a calendar' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Gulf office')
    await page.getByLabel('Friday').uncheck()
    await page.getByLabel('Sunday').check()
    await page.getByLabel('Holidays').fill('2026-12-16')
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()

    await page.getByText('1 holiday').waitFor()
    const [calendar] = (await room.product.call('GET', '/v1/calendars')).body.data
    expect(calendar).toMatchObject({ workingDays: [1, 2, 3, 4, 7], holidays: ['2026-12-16'] })
    await reader.close()
  })
})
