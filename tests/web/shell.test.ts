import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { az } from '../../web/words/az.ts'
import { browserPath } from './chromium.ts'
import { ReadingRoom } from './reader.ts'

let room: ReadingRoom

describe.skipIf(browserPath === undefined)('the dashboard', () => {
  beforeAll(async () => {
    room = await ReadingRoom.open({ SERVANDA_SAMPLE: 'reference' })
  })

  afterAll(() => room.close())

  it('asks for a token, refuses a wrong one beside its field, and takes a right one', async () => {
    const reader = await room.stranger()
    await reader.go('')
    expect(await reader.violations()).toEqual([])

    await reader.page.getByLabel('API token').fill('not-a-token')
    await reader.page.getByRole('button', { name: 'Sign in' }).click()
    await reader.page.getByText('This token is not known any more.').waitFor()
    await reader.page.getByLabel('API token').fill(room.product.token)
    await reader.page.getByRole('button', { name: 'Sign in' }).click()

    await reader.heading('Due').waitFor()
    await reader.close()
  })

  it('is served with a policy that lets no text become a script or a style', async () => {
    const { headers } = await fetch(room.product.baseUrl)
    const policy = headers.get('content-security-policy') ?? ''

    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    const reader = await room.reader()
    const ran = reader.page.evaluate(`
      const script = document.createElement('script')
      script.textContent = 'globalThis.ran = true'
      document.body.append(script)
      globalThis.ran === true`)
    expect(await ran.catch(() => false)).toBe(false)
    await reader.page.context().close()
  })

  it('loads nothing from elsewhere, and at most 100 KB of compressed script', async () => {
    const { gzipSync } = await import('node:zlib')
    const reader = await room.stranger()
    const scripts: Buffer[] = []
    const hosts = new Set<string>()
    reader.page.on('response', async (response) => {
      hosts.add(new URL(response.url()).origin)
      if (response.url().endsWith('.js')) scripts.push(await response.body())
    })

    await reader.page.addInitScript(`sessionStorage.setItem('servanda.token', '${room.product.token}')`)
    await reader.go('#/due')

    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)
    expect(scripts.length).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(100_000)
    expect([...hosts]).toEqual([room.product.baseUrl])
    await reader.close()
  })

  it('lists the keys that work, and switches single keys off', async () => {
    const reader = await room.reader()

    await reader.page.keyboard.press('?')
    await reader.page.getByRole('dialog').waitFor()
    expect(await reader.violations()).toEqual([])
    await reader.page.getByLabel('Single keys are on').uncheck()
    await reader.page.keyboard.press('Escape')
    await reader.page.keyboard.press('?')

    expect(await reader.page.getByRole('dialog').count()).toBe(0)
    await reader.close()
  })

  it.each([
    ['on a phone', { width: 360, height: 740 }],
    ['at 400 % zoom', { width: 320, height: 256 }],
  ])('needs no scrolling sideways %s', async (_, viewport) => {
    const reader = await room.reader('#/due', { viewport })

    expect(await reader.overflow()).toBe(0)
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('speaks a language of longer words that runs from right to left', async () => {
    const reader = await room.stranger()
    await reader.page.addInitScript(`localStorage.setItem('servanda.language', 'pseudo')`)
    await reader.page.addInitScript(`sessionStorage.setItem('servanda.token', '${room.product.token}')`)
    await reader.go('#/due')

    expect(await reader.page.evaluate(() => document.documentElement.dir)).toBe('rtl')
    expect(await reader.page.locator('h1').textContent()).toMatch(/^⟦Dûé·+⟧$/)
    expect(await reader.overflow()).toBe(0)
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('speaks Azerbaijani, marked as a draft, with the months by their names though the browser knows none', async () => {
    const reader = await room.stranger()
    await reader.page.addInitScript(`localStorage.setItem('servanda.language', 'az')`)
    await reader.page.addInitScript(`sessionStorage.setItem('servanda.token', '${room.product.token}')`)
    await reader.go('#/due')

    expect(await reader.page.evaluate(() => document.documentElement.lang)).toBe('az')
    expect(await reader.page.locator('option:checked').first().textContent()).toBe(
      'Azərbaycanca (yoxlanılacaq qaralama)',
    )
    const days = await reader.page.locator('time').allTextContents()
    const distances = await reader.page.locator('.row-distance').allTextContents()
    expect(Math.min(days.length, distances.length)).toBeGreaterThan(0)
    const named = new Set(Object.entries(az).flatMap(([key, word]) => (key.startsWith('month.') ? word : [])))
    expect(days.filter((day) => !named.has(day.replaceAll(/^\d+ | \d{4}$/g, '')))).toEqual([])
    expect(distances.filter((words) => !/^\d+ (gün|ay) (əvvəl|sonra)$/.test(words))).toEqual([])
    await reader.close()
  })

  it('labels the sample, and removes exactly that by one action', async () => {
    const own = await room.made('/v1/commitments', {
      title: 'Our own',
      schedule: { kind: 'once', on: '2026-10-20' },
    })
    const reader = await room.reader()
    await reader.page.getByText('This is sample data.').waitFor()

    await reader.page.getByRole('button', { name: 'Remove the sample' }).click()
    await reader.page.getByRole('button', { name: 'Remove it' }).click()
    await reader.page.getByText('This is sample data.').waitFor({ state: 'detached' })
    await reader.settled()

    expect(await reader.page.locator('.row-title').allTextContents()).toEqual(['Our own'])
    const list = async (path: string) => (await room.product.call('GET', path)).body.data
    expect((await list('/v1/records')).map(({ id }: any) => id)).toEqual([own.id])
    expect(await list('/v1/organisations')).toEqual([])
    expect((await room.product.call('GET', '/v1/settings')).body).toMatchObject({ zone: 'UTC' })
    await reader.close()
  })
})
