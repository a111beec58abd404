import { beforeEach, describe, expect, it } from 'vitest'
import { brokenLink, HistoryEntry } from '../../../shared/history/history.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let leyla: string
let otto: string

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  leyla = await person('leyla')
  otto = await person('otto')
})

async function person(name: string): Promise<string> {
  return (await desk.done('POST', '/v1/team', { name, email: `${name}@example.org` })).id
}

async function report(fields: object = {}): Promise<string> {
  const schedule = { kind: 'list', dates: ['2026-06-01', '2026-09-01'] }
  return (await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, ...fields })).id
}

const read = (id: string) => desk.done('GET', `/v1/records/${id}`)
const ownersOf = async (id: string) =>
  (await desk.done('GET', `/v1/deadlines?recordId=${id}`)).data.map(({ ownerId }: any) => ownerId)
const remove = (id: string, query = '') =>
  desk.call('DELETE', `/v1/team/${id}${query}`, undefined, { 'if-match': '*' })
const administrator = async () => {
  const { data } = await desk.done('GET', '/v1/team')
  return data.find(({ role }: any) => role === 'administrator').id
}

describe('a handover', () => {
  it('moves what somebody owns, stands in for and supervises, and each occurrence of their own, for a reason', async () => {
    const owned = await report({ ownerId: leyla })
    const shared = await report({ ownerId: otto, deputyId: leyla, supervisorId: leyla })
    const assigned = await report()
    await desk.act(`${assigned}.occurrence.2026-06-01`, 'assign', { ownerId: leyla })
    const others = await report({ ownerId: otto })

    const answer = await desk.done('POST', `/v1/people/${leyla}/handover`, {
      toId: otto,
      reason: 'Posted to Geneva',
    })

    expect(answer.count).toBe(3)
    expect((await read(owned)).ownerId).toBe(otto)
    expect(await read(shared)).toMatchObject({ ownerId: otto, deputyId: null, supervisorId: otto })
    expect((await ownersOf(assigned))[0]).toBe(otto)
    expect((await read(others)).version).toBe(1)
    const { data } = await desk.done('GET', `/v1/records/${owned}/history`)
    expect(data.at(-1)).toMatchObject({ action: 'handed_over', reason: 'Posted to Geneva' })
    expect(data.at(-1).changes).toMatchObject([{ pointer: '/ownerId', from: leyla, to: otto }])
    expect(await brokenLink(data.map((each: unknown) => HistoryEntry.parse(each)))).toBeUndefined()
  })

  it('that is only tried says what it would move, and stores nothing', async () => {
    const id = await report({ ownerId: leyla })
    await desk.act(`${id}.occurrence.2026-09-01`, 'assign', { ownerId: leyla })
    const before = await dump(desk.table)

    const dry = await desk.done('POST', `/v1/people/${leyla}/handover?dryRun=true`, { toId: otto })

    expect(dry).toEqual({
      fromId: leyla,
      toId: otto,
      reason: null,
      count: 1,
      data: [
        {
          recordId: id,
          kind: 'commitment',
          title: 'Report',
          roles: ['owner', 'deadline_owner'],
          deadlines: 1,
        },
      ],
    })
    expect(await dump(desk.table)).toEqual(before)
  })

  it('to nobody leaves it to the administrator, and what is done stays as it was done', async () => {
    const id = await report({ ownerId: leyla })
    await desk.act(`${id}.occurrence.2026-06-01`, 'assign', { ownerId: leyla })
    await desk.act(`${id}.occurrence.2026-06-01`, 'complete')

    await desk.done('POST', `/v1/people/${leyla}/handover`, { toId: null })

    expect((await read(id)).ownerId).toBeNull()
    expect(await ownersOf(id)).toEqual([leyla, await administrator()])
  })

  it.each([
    ['nobody of the team', async () => `per_${'f'.repeat(32)}`],
    ['the same person', async () => leyla],
    ['who was removed', async () => ((await remove(otto)).status === 200 ? otto : '')],
  ])('is refused to %s', async (_, to) => {
    const toId = await to()
    const before = await dump(desk.table)

    const refused = await desk.call('POST', `/v1/people/${leyla}/handover`, { toId })

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/toId' }] } })
    expect(await dump(desk.table)).toEqual(before)
  })

  it('of many records that is cut off goes on with the next sweep, and moves each once', async () => {
    const ids: string[] = []
    for (let n = 0; n < 130; n += 1) ids.push(await report({ title: `Report ${n}`, ownerId: leyla }))
    let writes = 0
    const cutOff = {
      ...desk.table,
      write: (all: any) => {
        writes += 1
        if (writes > 40) return Promise.reject(new Error('cut off'))
        return desk.table.write(all)
      },
    }
    const cut = desk.on(cutOff, 'cut off')
    await cut.done('POST', `/v1/people/${leyla}/handover`, { toId: otto })
    const halfway = (await Promise.all(ids.map(read))).filter(({ ownerId }) => ownerId === otto)

    await desk.sweepOnce()

    const after = await Promise.all(ids.map(read))
    expect(halfway.length).toBeGreaterThan(0)
    expect(halfway.length).toBeLessThan(130)
    expect(after.every(({ ownerId, version }) => ownerId === otto && version === 2)).toBe(true)
  })

  it('loses no change that somebody makes meanwhile', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, n) => report({ title: `R${n}`, ownerId: leyla })),
    )

    const [, ...changed] = await Promise.all([
      desk.done('POST', `/v1/people/${leyla}/handover`, { toId: otto }),
      ...ids.map((id) => desk.call('PATCH', `/v1/commitments/${id}`, { note: 'mine' }, { 'if-match': '*' })),
    ])

    const after = await Promise.all(ids.map(read))
    expect(changed.every(({ status }) => status === 200)).toBe(true)
    expect(after.every(({ ownerId, note }) => ownerId === otto && note === 'mine')).toBe(true)
  })
})

describe('a person who is removed', () => {
  it('is let in no more, and is named to nobody, but stays in the history', async () => {
    const headers = await desk.tokenOf(leyla)

    const removed = await remove(leyla, '?reason=Retired')

    expect(removed).toMatchObject({ status: 200, body: { id: leyla, status: 'removed' } })
    expect((await desk.call('GET', '/v1/records', undefined, headers)).status).toBe(401)
    expect((await desk.done('GET', '/v1/team')).data.map(({ id }: any) => id)).not.toContain(leyla)
    expect((await desk.done('GET', '/v1/team?status=removed')).data.map(({ id }: any) => id)).toEqual([leyla])
    const schedule = { kind: 'manual' }
    const named = await desk.call('POST', '/v1/commitments', { title: 'x', schedule, ownerId: leyla })
    expect(named).toMatchObject({ status: 422, body: { errors: [{ pointer: '/ownerId' }] } })
    for (const again of [
      await remove(leyla),
      await desk.call('PATCH', `/v1/team/${leyla}`, { role: 'viewer' }, { 'if-match': '*' }),
      await desk.call('POST', `/v1/team/${leyla}/invitation`),
    ])
      expect(again.status).toBe(409)
  })

  it('leaves what they owe to the administrator, who is reminded, or to whom the request names', async () => {
    const inherited = await report({ ownerId: leyla, watchers: [leyla, 'registry@example.org'] })
    await remove(leyla)
    const given = await report({ ownerId: otto })
    const anna = await person('anna')
    await remove(otto, `?toId=${anna}`)

    expect(await read(inherited)).toMatchObject({ ownerId: null, watchers: ['registry@example.org'] })
    expect(await read(given)).toMatchObject({ ownerId: anna })
    await desk.passTo('2026-03-04T12:00:00Z')
    const to = new Set(desk.channel.sent.map((each) => each.to))
    expect(to).toEqual(new Set(['admin@example.org', 'registry@example.org', 'anna@example.org']))
  })

  it('is looked for once more some minutes later: what was assigned at the same moment moves too', async () => {
    await remove(leyla)
    // As a request that read the team before and wrote after.
    const id = await report({ ownerId: otto })
    const item = (await desk.table.get({ pk: await partition(id), sk: 'RECORD' })) as any
    await desk.table.write([{ put: { ...item, data: { ...item.data, ownerId: leyla }, personIds: [leyla] } }])

    await desk.passTo('2026-03-02T09:06:00Z')

    expect((await read(id)).ownerId).toBeNull()
  })

  it('never makes a confidential record public: the last name stays on it', async () => {
    const id = await report({ ownerId: otto, visibleTo: [leyla] })

    await remove(leyla)

    const headers = await desk.tokenOf(otto)
    expect((await desk.done('GET', `/v1/records/${id}`, undefined, headers)).visibleTo).toEqual([leyla])
    expect((await desk.call('GET', `/v1/records/${id}`)).status).toBe(404)
  })

  it('is not the last administrator', async () => {
    const self = await administrator()
    const before = await dump(desk.table)

    expect((await remove(self)).status).toBe(409)
    expect(await dump(desk.table)).toEqual(before)
  })
})

async function partition(id: string): Promise<string> {
  return (await dump(desk.table)).find(({ pk, sk }) => sk === 'RECORD' && pk.endsWith(id))!.pk
}

describe('a confidential record that falls to the administrator', () => {
  it('is told to exist, and no more, until it is opened, which its history says', async () => {
    const id = await report({ title: 'Canary', ownerId: leyla, visibleTo: [otto] })
    await remove(leyla)
    const seesIt = await desk.tokenOf(otto)

    const listed = await desk.done('GET', '/v1/inherited')
    const hidden = await desk.call('GET', `/v1/records/${id}`)
    const opened = await desk.done('POST', `/v1/inherited/${id}/open`, { reason: 'Find an owner' })

    expect(listed).toEqual({ data: [{ recordId: id, kind: 'commitment' }], nextCursor: null })
    expect(hidden.status).toBe(404)
    expect(opened.title).toBe('Canary')
    expect((await read(id)).title).toBe('Canary')
    expect((await desk.done('GET', '/v1/inherited')).data).toEqual([])
    const { data } = await desk.done('GET', `/v1/records/${id}/history`, undefined, seesIt)
    expect(data.at(-1)).toMatchObject({ action: 'opened', reason: 'Find an owner' })
  })

  it('is not opened without a reason, nor while it has an owner, nor by who does not inherit', async () => {
    const id = await report({ ownerId: leyla, visibleTo: [otto] })
    const open = (body: object, headers = {}) => desk.call('POST', `/v1/inherited/${id}/open`, body, headers)
    const owned = await open({ reason: 'x' })
    await remove(leyla)
    const second = await desk.done('POST', '/v1/team', {
      name: 'Second',
      email: 'second@example.org',
      role: 'administrator',
    })
    const headers = await desk.tokenOf(second.id)

    const without = await open({})
    const notTheirs = await open({ reason: 'x' }, headers)

    expect([owned.status, without.status, notTheirs.status]).toEqual([404, 422, 404])
    expect((await desk.done('GET', '/v1/inherited', undefined, headers)).data).toEqual([])
  })

  it('shows no title in a preview of what would be handed over', async () => {
    const id = await report({ title: 'Canary', ownerId: leyla, visibleTo: [leyla] })

    const { data } = await desk.done('POST', `/v1/people/${leyla}/handover?dryRun=true`, { toId: otto })

    expect(data).toMatchObject([{ recordId: id, title: null }])
  })

  it('has no occurrence assigned to who may not see it', async () => {
    const headers = await desk.tokenOf(otto)
    const id = await report({ ownerId: otto, visibleTo: [otto] })
    const path = `/v1/deadlines/${id}.occurrence.2026-06-01/assign`

    const refused = await desk.call('POST', path, { ownerId: leyla }, { ...headers, 'if-match': '*' })

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/ownerId' }] } })
  })
})
