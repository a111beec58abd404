import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { ReadingRoom } from './reader.ts'

let room: ReadingRoom

describe.skipIf(browserPath === undefined)('what is due', () => {
  beforeAll(async () => {
    room = await ReadingRoom.open()
  })

  afterAll(() => room.close())

  /** A commitment with one deadline. */
  function owed(title: string, on: string) {
    return room.made('/v1/commitments', { title, schedule: { kind: 'once', on }, trackedFrom: '2026-01-01' })
  }

  it('says what belongs there while there is nothing', async () => {
    const empty = await ReadingRoom.open()
    const reader = await empty.reader()

    expect(await reader.page.locator('.empty').textContent()).toContain('Nothing is due.')
    expect(await reader.heading('Three steps to a first record').count()).toBe(1)
    expect(await reader.violations()).toEqual([])

    await reader.close()
    await empty.close()
  })

  it('is listed by how soon it has to be done', async () => {
    await owed('Long overdue', '2026-09-01')
    await owed('Within the week', '2026-10-09')
    await owed('Within the month', '2026-10-30')
    await owed('Within the quarter', '2026-12-20')
    await owed('Much later', '2027-06-01')
    const reader = await room.reader()

    const listed = await reader.page
      .locator('.section')
      .evaluateAll((sections) =>
        sections.map((section) => [
          section.querySelector('h2')?.firstChild?.textContent?.trim(),
          [...section.querySelectorAll('.row-title')].map((title) => title.textContent),
        ]),
      )

    expect(listed).toEqual([
      ['Overdue', ['Long overdue']],
      ['This week', ['Within the week']],
      ['Within 30 days', ['Within the month']],
      ['Within 90 days', ['Within the quarter']],
      ['Later', ['Much later']],
    ])
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('is done in place with evidence, and undone', async () => {
    const { id } = await owed('To be done', '2026-10-20')
    const reader = await room.reader()
    const row = reader.row('To be done')

    await row.getByRole('button', { name: /^Done/ }).click()
    await row.getByLabel('Evidence').fill('Note verbale 41/2026\nhttps://example.org/report')
    expect(await reader.violations()).toEqual([])
    await row.locator('form').getByRole('button', { name: 'Done' }).click()
    await row.getByText('Done on 5 October 2026').waitFor()

    const deadline = `/v1/deadlines/${id}.occurrence.2026-10-20`
    expect((await room.product.call('GET', deadline)).body).toMatchObject({
      status: 'done',
      evidence: ['Note verbale 41/2026', { url: 'https://example.org/report' }],
    })
    await row.getByRole('button', { name: /^Undo/ }).click()
    await expect.poll(async () => (await room.product.call('GET', deadline)).body.status).toBe('open')
    await reader.close()
  })

  it('is worked through by keyboard alone', async () => {
    const { id } = await owed('AAA by keyboard', '2026-10-06')
    const reader = await room.reader('#/due?when=week')
    const { keyboard } = reader.page

    await keyboard.press('j')
    await keyboard.press('a')
    await reader.row('AAA by keyboard').getByText('Acknowledged by Administrator').waitFor()
    await keyboard.press('m')
    const field = reader.page.getByLabel('New date')
    await field.waitFor()
    await field.fill('2026-10-08')
    await keyboard.press('Enter')

    await reader.row('AAA by keyboard').getByText('Moved from 6 October 2026').waitFor()
    const { body } = await room.product.call('GET', `/v1/deadlines/${id}.occurrence.2026-10-06`)
    expect(body).toMatchObject({ dueOn: '2026-10-08', acknowledged: {} })
    await reader.close()
  })

  it('shows what somebody else has changed between, and keeps what was typed', async () => {
    const { id } = await owed('Contested', '2026-10-22')
    const path = `/v1/deadlines/${id}.occurrence.2026-10-22`
    const reader = await room.reader()
    const row = reader.row('Contested')
    await row.getByRole('button', { name: /^Done/ }).click()
    await row.getByLabel('Note').fill('Typed with care')

    await room.product.call('POST', `${path}/move`, { dueOn: '2026-10-28' }, { 'if-match': '*' })
    await row.locator('form').getByRole('button', { name: 'Done' }).click()

    await row.getByText('Somebody changed this while you were writing.').waitFor()
    expect(await row.getByRole('alert').textContent()).toContain('28 October 2026')
    expect(await row.getByLabel('Note').inputValue()).toBe('Typed with care')
    await row.getByRole('button', { name: 'Do it anyway' }).click()
    await row.getByText('Done on 5 October 2026').waitFor()
    expect((await room.product.call('GET', path)).body).toMatchObject({
      status: 'done',
      note: 'Typed with care',
    })
    await reader.close()
  })

  it('is sent once though the answer was lost: the second try carries the same key', async () => {
    const { id } = await owed('Lost answer', '2026-10-23')
    const reader = await room.reader()
    const row = reader.row('Lost answer')
    const keys: (string | undefined)[] = []
    await reader.page.route('**/complete', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      const response = await route.fetch()
      if (keys.length === 1) await route.abort()
      else await route.fulfill({ response })
    })

    await row.getByRole('button', { name: /^Done/ }).click()
    await row.getByLabel('Note').fill('Sent')
    await row.locator('form').getByRole('button', { name: 'Done' }).click()
    await row.getByText('No answer.').waitFor()
    expect(await row.getByLabel('Note').inputValue()).toBe('Sent')
    await row.locator('form').getByRole('button', { name: 'Done' }).click()
    await row.getByText('Done on 5 October 2026').waitFor()

    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
    const { body } = await room.product.call('GET', `/v1/records/${id}/history`)
    expect(body.data.map(({ action }: any) => action)).toEqual(['recorded', 'completed'])
    await reader.close()
  })

  it('says beside the field what is wrong with it', async () => {
    await owed('Badly moved', '2026-10-24')
    const reader = await room.reader()
    const row = reader.row('Badly moved')

    await row.getByRole('button', { name: /^More/ }).click()
    await row.getByRole('button', { name: 'Move', exact: true }).click()
    await row.getByLabel('New date').fill('24.10.2026')
    await row.locator('form').getByRole('button', { name: 'Move' }).click()

    await row.getByText('YYYY-MM-DD').waitFor()
    const field = row.getByLabel('New date')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.inputValue()).toBe('24.10.2026')
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('is narrowed to one’s own, and to what one answers for', async () => {
    const [me] = (await room.product.call('GET', '/v1/team')).body.data
    const other = await room.made('/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    const schedule = { kind: 'once', on: '2026-10-11' }
    await room.made('/v1/commitments', { title: 'Of Leyla', schedule, ownerId: other.id })
    await room.made('/v1/commitments', {
      title: 'Supervised',
      schedule,
      ownerId: other.id,
      supervisorId: me.id,
    })
    const titles = async (whose: string) => {
      const reader = await room.reader(`#/due?when=week&whose=${whose}`)
      const found = await reader.page.locator('.row-title').allTextContents()
      await reader.close()
      return found.filter((title) => ['Of Leyla', 'Supervised'].includes(title))
    }

    expect(await titles('mine')).toEqual([])
    expect(await titles('team')).toEqual(['Supervised'])
    expect((await titles('all')).sort()).toEqual(['Of Leyla', 'Supervised'])
  })
})
