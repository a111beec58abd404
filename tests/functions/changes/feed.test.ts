import { beforeEach, describe, expect, it } from 'vitest'
import { type ConsumeParts, consume } from '../../../functions/changes/consume.ts'
import { detailTypeOf } from '../../../shared/change/bus.ts'
import type { NumberedChange } from '../../../shared/change/change.ts'
import type { Image } from '../../../shared/change/change-source.ts'
import { changesAfter } from '../../../shared/change/change-store.ts'
import { WorkspaceId } from '../../../shared/identity/workspace-id.ts'
import type { Item, Table, Write } from '../../../shared/table/table.ts'
import { Desk } from '../../support/desk.ts'
import { Crash, crashingTable } from '../../support/faulty-table.ts'
import { MemoryTable } from '../../support/memory-table.ts'
import { tellChanges } from '../../support/tell-changes.ts'

const schedule = { kind: 'once', on: '2026-06-01' }
const report = { title: 'Report', schedule, leadDays: [30] }
let desk: Desk
let told: NumberedChange[]

function pump(): Promise<void> {
  return tellChanges(desk.table, { publish: async (_, changes) => void told.push(...changes) })
}

async function changes(of: Desk, query = '', headers = {}): Promise<any> {
  return of.done('GET', `/v1/changes?limit=100${query}`, undefined, headers)
}

const inShort = ({ type, action }: any) => `${type} ${action}`

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  told = []
})

describe('the changes of a workspace', () => {
  it('are told in order, each once, and go on from a cursor', async () => {
    const { id } = await desk.done('POST', '/v1/commitments', report)
    await pump()
    const first = await changes(desk)
    await desk.done('PATCH', `/v1/commitments/${id}`, { title: 'Annual report' }, { 'if-match': '*' })
    await pump()

    const then = await changes(desk, `&after=${first.nextCursor}`)
    const later = await changes(desk, `&after=${then.nextCursor}`)

    expect(first.data.map(inShort)).toEqual([
      'settings.changed founded',
      'person.changed joined',
      'record.changed recorded',
    ])
    expect(then.data).toEqual([
      {
        id: expect.stringMatching(/^chg_/),
        at: '2026-03-02T09:00:00Z',
        type: 'record.changed',
        subjectId: id,
        recordId: id,
        action: 'changed',
        about: null,
        by: expect.objectContaining({ kind: 'person' }),
        pointers: ['/title'],
        recordTitle: 'Annual report',
      },
    ])
    expect([later.data, later.hasMore]).toEqual([[], false])
    expect(desk.faults).toEqual([])
  })

  it('come page by page, and a page says whether there is more', async () => {
    for (let n = 0; n < 4; n += 1) await desk.done('POST', '/v1/organisations', { name: `O${n}` })
    await pump()
    const seen: string[] = []
    let page = await desk.done('GET', '/v1/changes?limit=4')
    seen.push(...page.data.map(inShort))

    expect(page.hasMore).toBe(true)
    page = await desk.done('GET', `/v1/changes?limit=4&after=${page.nextCursor}`)
    seen.push(...page.data.map(inShort))

    expect(seen).toHaveLength(6)
    expect(seen.filter((each) => each === 'organisation.changed recorded')).toHaveLength(4)
  })

  it('have reminders among them: what was sent, is held or has failed', async () => {
    desk.channel.outcome = ({ to }) =>
      to === 'admin@example.org'
        ? { kind: 'accepted', providerId: null }
        : { kind: 'refused', permanence: 'permanent', reason: 'no such mailbox' }
    const { id } = await desk.done('POST', '/v1/commitments', { ...report, watchers: ['a@example.org'] })
    await desk.passTo('2026-05-02T00:00:00Z')
    await pump()

    const { data } = await changes(desk)

    const reminders = data.filter(({ type }: any) => type.startsWith('reminder.'))
    expect(reminders.map(inShort).sort()).toEqual(['reminder.failed failed', 'reminder.sent sent'])
    expect(reminders[0]).toMatchObject({ recordId: id, about: `${id}.occurrence.2026-06-01`, by: null })
  })

  it('hold no value of what changed; who asks for them reads the title that the record has now', async () => {
    await desk.done('POST', '/v1/commitments', { ...report, title: 'A secret title', note: 'A secret note' })
    await pump()

    const { data } = await changes(desk)

    expect(data.map(({ recordTitle }: any) => recordTitle)).toEqual([null, null, 'A secret title'])
    expect(JSON.stringify(told)).not.toContain('secret')
    expect(JSON.stringify(data)).not.toContain('A secret note')
  })
})

describe('who may not see a record', () => {
  it('is not told that it changed, by nothing that the answer holds', async () => {
    const { id: personId } = await desk.done('POST', '/v1/team', { name: 'Otto', email: 'o@example.org' })
    const otto = await desk.tokenOf(personId)
    const [administrator] = (await desk.done('GET', '/v1/team')).data.filter(({ id }: any) => id !== personId)
    await pump()
    const before = await changes(desk, '', otto)
    await desk.done('POST', '/v1/commitments', { ...report, visibleTo: [administrator.id] })
    await desk.passTo('2026-05-02T00:00:00Z')
    await pump()

    const { data, hasMore } = await changes(desk, `&after=${before.nextCursor}`, otto)

    expect([data, hasMore]).toEqual([[], false])
    expect((await changes(desk, `&after=${before.nextCursor}`)).data.map(inShort)).toEqual([
      'record.changed recorded',
      'reminder.sent sent',
    ])
  })

  it('is not told of what changed before it was hidden either', async () => {
    const { id: personId } = await desk.done('POST', '/v1/team', { name: 'Otto', email: 'o@example.org' })
    const otto = await desk.tokenOf(personId)
    const { id } = await desk.done('POST', '/v1/commitments', report)
    await pump()
    const [administrator] = (await desk.done('GET', '/v1/team')).data.filter(
      (each: any) => each.id !== personId,
    )
    const hidden = { visibleTo: [administrator.id] }
    await desk.done('PATCH', `/v1/commitments/${id}`, hidden, { 'if-match': '*' })

    expect((await changes(desk, '', otto)).data.filter(({ recordId }: any) => recordId !== null)).toEqual([])
  })
})

describe('another workspace', () => {
  it('has numbers of its own, sees nothing of ours, and our cursor is none of theirs', async () => {
    const other = await Desk.open('2026-03-02T09:00:00Z', desk.table)
    await desk.done('POST', '/v1/commitments', report)
    await pump()
    const { nextCursor } = await changes(desk)

    const { data } = await changes(other)

    expect(data.map(inShort)).toEqual(['settings.changed founded', 'person.changed joined'])
    expect((await other.call('GET', `/v1/changes?after=${nextCursor}`)).status).toBe(422)
  })
})

describe('the stream’s consumer', () => {
  const workspaceId = WorkspaceId.parse('ws_a')
  const entry = (n: number): Image => ({
    before: undefined,
    after: {
      pk: `W#ws_a#com_${String(n).padStart(32, '0')}`,
      sk: 'CHANGE#0000000001',
      ...{ seq: 1, at: '2026-03-02T09:00:00Z', by: { kind: 'system' }, action: `a${n}` },
      ...{ about: null, reason: null, changes: [], previousHash: '', hash: '' },
    },
  })
  const images = Array.from({ length: 100 }, (_, n) => entry(n))
  const parts = (table: Table): ConsumeParts => ({
    table,
    now: desk.clock,
    publish: async (_, all) => void told.push(...all),
    report: ({ error }) => desk.faults.push(error),
  })
  const feed = async (table: Table) => (await changesAfter(table, workspaceId, 0, 1_000)).changes

  it('gives numbers without gaps, in order, and the same ones when a batch comes again', async () => {
    const table = new MemoryTable()

    await consume(parts(table), images)
    await consume(parts(table), [...images.slice(50), ...images.slice(50)])

    const all = await feed(table)
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
    expect(all.map(({ change }) => change.action)).toEqual(images.map((_, n) => `a${n}`))
    expect(told.slice(100)).toEqual(all.slice(50))
  })

  it.each(['lost request', 'lost response'] as const)(
    'that is cut off at any call loses and doubles nothing (%s)',
    async (fault) => {
      for (let n = 1; ; n += 1) {
        const table = new MemoryTable()
        const crashing = crashingTable(table, n, fault)
        const cut = await consume(parts(crashing), images).catch((error: unknown) => error)
        if (cut !== undefined) expect((cut as AggregateError).errors[0], `call ${n}`).toBeInstanceOf(Crash)

        await consume(parts(table), images)

        const all = await feed(table)
        expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, each) => each + 1))
        expect(new Set(all.map(({ change }) => change.subjectId)).size).toBe(100)
        if (crashing.calls() < n) return
      }
    },
  )

  it('that meets another one at the same time shares the numbers with it', async () => {
    const table = new MemoryTable()
    let meetings = 0
    const meeting: Table = {
      get: (key) => table.get(key),
      getMany: (keys) => table.getMany(keys),
      query: (range) => table.query(range),
      async write(writes: readonly Write[]) {
        if (meetings++ < 3) await consume(parts(table), images.slice(60 + meetings, 61 + meetings))
        return table.write(writes)
      },
    }

    await consume(parts(meeting), images.slice(0, 60))
    await consume(parts(table), images)

    const all = await feed(table)
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
  })

  it('reports what it cannot read, and goes on', async () => {
    const table = new MemoryTable()
    const broken: Item = { pk: 'W#ws_a#com_x', sk: 'CHANGE#0000000001', seq: 'one' }

    await consume(parts(table), [{ before: undefined, after: broken }, entry(1)])

    expect(await feed(table)).toHaveLength(1)
    expect(desk.faults).toHaveLength(1)
  })

  it('does the other workspaces where one cannot be done, and asks for the batch again', async () => {
    const table = new MemoryTable()
    const elsewhere = { before: undefined, after: { ...entry(1).after!, pk: 'W#ws_b#com_1' } }
    const failing = { ...parts(table), publish: async (id: WorkspaceId) => Promise.reject(new Error(id)) }

    await expect(consume(failing, [entry(1), elsewhere])).rejects.toThrow(AggregateError)

    expect([await feed(table), (await changesAfter(table, WorkspaceId.parse('ws_b'), 0, 9)).changes]).toEqual(
      [[expect.anything()], [expect.anything()]],
    )
  })
})

it('an event is named on the bus after what it tells', () => {
  expect([detailTypeOf('record.changed'), detailTypeOf('reminder.held')]).toEqual([
    'RecordChanged',
    'ReminderHeld',
  ])
})
