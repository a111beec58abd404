import type { Page } from 'playwright-core'
import type { Product } from '../support/product.ts'

/** What a picture is taken of: where it is, and what the reader does there first. */
export type Scene = {
  readonly name: string
  readonly hash: string
  readonly act?: (page: Page) => Promise<unknown>
}

/** The ids of what the scenes show, by the names that stand for them in their addresses. */
export type Cast = Readonly<Record<'commitment' | 'treaty' | 'organisation', string>>

/** A desk as it looks after some days of work: colleagues, channels, feeds, things that were done and that were held. */
export async function setTheScene(product: Product): Promise<Cast> {
  const made = async (path: string, body: unknown) => (await product.call('POST', path, body)).body
  const leyla = await made('/v1/team', { name: 'Leyla Aliyeva', email: 'leyla@example.org' })
  await made('/v1/team', { name: 'Tomas Berg', email: 'tomas@example.org', role: 'viewer' })
  await made('/v1/feeds', { name: 'Wall calendar of the desk' })
  await made('/v1/feeds', { name: 'Leyla’s own', personId: leyla.id, discreet: true })
  await made('/v1/tokens', { name: 'Nightly export', scope: 'read' })
  await made('/v1/webhooks', { name: 'Document management', url: 'https://hooks.example.org/servanda' })
  await made('/v1/channels', {
    name: 'Desk channel',
    kind: 'slack',
    target: 'https://hooks.slack.com/services/T000/B000/XXXX',
  })
  await made('/v1/calendars', { name: 'United Nations', holidays: ['2026-12-25', '2027-01-01'] })
  const list = async (path: string) => (await product.call('GET', path)).body.data
  const [first] = await list('/v1/deadlines?status=open')
  const anyVersion = { 'if-match': '*' }
  await product.call('POST', `/v1/deadlines/${first.id}/assign`, { ownerId: leyla.id }, anyVersion)
  const idOf = async (path: string) => (await list(path))[0].id
  return {
    commitment: await idOf('/v1/records?q=missing+persons&kind=commitment'),
    treaty: await idOf('/v1/records?q=1951'),
    organisation: await idOf('/v1/organisations?q=Refugees'),
  }
}

const press = (name: string | RegExp) => (page: Page) =>
  page.locator('main').getByRole('button', { name }).first().click()

async function invite(page: Page): Promise<void> {
  await press('Invite')(page)
  await press('Make an invitation')(page)
  await page.locator('.secret').waitFor()
}

async function makeFeed(page: Page): Promise<void> {
  await press('Make a feed')(page)
  await page.getByLabel('Name', { exact: true }).fill('Phone of the director')
  await press('Make a feed')(page)
  await page.locator('.secret').waitFor()
}

export const scenes: readonly Scene[] = [
  { name: 'due', hash: '#/due' },
  { name: 'due-done', hash: '#/due', act: press(/^Done/) },
  { name: 'due-more', hash: '#/due', act: press(/^More/) },
  { name: 'due-later', hash: '#/due?when=later' },
  { name: 'new', hash: '#/new' },
  { name: 'year', hash: '#/year' },
  { name: 'year-month', hash: '#/year?year=2026&month=2026-12' },
  { name: 'search', hash: '#/search?q=refugees' },
  { name: 'organisations', hash: '#/organisations' },
  { name: 'organisation', hash: '#/organisations/{organisation}' },
  { name: 'record', hash: '#/records/{commitment}' },
  { name: 'treaty', hash: '#/records/{treaty}' },
  { name: 'edit', hash: '#/edit/{commitment}' },
  { name: 'deadline', hash: '#/deadlines/{commitment}.occurrence.81' },
  { name: 'reminders', hash: '#/reminders' },
  { name: 'reminders-sent', hash: '#/reminders?state=sent' },
  { name: 'reminders-held', hash: '#/reminders?state=held' },
  { name: 'people', hash: '#/people' },
  { name: 'people-handover', hash: '#/people', act: press('Hand over') },
  { name: 'people-invited', hash: '#/people', act: invite },
  { name: 'people-new', hash: '#/people', act: press('Add a person') },
  { name: 'health', hash: '#/health' },
  { name: 'settings', hash: '#/settings' },
  { name: 'settings-calendars', hash: '#/settings/calendars', act: press('Edit') },
  { name: 'settings-channels', hash: '#/settings/channels' },
  { name: 'settings-feeds', hash: '#/settings/feeds' },
  { name: 'settings-feed-new', hash: '#/settings/feeds', act: makeFeed },
  { name: 'settings-webhooks', hash: '#/settings/webhooks', act: press('Log') },
  { name: 'settings-webhook-new', hash: '#/settings/webhooks', act: press('Add a webhook') },
  { name: 'settings-tokens', hash: '#/settings/tokens', act: press('Revoke') },
  { name: 'import', hash: '#/import' },
  { name: 'activity', hash: '#/activity' },
]
