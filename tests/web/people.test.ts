import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { ReadingRoom } from './reader.ts'

let room: ReadingRoom
let leyla: { id: string }

describe.skipIf(browserPath === undefined)('the people', () => {
  beforeAll(async () => {
    room = await ReadingRoom.open()
    leyla = await room.made('/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    await room.made('/v1/commitments', {
      title: 'Report of Leyla',
      ownerId: leyla.id,
      schedule: { kind: 'once', on: '2026-11-20' },
    })
  })

  afterAll(() => room.close())

  const row = (page: import('playwright-core').Page, name: string) =>
    page.locator('[data-row]').filter({ hasText: name })

  it('are added and changed where they stand', async () => {
    const reader = await room.reader('#/people')
    const { page } = reader

    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Tomas')
    await page.getByLabel('E-mail address').fill('not an address')
    await page.locator('form').getByRole('button', { name: 'Add a person' }).click()
    await page.locator('.field-bad').waitFor()
    await page.getByLabel('E-mail address').fill('tomas@example.org')
    await page.locator('form').getByRole('button', { name: 'Add a person' }).click()
    await page.getByRole('button', { name: /^Edit ?: Tomas$/ }).click()
    await page.getByLabel('Role').selectOption('viewer')
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Save changes' }).click()

    await row(page, 'Tomas').getByText('Viewer').waitFor()
    await reader.close()
  })

  it('say when they are away and who stands in, and take it back', async () => {
    const reader = await room.reader('#/people')
    const { page } = reader

    await page.getByRole('button', { name: /^Out of office ?: Leyla$/ }).click()
    await page.getByLabel('Last day away').fill('2026-10-01')
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.getByText('The last day lies before the first.').waitFor()
    await page.getByLabel('Last day away').fill('2026-10-16')
    await page.getByLabel('Who stands in').selectOption({ label: 'Administrator' })
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Record it' }).click()
    await row(page, 'Leyla').getByText('Away until 16 October 2026: Administrator stands in').waitFor()
    expect((await room.product.call('GET', '/v1/absences')).body.data).toMatchObject([
      { personId: leyla.id, startsOn: '2026-10-05', endsOn: '2026-10-16' },
    ])

    await page.getByRole('button', { name: /^Out of office ?: Leyla$/ }).click()
    await page.getByRole('button', { name: /^Remove ?: 5 October 2026/ }).click()
    await row(page, 'Leyla').getByText('Away until').waitFor({ state: 'detached' })
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('are invited by a link that is shown once', async () => {
    const reader = await room.reader('#/people')
    const { page } = reader

    await page.getByRole('button', { name: /^Invite ?: Leyla$/ }).click()
    await page.getByRole('button', { name: 'Make an invitation' }).click()

    const link = (await page.locator('.secret').textContent()) ?? ''
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/invitation\/inv_/)
    expect(await row(page, 'Leyla').textContent()).toContain('12 October 2026')
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('hand over what they answer for when they leave, once that has been seen', async () => {
    const reader = await room.reader('#/people')
    const { page } = reader
    expect(await row(page, 'Leyla').textContent()).toContain('1 deadline')

    await page.getByRole('button', { name: /^Remove ?: Leyla$/ }).click()
    await page.getByLabel('What Leyla answers for goes to').selectOption({ label: 'Administrator' })
    await page.getByRole('button', { name: 'Show what that is' }).click()
    await page.getByText('Report of Leyla').waitFor()
    expect(await reader.violations()).toEqual([])
    expect((await room.product.call('GET', `/v1/team/${leyla.id}`)).body.status).toBe('active')
    await page.getByRole('button', { name: 'Hand over and remove' }).click()

    await row(page, 'Leyla').waitFor({ state: 'detached' })
    expect((await room.product.call('GET', `/v1/team/${leyla.id}`)).body.status).toBe('removed')
    const [record] = (await room.product.call('GET', '/v1/records')).body.data
    expect(record.ownerId).not.toBe(leyla.id)
    await reader.close()
  })

  it('who inherit a confidential record see that it exists, and open it with a reason', async () => {
    const other = await room.made('/v1/team', { name: 'Nigar', email: 'nigar@example.org' })
    const [me] = (await room.product.call('GET', '/v1/team?q=Administrator')).body.data
    const secret = await room.made('/v1/commitments', {
      title: 'Secret undertaking',
      schedule: { kind: 'once', on: '2026-12-20' },
      visibleTo: [me.id, other.id],
    })
    const path = `/v1/commitments/${secret.id}`
    const hidden = await room.product.call('PATCH', path, { visibleTo: [other.id] }, { 'if-match': '*' })
    expect(hidden.status).toBe(200)
    const reader = await room.reader('#/people')
    const { page } = reader

    await page.getByText('Confidential records that nobody owns').waitFor()
    expect(await page.content()).not.toContain('Secret undertaking')
    await page.getByRole('button', { name: /^Open it ?: Commitment$/ }).click()
    await page.getByLabel('Reason').fill('Nobody answers for it')
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Open it, with this reason' }).click()

    await reader.heading('Secret undertaking').waitFor()
    const history = (await room.product.call('GET', `/v1/records/${secret.id}/history`)).body.data
    expect(history.at(-1)).toMatchObject({ action: 'opened', reason: 'Nobody answers for it' })
    await reader.close()
  })
})
