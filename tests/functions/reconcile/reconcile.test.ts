import { beforeEach, describe, expect, it } from 'vitest'
import { type ReconcileParts, reconcile } from '../../../functions/reconcile/reconcile.ts'
import { Envelope } from '../../../shared/reminder/envelope.ts'
import type { Item } from '../../../shared/table/table.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'

const report = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }
let table: MemoryTable
let desk: Desk
let found: string[]

beforeEach(async () => {
  table = new MemoryTable()
  desk = await Desk.open('2026-03-02T09:00:00Z', table)
  found = []
})

function night(parts: Partial<ReconcileParts> = {}): Promise<boolean> {
  return reconcile({
    table: desk.table,
    now: desk.clock,
    hasTime: () => true,
    report: ({ kind }) => found.push(kind),
    ...parts,
  })
}

/** The one item whose sort key begins so. */
function the(prefix: string): Item {
  const [item, ...others] = [...table.items()].filter(({ sk }) => sk.startsWith(prefix))
  if (item === undefined || others.length > 0) throw new Error(`${prefix}: not one item`)
  return item
}

/** Writes into the table by hand, past every rule. */
function spoil({ pk, sk }: Item, set: Record<string, unknown>, remove: string[] = []): Promise<void> {
  return desk.table.write([{ update: { pk, sk }, set, remove }])
}

async function recorded(more: object = {}): Promise<string> {
  const { id } = await desk.done('POST', '/v1/commitments', { ...report, ...more })
  await desk.sweepOnce()
  return id
}

/** On the eve of the lead its delivery lies in the outbox. */
async function planned(): Promise<void> {
  await recorded()
  desk.setClock('2026-05-01T07:30:00Z')
  await desk.sweepOnce()
}

async function after(until: string): Promise<string[]> {
  await desk.passTo(until)
  return desk.channel.subjects
}

const first = 'Report: 1 June 2026 (in 31 days)'
const late = `Late: ${first}`

describe('a night’s reconcile', () => {
  it('finds nothing where nothing is wrong', async () => {
    await planned()
    await recorded({ title: 'Another', schedule: { kind: 'once', on: '2031-06-01' } })
    await desk.passTo('2026-05-10T00:00:00Z')

    expect(await night()).toBe(true)

    expect(found).toEqual([])
    expect((await desk.done('GET', '/v1/healthz')).reconcile).toEqual({
      at: '2026-05-10T00:00:00Z',
      records: 2,
      repaired: 0,
    })
  })

  it('wakes a record that lost its place in the index', async () => {
    await recorded()
    await spoil(the('RECORD'), {}, ['wakeAt', 'wakeShard'])

    await night()

    expect(found).toEqual(['sleeps_too_long'])
    expect(await after('2026-05-02T00:00:00Z')).toEqual([first])
  })

  it('wakes a record that would sleep past its lead', async () => {
    await recorded()
    await spoil(the('RECORD'), { wakeAt: '2027-01-01T00:00:00Z', restsUntil: '2027-01-01T00:00:00Z' })
    desk.setClock('2026-05-02T01:00:00Z')

    await night()

    expect(found).toEqual(['sleeps_too_long'])
    expect(await after('2026-05-05T00:00:00Z')).toEqual(['Late: Report: 1 June 2026 (in 28 days)'])
  })

  it('puts a record back among what is due', async () => {
    await recorded()
    await spoil(the('RECORD'), { dueFrom: '2027-01-01', dueKey: '2027-01-01#nowhere' })

    await night()
    await desk.sweepOnce()

    expect(found).toEqual(['due_entry_wrong'])
    expect((await desk.done('GET', '/v1/deadlines?to=2026-12-31')).data).toHaveLength(1)
  })

  it('puts a closed deadline back among what is due', async () => {
    const id = await recorded()
    await desk.act(`${id}.occurrence.2026-06-01`, 'complete')
    await desk.sweepOnce()
    const before = the('DEADLINE#')
    await spoil(before, {}, ['dueOf', 'dueKey'])

    await night()

    expect(found).toEqual(['due_entry_wrong'])
    expect(the('DEADLINE#')).toEqual(before)
  })

  it('lets what a record depends on know it again', async () => {
    const { id: organisationId } = await desk.done('POST', '/v1/organisations', { name: 'Assembly' })
    await desk.done('POST', `/v1/organisations/${organisationId}/sessions`, {
      ordinal: 81,
      opensOn: '2026-09-08',
    })
    await recorded({ schedule: { kind: 'session', organisationId, edge: 'opens', from: 81, every: 1 } })
    await desk.passTo('2026-03-02T10:00:00Z')
    const [dependent] = [...table.items()].filter(({ pk }) => pk.includes('#DEPENDENTS#org_'))
    await desk.table.write([{ delete: dependent! }])

    await night()

    expect(found).toEqual(['dependent_missing'])
    expect(await table.get(dependent!)).toEqual(dependent)
  })

  it('lets a person be found by their address again', async () => {
    const [entry] = [...table.items()].filter(({ pk }) => pk.includes('#ADDRESS#admin@example.org'))
    await desk.table.write([{ delete: entry! }])

    await night()
    await night({ now: () => Instant.parse('2026-03-04T09:00:00Z') })

    expect(found).toEqual(['address_missing'])
    expect(await table.get(entry!)).toEqual(entry)
  })

  it('takes back what is said to be on its way and is nowhere', async () => {
    await planned()
    await desk.table.write([{ delete: the('DELIVERY#') }])

    await night()

    expect(found).toEqual(['pending_without_delivery'])
    expect(await after('2026-05-02T00:00:00Z')).toEqual([first])
  })

  it('wakes a delivery that nobody would send', async () => {
    await planned()
    await spoil(the('DELIVERY#'), {}, ['wakeAt', 'wakeShard'])

    await night()

    expect(found).toEqual(['delivery_asleep'])
    expect(await after('2026-05-02T00:00:00Z')).toEqual([first])
  })

  it('wakes it however long ago its hour was, where nothing ran for months', async () => {
    await planned()
    await spoil(the('DELIVERY#'), {}, ['wakeAt', 'wakeShard'])
    desk.setClock('2026-07-15T09:00:00Z')

    await night()

    expect(found).toEqual(['delivery_asleep'])
    const [mail, ...others] = await after('2026-07-17T00:00:00Z')
    expect([mail?.slice(0, 12), others]).toEqual(['Late: Report', []])
  })

  it('wakes an envelope that was left closed', async () => {
    await planned()
    desk.channel.outcome = { kind: 'refused', permanence: 'transient', reason: 'busy' }
    await desk.passTo('2026-05-01T08:00:00Z')
    desk.channel.outcome = { kind: 'accepted', providerId: null }
    await spoil(the('ENVELOPE#'), {}, ['wakeAt', 'wakeShard'])
    desk.setClock('2026-05-01T12:00:00Z')

    await night()

    expect(found).toEqual(['envelope_asleep'])
    expect(await after('2026-05-02T00:00:00Z')).toEqual([first, late])
  })

  it('has the outcome of an envelope written to a member that was left out', async () => {
    await planned()
    await desk.passTo('2026-05-01T09:00:00Z')
    const delivery = the('DELIVERY#')
    await spoil(delivery, {
      state: 'planned',
      data: { ...(delivery.data as object), outcome: { state: 'planned' } },
    })

    await night()
    await desk.passTo('2026-05-02T00:00:00Z')

    expect(found).toEqual(['envelope_unsettled'])
    expect(the('DELIVERY#').state).toBe('sent')
    expect(desk.channel.subjects).toEqual([first])
    expect(Envelope.parse(the('ENVELOPE#').data).settled).toBe(true)
  })

  it('holds what was in an envelope that is gone: it may have been sent', async () => {
    await planned()
    desk.channel.outcome = { kind: 'refused', permanence: 'transient', reason: 'busy' }
    await desk.passTo('2026-05-01T08:00:00Z')
    await desk.table.write([{ delete: the('ENVELOPE#') }])

    await night()

    expect(found).toEqual(['envelope_missing'])
    expect((await desk.done('GET', '/v1/reminders?from=2026-05-01&state=held')).data).toHaveLength(1)
    expect(await after('2026-05-20T00:00:00Z')).toEqual([first])
  })

  it('wakes the walk over what depends on something that changed', async () => {
    await recorded()
    await desk.done('PATCH', '/v1/settings', { sendingHour: '10:00' }, { 'if-match': '"1"' })
    const [marker] = [...table.items()].filter(({ pk }) => pk.endsWith('#REPLANS'))
    await spoil(marker!, {}, ['wakeAt', 'wakeShard'])

    await night()
    await desk.passTo('2026-03-03T00:00:00Z')

    expect(found).toEqual(['replan_asleep'])
    expect(await table.get(marker!)).toBeUndefined()
  })

  it('reports what cannot be read, and goes on with the others', async () => {
    await recorded()
    const { pk, sk } = the('RECORD')
    await recorded({ title: 'Whole' })
    const whole = [...table.items()].find((item) => item.sk === 'RECORD' && item.pk !== pk)!
    await spoil({ pk, sk }, { data: 'not a record' })
    await spoil(whole, {}, ['wakeAt', 'wakeShard'])

    await night()

    expect(found.sort()).toEqual(['sleeps_too_long', 'unreadable'])
  })
})

describe('the round', () => {
  it('goes on where it was cut off, workspace by workspace, and rests when it is over', async () => {
    const other = await Desk.open('2026-03-02T09:00:00Z', table)
    for (const each of [desk, other])
      for (let n = 0; n < 30; n += 1) await each.done('POST', '/v1/commitments', report)
    await desk.sweepOnce()
    const once = () => night({ hasTime: () => false })

    const rounds = [await once(), await once(), await once()]

    expect(rounds).toEqual([false, false, true])
    for (const each of [desk, other])
      expect((await each.done('GET', '/v1/healthz')).reconcile.records).toBe(30)
    expect(await once()).toBe(true)
  })

  it('begins anew a night later, and tells who owns nothing', async () => {
    await recorded()
    await night()
    await recorded({ title: 'Second' })
    desk.setClock('2026-03-03T09:00:00Z')

    await night()

    expect(await desk.done('GET', '/v1/healthz')).toMatchObject({ unowned: 2, reconcile: { records: 2 } })
  })
})
