import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { ReadingRoom } from './reader.ts'

let room: ReadingRoom

describe.skipIf(browserPath === undefined)('an import', () => {
  beforeAll(async () => {
    room = await ReadingRoom.open()
  })

  afterAll(() => room.close())

  it('is looked at first, its columns are said otherwise, and it is carried out', async () => {
    const sheet = [
      'Reference,Title,Blurb,Signature',
      '4-9,Convention against Torture,Kept in the archive,1996-08-16',
      '4-15,Convention on Disabilities,Kept in the safe,soon',
    ].join('\n')
    const reader = await room.reader('#/import')
    const { page } = reader
    const records = async () => (await room.product.call('GET', '/v1/records')).body.data

    await page
      .getByLabel('File')
      .setInputFiles({ name: 'register.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) })
    await page.getByLabel('What the lines are').selectOption('agreement')
    await page.getByRole('button', { name: 'Look at it first' }).click()
    await page.getByText('1 new, 0 changed, 0 as they are, 1 refused').waitFor()
    const refused = page.locator('tbody tr').filter({ hasText: 'Convention on Disabilities' })
    expect(await refused.locator('th').textContent()).toBe('3')
    expect(await refused.textContent()).toContain('Signature')
    expect(await reader.violations()).toEqual([])

    await page.getByLabel('Taken for: Blurb').selectOption({ label: 'Note' })
    await page.getByText('You said otherwise of some columns.').waitFor()
    expect(await page.getByRole('button', { name: 'Import all but' }).count()).toBe(0)
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Look at it again' }).click()
    await page.getByText('You said otherwise').waitFor({ state: 'detached' })
    expect(await records()).toEqual([])

    // What was found is there again after a reload.
    await page.reload()
    await page.getByRole('button', { name: 'Import all but the refused lines' }).click()
    await page.getByText('The import is done.').waitFor()
    expect(await records()).toMatchObject([
      { title: 'Convention against Torture', note: 'Kept in the archive' },
    ])
    await reader.close()
  })
})
