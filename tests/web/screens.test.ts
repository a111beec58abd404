import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { ReadingRoom } from './reader.ts'

let room: ReadingRoom
let ids: Record<'commitment' | 'treaty' | 'organisation', string>

const screens = [
  '#/due',
  '#/due?when=later',
  '#/new',
  '#/year',
  '#/search',
  '#/search?q=refugees',
  '#/organisations',
  '#/organisations/new',
  '#/organisations/{organisation}',
  '#/records/{commitment}',
  '#/records/{treaty}',
  '#/edit/{commitment}',
  '#/deadlines/{commitment}.occurrence.81',
  '#/reminders',
  '#/reminders?state=sent',
  '#/people',
  '#/health',
  '#/settings',
  '#/settings/calendars',
  '#/settings/channels',
  '#/settings/feeds',
  '#/settings/webhooks',
  '#/settings/tokens',
  '#/import',
  '#/activity',
  '#/nowhere',
]

const looks = [
  ['at a desk', { viewport: { width: 1280, height: 900 } }, undefined],
  [
    'in French on a phone in the dark',
    { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
    'fr',
  ],
  ['from right to left at 400 % zoom', { viewport: { width: 320, height: 256 } }, 'pseudo'],
] as const

describe.skipIf(browserPath === undefined)('every screen', () => {
  beforeAll(async () => {
    room = await ReadingRoom.open({ SERVANDA_SAMPLE: 'reference' })
    await room.product.call('POST', '/local/clock', { now: '2026-10-07T06:00:00Z' })
    const first = async (path: string) => (await room.product.call('GET', path)).body.data[0].id
    ids = {
      commitment: await first('/v1/records?q=missing+persons&kind=commitment'),
      treaty: await first('/v1/records?q=1951'),
      organisation: await first('/v1/organisations?q=Refugees'),
    }
  })

  afterAll(() => room.close())

  it.each(looks)('is accessible and needs no scrolling sideways %s', async (_, options, language) => {
    const reader = await room.reader('#/due', options)
    if (language !== undefined)
      await reader.page.addInitScript(
        `if (location.protocol === 'http:') localStorage.setItem('servanda.language', '${language}')`,
      )
    const found: Record<string, unknown> = {}
    for (const screen of screens) {
      const hash = screen.replace(/\{(\w+)\}/, (__, name: keyof typeof ids) => ids[name])
      // Another address first, so that the page is loaded anew.
      await reader.page.goto('about:blank')
      await reader.go(hash)
      const problems = [
        ...(await reader.violations()),
        ...((await reader.overflow()) > 0 ? ['overflow'] : []),
      ]
      if (problems.length > 0) found[screen] = problems
      expect(await reader.page.locator('h1').count(), screen).toBe(1)
      if (language === 'pseudo' && screen !== '#/nowhere')
        expect(await reader.page.locator('nav a').first().textContent(), screen).toMatch(/^⟦/)
    }

    expect(found).toEqual({})
    await reader.close()
  })

  it('says which requests it makes: a handful, however much there is', async () => {
    const counts: Record<string, number> = {}
    for (const screen of screens) {
      const hash = screen.replace(/\{(\w+)\}/, (__, name: keyof typeof ids) => ids[name])
      const reader = await room.reader('#/nowhere')
      reader.page.on('request', (request) => {
        if (new URL(request.url()).pathname.startsWith('/v1/')) counts[screen] = (counts[screen] ?? 0) + 1
      })
      await reader.page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
      await reader.settled()
      await reader.close()
    }

    expect(Math.max(...Object.values(counts))).toBeLessThanOrEqual(6)
  })

  it('says that the API fails, and reads again when asked', async () => {
    const reader = await room.reader('#/nowhere')
    const { page } = reader
    await page.route('**/v1/deadlines*', (route) => route.fulfill({ status: 503, body: 'down' }))
    await page.evaluate(`location.hash = '#/due'`)
    await page.getByText('Something went wrong on the server (503).').waitFor()
    expect(await reader.violations()).toEqual([])

    await page.unroute('**/v1/deadlines*')
    await page.getByRole('button', { name: 'Try again' }).click()

    await reader.row('Consultations with delegations').waitFor()
    await reader.close()
  })

  it('prints without what is only for the screen', async () => {
    const reader = await room.reader(`#/organisations/${ids.organisation}`)

    await reader.page.emulateMedia({ media: 'print' })

    const seen = await reader.page.locator('button:visible, nav:visible').count()
    expect(seen).toBe(0)
    expect(await reader.heading('What we have with them').isVisible()).toBe(true)
    await reader.close()
  })

  it('prints the brief of an organisation on one page', async () => {
    const reader = await room.reader(`#/organisations/${ids.organisation}`)

    const pagesOf = async (format: string) => {
      const pdf = await reader.page.pdf({ format })
      return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length
    }

    expect(await pagesOf('A4')).toBe(1)
    // What is counted is pages: a smaller sheet takes more of them.
    expect(await pagesOf('A6')).toBeGreaterThan(1)
    await reader.close()
  })
})
