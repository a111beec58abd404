import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

const body = { title: 'Agreement', type: 'treaty', parties: [] }
const key = { 'idempotency-key': 'first-try' }

async function count(): Promise<number> {
  return (await desk.done('GET', '/v1/records?limit=100')).data.length
}

describe('a request with an Idempotency-Key', () => {
  it('that is sent again has the same answer, and is carried out once', async () => {
    const first = await desk.call('POST', '/v1/agreements', body, key)
    const second = await desk.call('POST', '/v1/agreements', body, key)

    expect(second.body).toEqual(first.body)
    expect(second.status).toBe(201)
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    for (const name of ['etag', 'location']) expect(second.headers.get(name)).toBe(first.headers.get(name))
    expect(await count()).toBe(1)
  })

  it('that is sent ten times at once is carried out once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.call('POST', '/v1/agreements', body, key)),
    )

    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1)
    expect(await count()).toBe(1)
  })

  it('of another body is refused', async () => {
    await desk.call('POST', '/v1/agreements', body, key)

    const other = await desk.call('POST', '/v1/agreements', { ...body, title: 'Other' }, key)

    expect(other.status).toBe(422)
    expect(await count()).toBe(1)
  })

  it('that was refused is not kept: the same key may be used for the corrected one', async () => {
    const refused = await desk.call('POST', '/v1/agreements', { title: 'x' }, key)
    const corrected = await desk.call('POST', '/v1/agreements', body, key)

    expect([refused.status, corrected.status]).toEqual([422, 201])
  })

  it('is remembered for 24 hours', async () => {
    await desk.call('POST', '/v1/agreements', body, key)
    desk.setClock('2026-03-03T08:59:00Z')
    await desk.call('POST', '/v1/agreements', body, key)
    const within = await count()
    desk.setClock('2026-03-03T09:01:00Z')
    await desk.call('POST', '/v1/agreements', body, key)

    expect([within, await count()]).toEqual([1, 2])
  })

  it('may be a PATCH or a DELETE', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', body)
    const path = `/v1/agreements/${id}`

    const patch = () =>
      desk.call('PATCH', path, { title: 'New' }, { 'if-match': '"1"', 'idempotency-key': 'p' })
    const remove = () => desk.call('DELETE', path, undefined, { 'if-match': '"2"', 'idempotency-key': 'd' })
    const answers = [await patch(), await patch(), await remove(), await remove()]

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await desk.done('GET', path)).version).toBe(3)
  })

  it('is one person’s: another person’s same key is another request', async () => {
    const other = await Desk.open('2026-03-02T09:00:00Z', desk.table)
    await desk.call('POST', '/v1/agreements', body, key)

    const theirs = await other.call('POST', '/v1/agreements', body, key)

    expect(theirs.headers.get('idempotent-replayed')).toBeNull()
  })
})

describe('people who change one thing at the same time', () => {
  it('lose no change: each is applied, or refused as stale', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', body)
    const path = `/v1/agreements/${id}`

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        desk.call('PATCH', path, { note: `note ${n}` }, { 'if-match': '"1"' }),
      ),
    )

    const applied = answers.filter(({ status }) => status === 200)
    expect(applied).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19)
    expect((await desk.done('GET', path)).note).toBe(applied[0]!.body.note)
  })

  it('do not hinder each other where they change different things of one record', async () => {
    const schedule = { kind: 'list', dates: Array.from({ length: 8 }, (_, n) => `2026-06-0${n + 1}`) }
    const { id } = await desk.done('POST', '/v1/commitments', { title: 'Meetings', schedule })

    const answers = await Promise.all([
      ...schedule.dates.map((on) => desk.act(`${id}.occurrence.${on}`, 'complete')),
      desk.call('PATCH', `/v1/commitments/${id}`, { title: 'New' }, { 'if-match': '"1"' }),
    ])

    const { data } = await desk.done('GET', `/v1/deadlines?recordId=${id}`)
    expect(answers.at(-1).status).toBe(200)
    expect(data.map(({ status }: any) => status)).toEqual(schedule.dates.map(() => 'done'))
    expect((await desk.done('GET', `/v1/records/${id}/history?limit=100`)).data).toHaveLength(10)
  })
})
