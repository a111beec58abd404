import type { World } from './world.ts'

/** What was done to which record, and when: the oracle allows a second word where an edit lies in between. */
export type Edit = { readonly at: string; readonly recordId: string; readonly what: string }

/** A desk officer who records things, and then changes their mind about them for years. */
export class Officer {
  readonly #world: World
  readonly edits: Edit[] = []
  readonly records: string[] = []
  readonly people: string[] = []
  #assembly = ''

  constructor(world: World) {
    this.#world = world
  }

  async settleIn(): Promise<void> {
    const { desk } = this.#world
    const [administrator] = (await desk.done('GET', '/v1/team')).data
    this.people.push(administrator.id)
    for (const name of ['leyla', 'otto'])
      this.people.push((await desk.done('POST', '/v1/team', { name, email: `${name}@example.org` })).id)
    const sessionRules = [
      { validFrom: '2020-01-01', rrule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=2TU', firstOrdinal: 75 },
    ]
    this.#assembly = (await desk.done('POST', '/v1/organisations', { name: 'Assembly', sessionRules })).id
    const milestones = [{ key: 'draft', title: 'Draft', offset: '-P20D' }]
    const session = {
      kind: 'session',
      organisationId: this.#assembly,
      edge: 'opens',
      from: 75,
      every: 1,
      offset: 'P60D',
    }
    const { pick } = this.#world.random
    const bodies = [
      {
        title: 'Report',
        schedule: { kind: 'every', startsOn: '2026-03-31', period: 'P4M' },
        milestones,
        leadDays: [30, 7, 1],
      },
      { title: 'Once', schedule: { kind: 'once', on: '2026-09-01' }, leadDays: [90, 30] },
      { title: 'Resolution', schedule: session, milestones, leadDays: [30, 7] },
      {
        title: 'Watched',
        schedule: { kind: 'every', startsOn: '2026-05-15', period: 'P5M' },
        leadDays: [14],
        watchers: ['registry@example.org'],
      },
    ]
    for (const body of bodies) {
      const { id } = await desk.done('POST', '/v1/commitments', { ...body, ownerId: pick(this.people) })
      this.records.push(id)
    }
  }

  /** Does one thing, if it can be done. */
  async act(): Promise<void> {
    const { desk, random, now } = this.#world
    const recordId = random.pick(this.records)
    const { data } = await desk.done('GET', `/v1/deadlines?recordId=${recordId}&limit=6`)
    const what = random.pick([
      'move',
      'move',
      'postpone',
      'complete',
      'waive',
      'reopen',
      'assign',
      'owner',
      'leads',
      'archive',
      'session',
    ])
    this.edits.push({ at: now, recordId, what })
    if (what === 'session') return this.#moveSession()
    if (['owner', 'leads', 'archive'].includes(what)) return this.#revise(recordId, what)
    if (data.length === 0) return
    const { id, etag } = random.pick<{ id: string; etag: string }>(data)
    const dueOn = `2026-${random.pick(['05', '08', '10', '12'])}-${random.pick(['04', '11', '19', '27'])}`
    const [action, body] = {
      move: ['move', { dueOn }],
      postpone: ['move', { dueOn: null }],
      complete: ['complete', {}],
      waive: ['waive', {}],
      reopen: ['reopen', {}],
      assign: ['assign', { ownerId: random.pick(this.people) }],
    }[what] ?? ['acknowledge', {}]
    await desk.call('POST', `/v1/deadlines/${id}/${action}`, body, { 'if-match': etag })
  }

  /** Closes or moves what is due soonest, just as its reminder is on its way. */
  async interrupt(): Promise<void> {
    const { desk, random, now } = this.#world
    const { data } = await desk.done('GET', '/v1/deadlines?status=open&limit=5')
    if (data.length === 0) return
    const { id, etag, recordId } = random.pick<{ id: string; etag: string; recordId: string }>(data)
    this.edits.push({ at: now, recordId, what: 'interruption' })
    const [action, body] = random.pick<[string, object]>([
      ['complete', {}],
      ['waive', {}],
      ['move', { dueOn: '2026-11-20' }],
    ])
    await desk.call('POST', `/v1/deadlines/${id}/${action}`, body, { 'if-match': etag })
  }

  async #revise(recordId: string, what: string): Promise<void> {
    const { desk, random } = this.#world
    const path = `/v1/commitments/${recordId}`
    const match = { 'if-match': '*' }
    if (what === 'owner') await desk.call('PATCH', path, { ownerId: random.pick(this.people) }, match)
    if (what === 'leads')
      await desk.call('PATCH', path, { leadDays: random.pick([[30, 7], [60], [14, 3, 1]]) }, match)
    if (what !== 'archive') return
    await desk.call('DELETE', path, undefined, match)
    await this.#world.live(random.pick([5, 600, 6_000]))
    await desk.call('POST', `${path}/unarchive`)
  }

  async #moveSession(): Promise<void> {
    const { desk, random, now } = this.#world
    const year = Number(now.slice(0, 4))
    const ordinal = year - 2020 + 75
    const opensOn = `${year}-09-${random.pick(['08', '15', '22'])}`
    const path = `/v1/organisations/${this.#assembly}/sessions`
    const posted = await desk.call('POST', path, { ordinal, opensOn })
    if (posted.status === 409)
      await desk.call('PATCH', `${path}/${ordinal}`, { opensOn }, { 'if-match': '*' })
    for (const recordId of this.records) this.edits.push({ at: now, recordId, what: 'session' })
  }
}
