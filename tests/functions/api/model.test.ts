import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { brokenLink, HistoryEntry } from '../../../shared/history/history.ts'
import { campaignTimeout, playSeeds } from '../../support/campaign-budget.ts'
import { Desk } from '../../support/desk.ts'

/** A record as a plain object would keep it: what the product has to agree with after every action. */
type Kept = {
  id: string
  title: string
  note: string | null
  ownerId: string | null
  status: 'active' | 'archived'
  version: number
  /** Of its two occurrences. */
  outcomes: Record<string, 'open' | 'done' | 'waived'>
  events: number
  /** What was done, in order. */
  deeds: string[]
}
type Model = { records: Kept[] }
type Real = { desk: Desk; people: readonly string[] }
type Command = fc.AsyncCommand<Model, Real>

const dates = ['2027-06-01', '2027-09-01'] as const
const picked = (model: Model, n: number) => model.records[n % model.records.length]!

/** An action of a user: when it makes sense, what it changes in the model, and how it is asked of the API. */
function command(
  name: string,
  parts: {
    readonly of?: number
    readonly when?: (kept: Kept) => boolean
    readonly run: (kept: Kept, real: Real, model: Model) => Promise<void>
  },
): Command {
  const { of = 0, when = () => true, run } = parts
  return {
    check: ({ records }) => name === 'record' || (records.length > 0 && when(records[of % records.length]!)),
    run: async (model, real) => run(picked(model, of), real, model),
    toString: () => `${name}(${of})`,
  }
}

function recording(title: string): Command {
  return command('record', {
    async run(_, { desk }, model) {
      const schedule = { kind: 'list', dates }
      const { id } = await desk.done('POST', '/v1/commitments', { title, schedule })
      const outcomes = Object.fromEntries(dates.map((on) => [on, 'open' as const]))
      const base = { note: null, ownerId: null, status: 'active', version: 1, events: 0 } as const
      model.records.push({ id, title, ...base, outcomes, deeds: ['recorded'] })
    },
  })
}

function changing(of: number, patch: { title?: string; note?: string | null }): Command {
  return command('change', {
    of,
    async run(kept, { desk }) {
      const path = `/v1/commitments/${kept.id}`
      const { status } = await desk.call('PATCH', path, patch, { 'if-match': `"${kept.version}"` })
      expect(status).toBe(kept.status === 'archived' ? 409 : 200)
      const changes = Object.entries(patch).some(([name, value]) => kept[name as 'title'] !== value)
      if (kept.status === 'archived' || !changes) return
      Object.assign(kept, patch, { version: kept.version + 1 })
      kept.deeds.push('changed')
    },
  })
}

function stale(of: number): Command {
  return command('stale', {
    of,
    async run(kept, { desk }) {
      const path = `/v1/commitments/${kept.id}`
      const { status } = await desk.call(
        'PATCH',
        path,
        { note: 'x' },
        { 'if-match': `"${kept.version + 1}"` },
      )
      expect(status).toBe(412)
    },
  })
}

function acting(of: number, on: (typeof dates)[number], act: 'complete' | 'waive' | 'reopen'): Command {
  return command(act, {
    of,
    async run(kept, { desk }) {
      const path = `/v1/deadlines/${kept.id}.occurrence.${on}/${act}`
      const { status } = await desk.call('POST', path, {}, { 'if-match': '*' })
      const isOpen = kept.outcomes[on] === 'open'
      const isAllowed = kept.status === 'active' && (act === 'reopen' ? !isOpen : isOpen)
      expect([act, status]).toEqual([act, isAllowed ? 200 : 409])
      if (!isAllowed) return
      kept.outcomes[on] = act === 'reopen' ? 'open' : act === 'complete' ? 'done' : 'waived'
      kept.deeds.push(act === 'reopen' ? 'reopened' : act === 'complete' ? 'completed' : 'waived')
    },
  })
}

function archiving(of: number, isBack: boolean): Command {
  return command(isBack ? 'unarchive' : 'archive', {
    of,
    async run(kept, { desk }) {
      const path = `/v1/commitments/${kept.id}${isBack ? '/unarchive' : ''}`
      await desk.done(isBack ? 'POST' : 'DELETE', path, undefined, { 'if-match': `"${kept.version}"` })
      const status = isBack ? 'active' : 'archived'
      if (kept.status === status) return
      Object.assign(kept, { status, version: kept.version + 1 })
      kept.deeds.push(isBack ? 'unarchived' : 'archived')
    },
  })
}

function telling(of: number): Command {
  return command('event', {
    of,
    async run(kept, { desk }) {
      await desk.done('POST', `/v1/records/${kept.id}/events`, { kind: 'meeting' })
      kept.events += 1
      kept.deeds.push('event_recorded')
    },
  })
}

function handingOver(from: number, to: number): Command {
  return command('hand over', {
    async run(_, { desk, people }, model) {
      const [fromId, toId] = [people[from % people.length]!, people[to % people.length]!]
      if (fromId === toId) return
      await desk.done('POST', `/v1/people/${fromId}/handover`, { toId })
      for (const kept of model.records.filter(({ ownerId }) => ownerId === fromId)) {
        Object.assign(kept, { ownerId: toId, version: kept.version + 1 })
        kept.deeds.push('handed_over')
      }
    },
  })
}

function giving(of: number, to: number): Command {
  return command('give', {
    of,
    when: ({ status }) => status === 'active',
    async run(kept, { desk, people }) {
      const ownerId = people[to % people.length]!
      await desk.done('PATCH', `/v1/commitments/${kept.id}`, { ownerId }, { 'if-match': '*' })
      if (kept.ownerId === ownerId) return
      Object.assign(kept, { ownerId, version: kept.version + 1 })
      kept.deeds.push('changed')
    },
  })
}

const n = fc.nat(5)
const commands = [
  fc.constantFrom('A', 'B', 'C').map(recording),
  fc
    .tuple(
      n,
      fc.record({ title: fc.constantFrom('A', 'D'), note: fc.constantFrom('n', null) }, { requiredKeys: [] }),
    )
    .map((all) => changing(...all)),
  n.map(stale),
  fc
    .tuple(n, fc.constantFrom(...dates), fc.constantFrom('complete', 'waive', 'reopen'))
    .map((all) => acting(...all)),
  fc.tuple(n, fc.boolean()).map((all) => archiving(...all)),
  n.map(telling),
  fc.tuple(n, n).map((all) => giving(...all)),
  fc.tuple(n, n).map((all) => giving(...all)),
  fc.tuple(n, n).map((all) => handingOver(...all)),
] as const

/** Whether the product has what the model has, and its history what happened. */
async function agree({ records }: Model, { desk }: Real): Promise<void> {
  for (const kept of records) {
    const { title, note, ownerId, status, version } = await desk.done('GET', `/v1/records/${kept.id}`)
    expect({ title, note, ownerId, status, version }).toEqual({
      title: kept.title,
      note: kept.note,
      ownerId: kept.ownerId,
      status: kept.status,
      version: kept.version,
    })
    const { data } = await desk.done('GET', `/v1/records/${kept.id}/history?limit=100`)
    const entries: HistoryEntry[] = data.map((each: unknown) => HistoryEntry.parse(each))
    expect(entries.map(({ action }) => action)).toEqual(kept.deeds)
    expect(await brokenLink(entries)).toBeUndefined()
    expect((await desk.done('GET', `/v1/records/${kept.id}/events`)).data).toHaveLength(kept.events)
    if (kept.status === 'archived') continue
    for (const [on, outcome] of Object.entries(kept.outcomes))
      expect((await desk.done('GET', `/v1/deadlines/${kept.id}.occurrence.${on}`)).status).toBe(outcome)
  }
  const active = records.filter(({ status }) => status === 'active')
  const listed = (await desk.done('GET', '/v1/records?limit=100')).data.map(({ id }: any) => id)
  expect(listed.toSorted()).toEqual(active.map(({ id }) => id).toSorted())
}

async function play(seed: number): Promise<void> {
  const property = fc.asyncProperty(
    fc.commands([...commands], { maxCommands: 60, size: 'max' }),
    async (all) => {
      const desk = await Desk.open('2026-03-02T09:00:00Z')
      const person = async (name: string) =>
        (await desk.done('POST', '/v1/team', { name, email: `${name}@example.org` })).id
      const real = { desk, people: [await person('leyla'), await person('otto')] }
      const model: Model = { records: [] }
      await fc.asyncModelRun(() => ({ model, real }), all)
      await agree(model, real)
      expect(desk.faults).toEqual([])
    },
  )
  await fc.assert(property, { seed, numRuns: 2, endOnFailure: false })
}

it(
  'whatever users do in whatever order, the product agrees with a plain model of it, and the history with what happened',
  async () => {
    await playSeeds('actions', play)
  },
  campaignTimeout('actions'),
)
