import { beforeEach, describe, expect, it } from 'vitest'
import type { Item } from '../../../shared/table/table.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let leyla: any

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  const body = { name: 'Leyla', email: 'leyla@example.org', role: 'editor' }
  leyla = await desk.done('POST', '/v1/team', body)
})

const any = { 'if-match': '*' }
const pointers = ({ changes }: any) => changes.map(({ pointer, from, to }: any) => [pointer, from, to])

describe('the history of a person', () => {
  it('has who changed what of them and of their choices, from what to what, and invitations without their code', async () => {
    const headers = await desk.tokenOf(leyla.id)
    await desk.done('PATCH', `/v1/team/${leyla.id}/reminders`, { discreet: true }, { ...any, ...headers })
    await desk.done('PATCH', `/v1/team/${leyla.id}`, { role: 'viewer' }, any)
    const { code } = await desk.done('POST', `/v1/team/${leyla.id}/invitation`)
    const days = { startsOn: '2026-08-03', endsOn: '2026-08-07' }
    await desk.done('POST', `/v1/team/${leyla.id}/absences`, days, headers)
    await desk.done('DELETE', `/v1/team/${leyla.id}?reason=Left`, undefined, any)

    const { data } = await desk.done('GET', `/v1/team/${leyla.id}/history`)

    expect(data.map(({ action }: any) => action)).toEqual([
      'joined',
      'choices_changed',
      'changed',
      'invited',
      'absence_recorded',
      'removed',
    ])
    expect([data[1].by.personId, pointers(data[1])]).toEqual([
      leyla.id,
      [['/reminders/discreet', null, true]],
    ])
    expect(pointers(data[2])).toEqual([['/role', 'editor', 'viewer']])
    expect(pointers(data[4]).map(([pointer, , to]: any) => [pointer.split('/')[3], to])).toEqual([
      ['startsOn', '2026-08-03'],
      ['endsOn', '2026-08-07'],
    ])
    expect([data[5].reason, JSON.stringify(data).includes(code)]).toEqual(['Left', false])
  })
})

describe('histories of what administrators look after', () => {
  it('are read by administrators, page by page, and by nobody else', async () => {
    const calendar = await desk.done('POST', '/v1/calendars', { name: 'Baku' })
    const channel = { kind: 'webhook', name: 'Archive', target: 'https://archive.example.org/in' }
    const { id: channelId } = await desk.done('POST', '/v1/channels', channel)
    const webhook = await desk.done('POST', '/v1/webhooks', { name: 'A', url: 'https://a.example.org/in' })
    await desk.done('PATCH', '/v1/settings', { zone: 'Asia/Baku' }, any)
    await desk.done('PATCH', '/v1/settings', { sendingHour: '07:30' }, any)
    const paths = [
      `/v1/team/${leyla.id}`,
      '/v1/settings',
      `/v1/calendars/${calendar.id}`,
      `/v1/channels/${channelId}`,
      `/v1/webhooks/${webhook.id}`,
    ]
    const editor = await desk.tokenOf(leyla.id)

    for (const path of paths) {
      expect((await desk.done('GET', `${path}/history`)).data.length).toBeGreaterThan(0)
      expect([path, (await desk.call('GET', `${path}/history`, undefined, editor)).status]).toEqual([
        path,
        403,
      ])
    }
    const first = await desk.done('GET', '/v1/settings/history?limit=2')
    const second = await desk.done('GET', `/v1/settings/history?limit=2&cursor=${first.nextCursor}`)
    expect([first, second].flatMap(({ data }) => data.map(({ action }: any) => action))).toEqual([
      'founded',
      'settings_changed',
      'settings_changed',
    ])
    expect(pointers(second.data[0])).toEqual([['/sendingHour', '08:00', '07:30']])
  })
})

describe('the verification of histories', () => {
  async function verified(limit: number): Promise<any[]> {
    const found: any[] = []
    let cursor = ''
    do {
      const page = await desk.done('GET', `/v1/histories?limit=${limit}${cursor}`)
      found.push(...page.data)
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
    } while (cursor !== '')
    return found
  }

  beforeEach(async () => {
    for (const title of ['A', 'B', 'C'])
      await desk.done('POST', '/v1/agreements', { title, type: 'other', parties: [] })
    await desk.done('POST', '/v1/webhooks', { name: 'A', url: 'https://a.example.org/in' })
  })

  it.each([1, 2, 100])('has each of them once, %i at a time', async (limit) => {
    const found = await verified(limit)

    // The workspace, two people, three records, a webhook.
    expect(new Set(found.map(({ of }) => of)).size).toBe(7)
    expect(found).toHaveLength(7)
    expect(found[0]).toMatchObject({ of: 'workspace', seq: 1, brokenAt: null })
  })

  it('says which is broken and from where on, of people and settings too', async () => {
    await desk.done('PATCH', `/v1/team/${leyla.id}`, { role: 'viewer' }, any)
    const entries = (await dump(desk.table)).filter(({ sk }) => sk.startsWith('CHANGE#'))
    const ofLeyla = entries.find((each) => each.pk.endsWith(leyla.id) && each.seq === 2)!
    const ofSettings = entries.find((each) => each.pk.split('#').length === 2)!
    await desk.table.write([
      { put: { ...(ofLeyla as Item), action: 'forged' } },
      { delete: { pk: ofSettings.pk, sk: ofSettings.sk } },
    ])

    const broken = (await verified(3)).filter(({ brokenAt }) => brokenAt !== null)

    expect(broken.map(({ of, brokenAt }) => [of, brokenAt])).toEqual([
      ['workspace', 1],
      [leyla.id, 2],
    ])
  })

  it('passes over confidential records that an administrator may not see', async () => {
    const hidden = { title: 'Hidden', type: 'other', parties: [], visibleTo: [leyla.id] }
    const { id } = await desk.done('POST', '/v1/agreements', hidden)

    expect((await verified(2)).map(({ of }) => of)).not.toContain(id)
    expect(await verified(2)).toHaveLength(7)
  })
})
