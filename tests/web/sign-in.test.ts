import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { client, Provider } from './provider.ts'
import { ReadingRoom } from './reader.ts'

let provider: Provider
let room: ReadingRoom

describe.skipIf(browserPath === undefined)('signing in with the issuer', () => {
  beforeAll(async () => {
    provider = await Provider.open()
    // The tokens of the issuer hold by the clock on the wall.
    room = await ReadingRoom.open({ SERVANDA_NOW: new Date().toISOString(), ...provider.environment })
    const leyla = await room.made('/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    const { code } = await room.made(`/v1/team/${leyla.id}/invitation`, {})
    const reader = await room.stranger()
    const { page } = reader
    await page.goto(`/#/invitation/${code}`)
    await page.getByText('You have been invited.').waitFor()
    expect(await reader.violations()).toEqual([])
    await signInOn(page)
    await page.getByText('belong to no workspace yet').waitFor()
    expect(await reader.violations()).toEqual([])
    expect(await page.getByLabel('Code of the invitation').inputValue()).toBe(code)
    await page.getByRole('button', { name: 'Accept the invitation' }).click()
    await reader.heading('Due').waitFor()
    await reader.close()
  })

  beforeEach(() => {
    provider.lie = undefined
    provider.seconds = 900
    provider.refused.length = 0
    provider.grants.length = 0
  })

  afterAll(async () => {
    await room.close()
    await provider.close()
  })

  const signInOn = (page: Page) =>
    page.getByRole('button', { name: 'Sign in with your organisation' }).click()

  it('uses the code flow with PKCE, and leaves neither the code in the address nor a token for another tab', async () => {
    const reader = await room.stranger()
    const { page } = reader
    await reader.go('#/people')
    await signInOn(page)
    await reader.heading('People').waitFor()

    expect(Object.fromEntries(provider.asked)).toMatchObject({
      response_type: 'code',
      client_id: client.id,
      redirect_uri: room.product.baseUrl,
      scope: `openid ${client.scope}`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(provider.refused).toEqual([])
    expect(provider.grants).toEqual(['authorization_code'])
    expect(page.url()).toBe(`${room.product.baseUrl}/#/people`)
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('eyJ')
    expect(await page.evaluate(() => sessionStorage.getItem('servanda.signing-in'))).toBeNull()
    await page.getByText('Signed in as Leyla').waitFor()
    await reader.close()
  })

  it.each(['state', 'nonce', 'issuer'] as const)(
    'refuses an answer whose %s is that of another',
    async (lie) => {
      provider.lie = lie
      const reader = await room.stranger()
      const { page } = reader
      await reader.go('')
      await signInOn(page)

      await page.getByText('The sign-in came to nothing.').waitFor()
      expect(await page.evaluate(() => sessionStorage.getItem('servanda.token'))).toBeNull()
      expect(page.url()).not.toContain('code=')
      expect(await reader.violations()).toEqual([])
      await reader.close()
    },
  )

  it('refuses an answer to what this tab has never asked', async () => {
    const reader = await room.stranger()
    await reader.page.goto('/?code=stolen&state=guessed')

    await reader.page.getByText('This sign-in was not begun in this tab.').waitFor()
    expect(provider.grants).toEqual([])
    await reader.close()
  })

  it('renews a token that is about to end before the next request', async () => {
    provider.seconds = 30
    const reader = await room.stranger()
    await reader.go('')
    await signInOn(reader.page)
    await reader.heading('Due').waitFor()
    await reader.settled()

    expect(provider.grants.filter((grant) => grant === 'refresh_token').length).toBeGreaterThan(0)
    expect(provider.refused).toEqual([])
    await reader.close()
  })

  it('goes on with what was typed where the session ends and another tab signs in', async () => {
    const reader = await room.stranger()
    const { page } = reader
    await reader.go('#/new')
    await signInOn(page)
    await page.getByLabel('Title').fill('Typed with care')
    await page.getByLabel('Note').first().waitFor({ state: 'attached' })
    provider.endSessions()
    await page.route('**/v1/commitments?dryRun=true', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        json: { type: 't', title: 'Not signed in', status: 401, detail: 'd', errors: [], requestId: 'r' },
      }),
    )
    await page.getByLabel('Title').fill('Typed with much care')
    await page.getByText('Your session has ended.').waitFor()
    expect(await reader.violations()).toEqual([])
    await page.unroute('**/v1/commitments?dryRun=true')

    const [other] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Sign in again in another tab' }).click(),
    ])
    await signInOn(other)
    await other.getByRole('heading', { name: 'Due' }).waitFor()

    await reader.heading('New record').waitFor()
    expect(await page.getByLabel('Title').inputValue()).toBe('Typed with much care')
    await reader.close()
  })

  it('ends here and at the issuer', async () => {
    provider.endSessions()
    const reader = await room.stranger()
    const { page } = reader
    await reader.go('')
    await signInOn(page)
    await page.getByText('Signed in as Leyla').waitFor()
    expect(provider.keepsRefreshToken).toBe(true)

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in with your organisation' }).waitFor()

    await expect.poll(() => provider.keepsRefreshToken).toBe(false)
    // The way leads by the issuer and back: meanwhile there is no page to ask.
    await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toEqual([])
    await reader.close()
  })

  it('still takes an API token', async () => {
    const reader = await room.stranger()
    const { page } = reader
    await reader.go('')
    await page.getByText('With an API token instead').click()
    await page.getByLabel('API token').fill(room.product.token)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()

    await page.getByText('Signed in as Administrator').waitFor()
    await reader.close()
  })
})
