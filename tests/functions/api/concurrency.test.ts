import { beforeEach, describe, expect, it } from 'vitest'
import { brokenLink, HistoryEntry } from '../../../shared/history/history.ts'
import { Desk } from '../../support/desk.ts'

let desk: Desk
const editors = Array.from({ length: 20 }, (_, n) => n)

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

async function report(): Promise<string> {
  const schedule = { kind: 'once', on: '2026-06-01' }
  return (await desk.done('POST', '/v1/commitments', { title: 'Report', schedule })).id
}

async function entries(path: string): Promise<HistoryEntry[]> {
  const { data } = await desk.done('GET', `${path}/history?limit=100`)
  return data.map((each: unknown) => HistoryEntry.parse(each))
}

/** Adds to the links of a record; begins again where somebody else was first, as a careful client does. */
async function addLink(path: string, title: string): Promise<void> {
  for (;;) {
    const { body, headers } = await desk.call('GET', path)
    const links = [...body.links, { title, url: 'https://example.org' }]
    const { status } = await desk.call('PATCH', path, { links }, { 'if-match': headers.get('etag')! })
    if (status === 200) return
    expect(status).toBe(412)
  }
}

describe('twenty editors', () => {
  it('of one deadline who saw the same: one acts, the others are told that it has changed', async () => {
    const id = await report()
    const path = `/v1/deadlines/${id}.occurrence.2026-06-01`
    const { etag } = await desk.done('GET', path)

    const answers = await Promise.all(
      editors.map((n) =>
        desk.call('POST', `${path}/move`, { dueOn: `2026-06-${10 + n}` }, { 'if-match': etag }),
      ),
    )

    const done = answers.filter(({ status }) => status === 200)
    expect(done).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19)
    expect((await desk.done('GET', path)).dueOn).toBe(done[0]!.body.dueOn)
    expect(await entries(`/v1/records/${id}`)).toHaveLength(2)
  })

  it('of one record who read again: each change is there in the end, and in the history once', async () => {
    const id = await report()
    const path = `/v1/commitments/${id}`

    await Promise.all(editors.map((n) => addLink(path, String(n))))

    const { links, version } = await desk.done('GET', path)
    const history = await entries(`/v1/records/${id}`)
    expect(links.map(({ title }: any) => title).toSorted()).toEqual(editors.map(String).toSorted())
    expect([version, history.length]).toEqual([21, 21])
    expect(await brokenLink(history)).toBeUndefined()
  })

  it('who record events of one record, and of one organisation, lose none', async () => {
    const id = await report()
    const organisation = (await desk.done('POST', '/v1/organisations', { name: 'WHO' })).id

    for (const owner of [`/v1/records/${id}`, `/v1/organisations/${organisation}`]) {
      const answers = await Promise.all(
        editors.map((n) => desk.call('POST', `${owner}/events`, { kind: 'meeting', note: `${n}` })),
      )

      const done = answers.filter(({ status }) => status === 201)
      const { data } = await desk.done('GET', `${owner}/events?limit=100`)
      expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
      expect(data.map(({ id }: any) => id).toSorted()).toEqual(done.map(({ body }) => body.id).toSorted())
      const history = await entries(owner)
      expect(history).toHaveLength(done.length + 1)
      expect(await brokenLink(history)).toBeUndefined()
    }
  })

  it('who record one session: it is recorded once', async () => {
    const { id } = await desk.done('POST', '/v1/organisations', { name: 'UNGA' })
    const path = `/v1/organisations/${id}/sessions`

    const answers = await Promise.all(
      editors.map((n) => desk.call('POST', path, { ordinal: 81, opensOn: `2026-09-0${1 + (n % 9)}` })),
    )

    const done = answers.filter(({ status }) => status === 201)
    expect(done).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19)
    expect((await desk.done('GET', `${path}/81`)).opensOn).toBe(done[0]!.body.opensOn)
  })

  it('who add an occurrence on one day: each has one of its own', async () => {
    const id = await report()

    const answers = await Promise.all(
      editors.map(() => desk.call('POST', `/v1/records/${id}/deadlines`, { dueOn: '2026-07-01' })),
    )

    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.id)
    const { data } = await desk.done('GET', `/v1/deadlines?recordId=${id}&from=2026-07-01&limit=100`)
    expect(new Set(made).size).toBe(made.length)
    expect(data.map((each: any) => each.id).toSorted()).toEqual(made.toSorted())
  })

  it('of the settings, a person and a calendar: one change of those who saw the same', async () => {
    const person = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    const calendar = await desk.done('POST', '/v1/calendars', { name: 'Baku' })

    for (const path of ['/v1/settings', `/v1/team/${person.id}`, `/v1/calendars/${calendar.id}`]) {
      const etag = (await desk.call('GET', path)).headers.get('etag')!
      const answers = await Promise.all(
        editors.map((n) => desk.call('PATCH', path, { name: `Name ${n}` }, { 'if-match': etag })),
      )

      const done = answers.filter(({ status }) => status === 200)
      expect([path, done.length]).toEqual([path, 1])
      expect(answers.filter(({ status }) => status === 412)).toHaveLength(19)
      expect((await desk.done('GET', path)).name).toBe(done[0]!.body.name)
    }
  })
})

describe('a hundred editors of one record', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n)
  /** Two here; `npm run campaign:editors` plays fifty. */
  const rounds = Number(process.env.SERVANDA_EDITOR_ROUNDS ?? 2)

  it('each round: one edit of those who saw the same is applied, each other is refused with it, and none is lost', async () => {
    const id = await report()
    const path = `/v1/commitments/${id}`
    const applied: string[] = []

    for (let round = 0; round < rounds; round += 1) {
      const etag = (await desk.call('GET', path)).headers.get('etag')!
      const answers = await Promise.all(
        hundred.map((n) => desk.call('PATCH', path, { note: `${round}.${n}` }, { 'if-match': etag })),
      )
      const done = answers.filter(({ status }) => status === 200)
      const refused = answers.filter(({ status }) => status === 412)
      expect([done.length, refused.length]).toEqual([1, 99])
      for (const { body } of refused) expect(body.current.note).toBe(done[0]!.body.note)
      applied.push(done[0]!.body.note)
    }

    const { version, note } = await desk.done('GET', path)
    const history = await entries(`/v1/records/${id}`)
    expect([version, note]).toEqual([rounds + 1, applied.at(-1)])
    expect(history.slice(1).map(({ changes }) => changes[0]!.to)).toEqual(applied)
    expect(await brokenLink(history)).toBeUndefined()
  })
})
