import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { ReadingRoom } from './reader.ts'

let room: ReadingRoom

/** Markup, long words, text that runs the other way or overrides the direction, and what is nearly a template. */
const hostile = [
  '<img src=x onerror="globalThis.ran=true">',
  '"><script>globalThis.ran=true</script>',
  'javascript:globalThis.ran=true',
  '{{constructor.constructor("globalThis.ran=true")()}}',
  '\u202egnorw eht yaw dnuor\u202c',
  'مذكرة تفاهم بشأن التعاون في مجال اللاجئين',
  `${'Donaudampfschifffahrtsgesellschaft'.repeat(8)}`,
  '𝕌𝕟𝕚𝕔𝕠𝕕𝕖 👩‍👩‍👧‍👦 ﷽ Z̸̡͖̩a̷̢͝l̴̨͖g̶̗̈́o̸',
]

describe.skipIf(browserPath === undefined)('hostile text', () => {
  beforeAll(async () => {
    room = await ReadingRoom.open()
  })

  afterAll(() => room.close())

  it.each(hostile.map((text, at) => [at, text] as const))(
    'executes nothing and breaks no layout, wherever it stands: %i',
    async (at, text) => {
      const label = text.slice(0, 100)
      const organisation = await room.made('/v1/organisations', {
        name: text,
        shortName: label,
        areas: [label],
      })
      const record = await room.made('/v1/commitments', {
        title: text,
        organisationId: organisation.id,
        role: label,
        schedule: { kind: 'once', on: '2026-10-20' },
        milestones: [{ key: 'one', title: text, offset: '-P3D' }],
        areas: [label],
        externalRef: text.slice(0, 200),
        note: text,
        links: [{ title: text, url: `https://example.org/?q=${encodeURIComponent(label)}` }],
      })
      await room.made(`/v1/records/${record.id}/events`, {
        kind: 'meeting',
        on: '2026',
        note: text,
        reference: label,
      })
      await room.made('/v1/team', { name: text, email: `p${at}@example.org` })
      await room.made('/v1/feeds', { name: text, area: label })
      await room.made('/v1/calendars', { name: text })
      await room.made('/v1/tokens', { name: text })
      await room.made('/v1/webhooks', {
        name: text,
        url: `https://example.org/${'long'.repeat(60)}`,
        types: ['channel.changed'],
      })
      const deadline = `${record.id}.occurrence.2026-10-20`
      const done = { note: text, evidence: [text] }
      const milestone = `/v1/deadlines/${record.id}.milestone.2026-10-20.one/complete`
      await room.product.call('POST', milestone, done, { 'if-match': '*' })
      const reader = await room.reader('#/due', { viewport: { width: 360, height: 740 } })

      for (const hash of [
        '#/due',
        `#/records/${record.id}`,
        `#/edit/${record.id}`,
        `#/deadlines/${deadline}`,
        `#/organisations/${organisation.id}`,
        `#/search?q=${encodeURIComponent(label)}&area=${encodeURIComponent(label)}`,
        '#/people',
        '#/reminders',
        '#/settings/calendars',
        '#/settings/feeds',
        '#/settings/webhooks',
        '#/settings/tokens',
        `#/${encodeURIComponent(label)}`,
      ]) {
        await reader.page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
        await reader.settled()
        expect(await reader.page.evaluate('globalThis.ran'), hash).toBeUndefined()
        expect(await reader.overflow(), hash).toBe(0)
      }
      await reader.go(`#/records/${record.id}`)
      expect(await reader.page.locator('h1').textContent()).toBe(text)
      expect(await reader.page.locator('h1 bdi').getAttribute('dir')).toBe('auto')
      await reader.close()
    },
  )

  it('is sent as it was typed', async () => {
    const [text = ''] = hostile
    const reader = await room.reader('#/new')
    await reader.page.getByLabel('Title').fill(text)
    await reader.page.getByLabel('On', { exact: true }).fill('2026-12-01')
    await reader.page.getByRole('button', { name: 'Save', exact: true }).click()
    await reader.page.locator('h1 bdi').waitFor()

    expect(await reader.page.locator('h1').textContent()).toBe(text)
    expect(await reader.page.evaluate('globalThis.ran')).toBeUndefined()
    await reader.close()
  })
})
