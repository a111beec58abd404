import { beforeEach, describe, expect, it } from 'vitest'
import { earliestDay, latestDay } from '../../../shared/time/imprecise-day.ts'
import { Desk } from '../../support/desk.ts'
import { random } from '../../support/random.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

async function commitment(schedule: object, more: object = {}): Promise<string> {
  return (await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, ...more })).id
}

async function listed(query = ''): Promise<any[]> {
  return (await desk.done('GET', `/v1/deadlines?limit=100${query}`)).data
}

async function walked(query: string): Promise<any[]> {
  const found: any[] = []
  let cursor = ''
  do {
    const { data, nextCursor } = await desk.done('GET', `/v1/deadlines?${query}${cursor}`)
    found.push(...data)
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`
  } while (cursor !== '')
  return found
}

function dates(deadlines: readonly any[]): string[] {
  return deadlines.map(({ dueOn }) => dueOn)
}

describe('a deadline that was entered by hand is listed', () => {
  it('where it was moved to a day before the record was tracked: it is overdue', async () => {
    const id = await commitment({ kind: 'once', on: '2026-06-01' })

    await desk.act(`${id}.occurrence.2026-06-01`, 'move', { dueOn: '2026-02-01' })

    expect((await listed()).map(({ dueOn, status }) => [dueOn, status])).toEqual([['2026-02-01', 'overdue']])
    expect(await listed('&status=overdue')).toHaveLength(1)
    expect(await listed('&to=2026-02-28')).toHaveLength(1)
  })

  it('where it was added for a day before the record was tracked', async () => {
    const id = await commitment({ kind: 'manual' })

    await desk.done('POST', `/v1/records/${id}/deadlines`, { dueOn: '2025-12-31', title: 'Late invoice' })

    expect((await listed()).map(({ title, status }) => [title, status])).toEqual([
      ['Late invoice', 'overdue'],
    ])
  })

  it('where it has no date: after all others, without `to` only, whatever became of it', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => commitment({ kind: 'once', on: '2026-06-01' })))
    await commitment({ kind: 'list', dates: ['2026-05-01', '2027-06-01'] })
    for (const id of ids)
      await desk.act(`${id}.occurrence.2026-06-01`, 'move', { dueOn: null, reason: 'later' })
    await desk.act(`${ids[1]}.occurrence.2026-06-01`, 'waive', { reason: 'not owed' })
    await desk.act(`${ids[2]}.occurrence.2026-06-01`, 'complete', {})

    expect(dates(await listed())).toEqual(['2026-05-01', '2027-06-01', null, null, null])
    expect(dates(await walked('limit=1'))).toEqual(['2026-05-01', '2027-06-01', null, null, null])
    expect(dates(await listed('&from=2026-05-02'))).toEqual(['2027-06-01', null, null, null])
    expect(dates(await listed('&to=2028-12-31'))).toEqual(['2026-05-01', '2027-06-01'])
    expect((await listed('&status=waived')).map(({ recordId }) => recordId)).toEqual([ids[1]])
    expect((await listed('&status=done')).map(({ recordId }) => recordId)).toEqual([ids[2]])
  })
})

describe('the window of a list', () => {
  it('has both its days, and ends 18 months on unless it is told', async () => {
    await commitment({
      kind: 'list',
      dates: ['2026-03-02', '2026-03-03', '2027-09-01', '2027-09-02', '2027-09-03'],
    })

    expect(dates(await listed('&from=2026-03-03&to=2027-09-02'))).toEqual([
      '2026-03-03',
      '2027-09-01',
      '2027-09-02',
    ])
    expect(dates(await listed()).at(-1)).toBe('2027-09-01')
    expect(dates(await listed('&from=2027-09-02'))).toEqual(['2027-09-02', '2027-09-03'])
    expect(dates(await listed('&to=2026-03-02'))).toEqual(['2026-03-02'])
  })

  it('has an imprecise date wherever it reaches into, by its earliest day', async () => {
    await commitment({ kind: 'list', dates: ['2027', '2026-05', '2026-05-15', '2026-04-30', '2026-06-01'] })

    expect(dates(await listed())).toEqual(['2026-04-30', '2026-05', '2026-05-15', '2026-06-01', '2027'])
    expect(dates(await listed('&from=2026-05-31&to=2026-05-31'))).toEqual(['2026-05'])
    expect(dates(await listed('&from=2027-05-01&to=2027-05-02'))).toEqual(['2027'])
  })

  it('does not reach into what was due before the record was tracked', async () => {
    await commitment({ kind: 'every', startsOn: '2020-01-31', period: 'P1M' }, { trackedFrom: '2026-01-31' })

    expect(dates(await listed('&from=2020-01-01&to=2026-03-31'))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
    ])
  })
})

describe('the status of a deadline', () => {
  it('is what the clock says: overdue from the end of its last day in the zone of the workspace', async () => {
    await desk.done('PATCH', '/v1/settings', { zone: 'Pacific/Auckland' }, { 'if-match': '*' })
    await commitment({ kind: 'list', dates: ['2026-04-05', '2026-04'] })

    const statuses = async (now: string) => {
      desk.setClock(now)
      return [
        (await listed('&status=open')).map(({ dueOn }) => dueOn),
        (await listed('&status=overdue')).map(({ dueOn }) => dueOn),
      ]
    }

    expect(await statuses('2026-04-05T11:59:59Z')).toEqual([['2026-04', '2026-04-05'], []])
    expect(await statuses('2026-04-05T12:00:00Z')).toEqual([['2026-04'], ['2026-04-05']])
    expect(await statuses('2026-04-30T12:00:00Z')).toEqual([[], ['2026-04', '2026-04-05']])
  })

  it('is cancelled where its record is archived, and then it is listed for its record only', async () => {
    const id = await commitment({ kind: 'once', on: '2026-06-01' })
    await desk.done('DELETE', `/v1/commitments/${id}`, undefined, { 'if-match': '"1"' })

    expect(await listed()).toEqual([])
    expect((await listed(`&recordId=${id}`)).map(({ status }) => status)).toEqual(['cancelled'])
  })
})

describe('the list of many records', () => {
  it.each([1, 2, 3])(
    'is all of them sorted, whatever the page and whatever was done (seed %i)',
    async (seed) => {
      const { pick, below } = random(seed)
      const day = () =>
        `2026-${String(3 + below(9)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`
      const ids: string[] = []
      for (let n = 0; n < 20; n += 1) {
        const schedule = pick([
          { kind: 'once', on: pick([day(), day().slice(0, 7), '2026']) },
          { kind: 'every', startsOn: day(), period: pick(['P1M', 'P3W', 'P1Y']) },
          { kind: 'list', dates: [...new Set([day(), day(), day()])] },
          { kind: 'manual' },
        ])
        const milestones = pick([[], [{ key: 'draft', title: 'Draft', offset: pick(['-P40D', 'P10D']) }]])
        ids.push(await commitment(schedule, { milestones, trackedFrom: pick([null, '2025-06-01']) }))
      }
      for (let n = 0; n < 40; n += 1) {
        const id = pick(ids)
        await desk.done('POST', `/v1/records/${id}/deadlines`, { dueOn: pick([day(), '2025-01-01']) })
        const open = (await listed(`&recordId=${id}`)).filter(({ status }) => status === 'open')
        if (open.length === 0) continue
        await pick([
          () => desk.act(pick(open).id, 'complete'),
          () => desk.act(pick(open).id, 'waive'),
          () => desk.act(pick(open).id, 'move', { dueOn: pick([day(), null, '2024-02-29', '2027-01']) }),
        ])()
      }

      const byRecord = (await Promise.all(ids.map((id) => walked(`limit=100&recordId=${id}`)))).flat()
      const key = ({ dueOn, id }: any) => `${dueOn === null ? '9999-12-31' : earliestDay(dueOn)}#${id}`
      const sorted = byRecord.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))

      const pages = await walked(`limit=${pick([3, 7, 25])}`)
      expect(pages).toEqual(sorted)
      for (const status of ['open', 'overdue', 'done', 'waived'])
        expect(await walked(`limit=4&status=${status}`)).toEqual(
          sorted.filter((each) => each.status === status),
        )
      expect(await walked('limit=5&from=2026-04-01&to=2026-08-31')).toEqual(
        sorted.filter(
          ({ dueOn }) =>
            dueOn !== null && earliestDay(dueOn) <= '2026-08-31' && latestDay(dueOn) >= '2026-04-01',
        ),
      )
    },
  )
})
