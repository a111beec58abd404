import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { ReadingRoom } from './reader.ts'

let room: ReadingRoom

describe.skipIf(browserPath === undefined)('a record', () => {
  beforeAll(async () => {
    room = await ReadingRoom.open({ SERVANDA_SAMPLE: 'reference' })
  })

  afterAll(() => room.close())

  async function idOf(q: string, kind: string): Promise<string> {
    const { body } = await room.product.call('GET', `/v1/records?q=${encodeURIComponent(q)}&kind=${kind}`)
    return body.data[0].id
  }

  it('shows its facts, its deadlines with their basis, its history and who will be told when', async () => {
    const reader = await room.reader(`#/records/${await idOf('missing persons', 'commitment')}`)
    const { page } = reader

    await page
      .getByText('100 days after the opening of every second session of the UN General Assembly')
      .waitFor()
    expect(await page.locator('.events li').count()).toBe(10)
    expect(await page.locator('.timeline circle').count()).toBe(10)
    expect(await page.locator('.row').count()).toBe(4)
    const row = reader.row('Draft tabled in the Third Committee')
    await row.getByRole('button', { name: /^More/ }).click()
    await row.getByText('35 days before the date of its occurrence').waitFor()
    await page.getByText('6 October 2026 at 08:00').first().waitFor()
    await page.getByText('History').click()
    await page.getByText('Recorded', { exact: true }).waitFor()
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('shows of a treaty what each party has done, and a date no more precisely than it is known', async () => {
    const azerbaijan = await room.made('/v1/organisations', { name: 'Azerbaijan', kind: 'state' })
    const treaty = await room.made('/v1/agreements', {
      title: 'Convention on Something',
      type: 'convention',
      parties: [{ organisationId: azerbaijan.id, capacity: 'State party' }],
    })
    const events = `/v1/records/${treaty.id}/events`
    await room.made(events, { kind: 'signature', on: '1992-05', organisationId: azerbaijan.id })
    await room.made(events, { kind: 'accession', on: '1993', organisationId: azerbaijan.id })
    await room.made(events, {
      kind: 'reservation',
      on: null,
      organisationId: azerbaijan.id,
      note: 'Article 4',
    })
    const reader = await room.reader(`#/records/${treaty.id}`)

    const cells = reader.page.locator('tbody tr').first().locator('th, td')
    await expect.poll(() => cells.count()).toBe(5)

    const texts = await cells.allTextContents()
    expect(texts[2]).toContain('May 1992')
    expect(texts[2]).toContain('not known to the day')
    expect(texts[3]).toContain('Accession 1993')
    expect(texts[4]).toContain('Article 4')
    expect(await reader.page.locator('.timeline rect').count()).toBe(2)
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('shows as our own what no party is named for', async () => {
    const treaty = await room.made('/v1/agreements', {
      title: 'Convention on Something Else',
      type: 'convention',
      parties: [{ name: 'Kingdom of Norway' }],
    })
    await room.made(`/v1/records/${treaty.id}/events`, { kind: 'accession', on: '1993-02-12' })
    const reader = await room.reader(`#/records/${treaty.id}`)

    const rows = reader.page.locator('tbody tr')
    await expect
      .poll(() => rows.allTextContents())
      .toEqual(['WeAccession 12 February 1993', 'Kingdom of Norway'])
    expect(await reader.violations()).toEqual([])
    await reader.close()
  })

  it('takes an event in place, with what is wrong said beside the field', async () => {
    const id = await idOf('International Humanitarian Forum', 'commitment')
    const reader = await room.reader(`#/records/${id}`)
    const { page } = reader

    await page.getByRole('button', { name: 'Add an event' }).click()
    await page.getByLabel('What happened').selectOption('payment')
    await page.getByLabel('On', { exact: true }).fill('soon')
    await page.getByLabel('Amount').fill('1500')
    await page.getByLabel('Currency').fill('usd')
    await page.getByRole('button', { name: 'Save the event' }).click()
    await page.getByText('Write what is known of the date').waitFor()
    await page.getByLabel('On', { exact: true }).fill('2026-09')
    await page.getByRole('button', { name: 'Save the event' }).click()

    await page.getByRole('heading', { name: 'Amounts due and paid' }).waitFor()
    expect(await page.locator('tfoot').textContent()).toContain('1,500 USD')
    await reader.close()
  })

  it('keeps the party that is chosen among the organisations', async () => {
    const party = await room.made('/v1/organisations', { name: 'Republic of Ruritania' })
    const reader = await room.reader('#/new')
    const { page } = reader

    await page.getByRole('button', { name: 'Agreement' }).click()
    await page.getByLabel('Title').fill('Memorandum on archives')
    await page.getByRole('button', { name: 'Add a party' }).click()
    await page.getByLabel('Party', { exact: true }).fill('Republic of Ruritania')
    await page.getByRole('button', { name: 'Save', exact: true }).click()

    await page.getByRole('heading', { name: 'Memorandum on archives' }).waitFor()
    const { body } = await room.product.call('GET', '/v1/records?q=memorandum on archives')
    expect(body.data[0].parties).toMatchObject([{ organisationId: party.id, name: null }])
    await reader.close()
  })

  it('is recorded from a sentence, with what follows from it before it is saved', async () => {
    const reader = await room.reader('#/new')
    const { page } = reader
    expect(await reader.violations()).toEqual([])

    await page.getByLabel('Title').fill('Resolution on water')
    await page
      .getByLabel('Say it in words')
      .fill(
        '100 days after every second session of the General Assembly from session 57, tabling four weeks before adoption',
      )
    await page.getByRole('button', { name: 'Fill in from words' }).click()
    const preview = page.locator('.preview')
    await preview.getByText('17 December 2026', { exact: true }).waitFor()
    await preview.getByText('19 November 2026', { exact: true }).waitFor()
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Save', exact: true }).click()

    await page.getByRole('heading', { name: 'Resolution on water' }).waitFor()
    const { body } = await room.product.call('GET', '/v1/records?q=resolution on water')
    expect(body.data[0]).toMatchObject({
      schedule: { kind: 'session', every: 2, offset: 'P100D', edge: 'opens' },
      milestones: [{ title: 'Tabling', offset: '-P4W' }],
    })
    await reader.close()
  })

  it('loses nothing that is typed: not by a refusal, a reload, nor a token that expires', async () => {
    const reader = await room.reader('#/new')
    const { page } = reader

    await page.getByRole('button', { name: 'Agreement' }).click()
    await page.getByLabel('Signed on').fill('last spring')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Write 1 to 300 characters.').first().waitFor()
    // The preview says so before the refusal does, which moves the focus.
    const isFocused = () => page.getByLabel('Title').evaluate((field) => field === document.activeElement)
    await expect.poll(isFocused).toBe(true)
    expect(await reader.violations()).toEqual([])
    await page.getByLabel('Title').fill('Typed before the reload')
    await page.reload()
    expect(await page.getByLabel('Title').inputValue()).toBe('Typed before the reload')

    await page.route('**/v1/agreements**', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify({ title: 'Not signed in', detail: '', errors: [], status: 401 }),
      }),
    )
    await page.getByLabel('Title').fill('Typed before it expired')
    await page.getByLabel('API token').waitFor()
    await page.unroute('**/v1/agreements**')
    await page.getByLabel('API token').fill(room.product.token)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('Title').waitFor()

    expect(await page.getByLabel('Title').inputValue()).toBe('Typed before it expired')
    await reader.close()
  })

  it('shows what a colleague changed at the same time, and keeps both', async () => {
    const body = { title: 'Shared work', schedule: { kind: 'once', on: '2026-11-02' }, note: 'As it was' }
    const { id } = await room.made('/v1/commitments', body)
    const reader = await room.reader(`#/edit/${id}`)
    const { page } = reader
    await page.getByLabel('Title').fill('Shared work, mine')

    const theirs = { note: 'Theirs', title: 'Shared work, theirs' }
    await room.product.call('PATCH', `/v1/commitments/${id}`, theirs, { 'if-match': '*' })
    await page.getByRole('button', { name: 'Save changes' }).click()

    await page.getByText('Somebody changed this while you were writing.').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('Shared work, theirs')
    expect(await page.getByLabel('Title').inputValue()).toBe('Shared work, mine')
    expect(await reader.violations()).toEqual([])
    await page.getByRole('button', { name: 'Save my changes' }).click()
    await page.getByRole('heading', { name: 'Shared work, mine' }).waitFor()
    expect((await room.product.call('GET', `/v1/records/${id}`)).body).toMatchObject({
      title: 'Shared work, mine',
      note: 'Theirs',
    })
    await reader.close()
  })
})
