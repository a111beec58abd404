import { expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'

it.each([
  ['whose address is nowhere in the index', ['leyla@example.org'], true],
  ['whose address is written in other letters', ['Leyla@Example.org'], false],
  ['both', ['LEYLA@example.org'], true],
])('a person who watches by their own address too is told once: %s', async (_, watchers, isLost) => {
  const table = new MemoryTable()
  const desk = await Desk.open('2026-03-02T09:00:00Z', table)
  const { id: ownerId } = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
  const schedule = { kind: 'once', on: '2026-06-01' }
  await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, leadDays: [30], ownerId, watchers })
  const entry = [...table.items()].find(({ pk }) => pk.includes('#ADDRESS#leyla@'))
  if (isLost) await table.write([{ delete: entry! }])

  await desk.passTo('2026-05-04T09:00:00Z')

  expect(desk.channel.sent.map(({ to }) => to)).toEqual(['leyla@example.org'])
})

it('an address that watches twice, in different letters, is told once', async () => {
  const desk = await Desk.open('2026-03-02T09:00:00Z', new MemoryTable())
  const schedule = { kind: 'once', on: '2026-06-01' }
  const watchers = ['registry@example.org', 'Registry@example.org']
  await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, leadDays: [30], watchers })

  await desk.passTo('2026-05-04T09:00:00Z')

  expect(desk.channel.sent.map(({ to }) => to).toSorted()).toEqual([
    'admin@example.org',
    'registry@example.org',
  ])
})
