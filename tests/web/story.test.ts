import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { ReadingRoom } from './reader.ts'

let room: ReadingRoom

describe.skipIf(browserPath === undefined)('the whole story', () => {
  beforeAll(async () => {
    room = await ReadingRoom.open()
  })

  afterAll(() => room.close())

  it('is recorded, reminded of, opened from the mail, acknowledged and done; then the next occurrence is due', async () => {
    const reader = await room.reader('#/new')
    const { page } = reader

    await page.getByLabel('Title').fill('Annual contribution')
    await page.getByLabel('Owed to').fill('Open Library Network')
    await page.getByRole('button', { name: 'Add “Open Library Network”' }).click()
    await page.getByLabel('Say it in words').fill('every year from 15 December 2026')
    await page.getByRole('button', { name: 'Fill in from words' }).click()
    await page.locator('.preview').getByText('15 December 2026', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { name: 'Annual contribution' }).waitFor()

    await room.product.call('POST', '/local/clock', { now: '2026-11-16T09:00:00Z' })
    const { body } = await room.product.call('GET', '/local/mailbox')
    const mail = body.data.at(-1)
    expect(mail.subject).toContain('Annual contribution')
    const link = /http:\/\/\S*#\/deadlines\/\S+/.exec(mail.text)?.[0] ?? ''

    // As a mail opens it: in a page of its own.
    await page.goto('about:blank')
    await page.goto(link)
    await page.getByRole('heading', { name: 'Annual contribution' }).waitFor()
    await page.getByRole('button', { name: /^More/ }).click()
    await page.getByRole('button', { name: 'Acknowledge' }).click()
    await page.getByText('Acknowledged by Administrator').waitFor()
    await page.getByRole('button', { name: /^Done/ }).first().click()
    await page.locator('form').getByRole('button', { name: 'Done' }).click()
    await page.getByText('Done on 16 November 2026').waitFor()

    await room.product.call('POST', '/local/clock', { now: '2027-06-20T09:00:00Z' })
    await page.goto('about:blank')
    await reader.go('#/due')
    await reader.row('Annual contribution').first().getByText('15 December 2027').waitFor()
    expect(await page.getByText('15 December 2026').count()).toBe(0)
    await reader.close()
  })
})
