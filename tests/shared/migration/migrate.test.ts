import { beforeEach, describe, expect, it } from 'vitest'
import { type MigrateParts, type MigrateState, migrate } from '../../../shared/migration/migrate.ts'
import { recordPeople } from '../../../shared/migration/record-people.ts'
import type { Item, Table, Write } from '../../../shared/table/table.ts'
import { Desk } from '../../support/desk.ts'
import { Crash, crashingTable, type Fault } from '../../support/faulty-table.ts'
import { MemoryTable } from '../../support/memory-table.ts'

const restSeconds = 3_600
const schedule = { kind: 'once', on: '2026-06-01' }
let table: MemoryTable
let desk: Desk
let leyla: string
let reported: string[]

/** Two desks in one table, whose records were all stored by older code. */
beforeEach(async () => {
  table = new MemoryTable()
  desk = await Desk.open('2026-03-02T09:00:00Z', table)
  leyla = (await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })).id
  for (let n = 0; n < 3; n += 1) await record(`Report ${n}`, { ownerId: leyla })
  const other = await Desk.open('2026-03-02T09:00:00Z', table)
  await other.done('POST', '/v1/commitments', { title: 'Other', schedule })
  for (const item of records()) await table.write([{ update: item, remove: ['personIds'] }])
  reported = []
})

async function record(title: string, more: object = {}): Promise<string> {
  return (await desk.done('POST', '/v1/commitments', { title, schedule, ...more })).id
}

const records = (of = table) => [...of.items()].filter(({ sk }) => sk === 'RECORD')
const without = (of = table) => records(of).filter(({ personIds }) => personIds === undefined)
/** All that is stored, but how far the migration got. */
const stored = (of: MemoryTable) => [...of.items()].filter(({ sk }) => !sk.startsWith('migration '))

function walk(parts: Partial<MigrateParts> = {}, migration = recordPeople): Promise<MigrateState> {
  return migrate(
    {
      table,
      now: desk.clock,
      hasTime: () => true,
      restSeconds,
      report: ({ key }) => reported.push(key.pk),
      ...parts,
    },
    migration,
  )
}

/** Call after call, an hour and more apart, until it is over. */
async function untilOver(parts: Partial<MigrateParts> = {}, of = table): Promise<void> {
  for (let hour = 10; hour < 24; hour += 2) {
    desk.setClock(`2026-03-02T${hour}:00:00Z`)
    if ((await walk({ table: of, ...parts })) === 'over') return
  }
  throw new Error('it does not come to an end')
}

describe('a migration', () => {
  it('brings what older code has stored to its new form, and touches nothing else', async () => {
    const before = stored(table)

    await untilOver()

    expect(without()).toEqual([])
    expect(stored(table).map(({ personIds, ...rest }) => rest)).toEqual(before)
    expect(records().map(({ personIds }) => personIds)).toEqual([[leyla], [leyla], [leyla], []])
    expect(reported).toEqual([])
  })

  it('is one read once it is over', async () => {
    await untilOver()
    const counting = crashingTable(table, 1, 'own write met again')

    expect(await walk({ table: counting })).toBe('over')

    expect(counting.calls()).toBe(1)
  })

  it.each<Fault>(['lost request', 'lost response', 'own write met again'])(
    'that ends at any of its calls by a %s comes to the same when it goes on',
    async (fault) => {
      const backup = [...table.items()]
      await untilOver()
      const wanted = stored(table)

      let calls = Number.POSITIVE_INFINITY
      for (let n = 1; n <= calls; n += 1) {
        const copy = await tableOf(backup)
        const faulty = crashingTable(copy, n, fault)
        await untilOver({ table: faulty }).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error
        })
        if (faulty.calls() < n) calls = n
        await untilOver({}, copy)
        expect(stored(copy), `at call ${n}`).toEqual(wanted)
      }
      expect(calls).toBeGreaterThan(25)
    },
  )

  it('loses nothing that people change while it runs, before whichever of its writes they do', async () => {
    const backup = [...table.items()]
    for (let n = 1; n <= 5; n += 1) {
      const copy = await tableOf(backup)
      const beside = desk.on(copy, 'the table of the tests')
      const { data } = await beside.done('GET', '/v1/records')
      const { id: otto } = await beside.done('POST', '/v1/team', { name: 'Otto', email: 'otto@example.org' })
      const meddled = meddling(copy, n, async () => {
        for (const { id } of data)
          await beside.done('PATCH', `/v1/commitments/${id}`, { ownerId: otto }, { 'if-match': '*' })
      })

      await untilOver({ table: meddled }, copy)

      expect(records(copy).map(({ personIds }) => personIds)).toEqual([[otto], [otto], [otto], []])
    }
  })

  it('finds in its next walk what older code has written behind its back', async () => {
    expect(await walk()).toBe('resting')
    await table.write([{ update: records()[0]!, remove: ['personIds'] }])

    expect(await walk()).toBe('resting')
    expect(without()).toHaveLength(1)
    desk.setClock('2026-03-02T12:00:00Z')
    expect(await walk()).toBe('resting')
    expect(without()).toEqual([])

    desk.setClock('2026-03-02T14:00:00Z')
    expect(await walk()).toBe('over')
  })

  it('that is cut off when its time is up looks at nothing twice', async () => {
    for (let n = 0; n < 60; n += 1) await record(`More ${n}`)
    const looked: string[] = []
    const noting: typeof recordPeople = {
      ...recordPeople,
      writes: (at, workspaceId, row) => {
        looked.push(row.pk)
        return recordPeople.writes(at, workspaceId, row)
      },
    }
    const states: MigrateState[] = []
    for (let call = 0; call < 4; call += 1) {
      let pages = 0
      states.push(await walk({ hasTime: () => pages++ < 1 }, noting))
    }

    // Two and a half pages here, one there.
    expect(states).toEqual(['cut off', 'cut off', 'cut off', 'resting'])
    expect(looked).toHaveLength(64)
    expect(new Set(looked).size).toBe(64)
  })

  it('leaves what cannot be read, tells of it, and is not over', async () => {
    const [broken] = records()
    await table.write([{ update: broken!, set: { data: 'not a record' } }])

    await expect(untilOver()).rejects.toThrow('does not come to an end')

    expect(new Set(reported)).toEqual(new Set([broken!.pk]))
    expect(without()).toHaveLength(1)
    await table.write([{ put: broken! }])
    desk.setClock('2026-03-03T12:00:00Z')
    await walk()
    expect(without()).toEqual([])
  })

  it('that two run at once comes to the same', async () => {
    const copy = await tableOf([...table.items()])
    await untilOver()

    await Promise.all([walk({ table: copy }), walk({ table: copy })])
    await untilOver({}, copy)

    expect(stored(copy)).toEqual(stored(table))
  })
})

async function tableOf(items: readonly Item[]): Promise<MemoryTable> {
  const copy = new MemoryTable()
  for (const put of items) await copy.write([{ put }])
  return copy
}

/** A table before whose n-th write something else happens. */
function meddling(inner: Table, n: number, meddle: () => Promise<void>): Table {
  let writes = 0
  return {
    get: (key) => inner.get(key),
    getMany: (keys) => inner.getMany(keys),
    query: (range) => inner.query(range),
    async write(all: readonly Write[]) {
      writes += 1
      if (writes === n) await meddle()
      await inner.write(all)
    },
  }
}
