import { beforeEach, describe, expect, it } from 'vitest'
import type { Item } from '../../../shared/table/table.ts'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'

const report = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30, 7] }
let original: Desk
let restored: Desk

/** Two reminders are planned and one record has none yet; then the table is backed up, and the original goes on. */
beforeEach(async () => {
  const table = new MemoryTable()
  original = await Desk.open('2026-03-02T09:00:00Z', table)
  await original.done('POST', '/v1/commitments', report)
  await original.done('POST', '/v1/commitments', { ...report, title: 'Later', leadDays: [28] })
  await original.passTo('2026-05-01T07:30:00Z')
  const backup: Item[] = [...table.items()]
  await original.passTo('2026-05-05T12:00:00Z')
  const copy = new MemoryTable()
  for (const put of backup) await copy.write([{ put }])
  restored = original.on(copy, 'a table that was restored')
})

describe('a restored table', () => {
  it('sends nothing, however often it is swept and whatever is done to it', async () => {
    await restored.done('POST', '/v1/commitments', { ...report, title: 'New' })
    const counts = await restored.sweepOnce()
    await restored.passTo('2026-05-06T12:00:00Z')

    expect(counts).toMatchObject({ woken: 0, planned: 0, published: 0 })
    expect(restored.channel.sent).toEqual([])
  })

  it('sends nothing either of a message that was on its way', async () => {
    const [message] = await restored.due()

    await restored.deliverOnce(message!)

    expect(restored.channel.sent).toEqual([])
  })

  it('says that it is frozen, and shows what would go out and how', async () => {
    const shown = await restored.done('GET', '/v1/settings/release')

    expect((await restored.done('GET', '/v1/healthz')).sending).toBe('frozen')
    expect([shown.state, shown.count]).toEqual(['frozen', 2])
    expect(shown.wouldSend.map(({ leadDays, label }: any) => [leadDays, label])).toEqual([
      [28, 'sent_again'],
      [30, 'sent_again'],
    ])
  })

  it('sends what may have gone out of the original as a second copy, once a person has released it', async () => {
    const { state } = await restored.done('POST', '/v1/settings/release')
    await restored.passTo('2026-05-06T12:00:00Z')

    expect(state).toBe('open')
    expect(original.channel.subjects.filter((subject) => subject.startsWith('Sent again:'))).toEqual([])
    expect(restored.channel.subjects.sort()).toEqual([
      'Sent again: Later: 1 June 2026 (in 27 days)',
      'Sent again: Report: 1 June 2026 (in 27 days)',
    ])
  })

  it('goes on like any other after that: what is due later has no label', async () => {
    await restored.done('POST', '/v1/settings/release')
    await restored.passTo('2026-05-26T12:00:00Z')

    expect(restored.channel.subjects.at(-1)).toBe('Report: 1 June 2026 (in 7 days)')
  })

  it('keeps who released it in the history, and is released once', async () => {
    await restored.done('POST', '/v1/settings/release')
    const again = await restored.call('POST', '/v1/settings/release')

    expect(again.status).toBe(409)
    const released = [...(restored.table as MemoryTable).items()].filter(
      ({ action }) => action === 'released',
    )
    expect(released).toHaveLength(1)
  })
})

it('the table itself is not frozen, and cannot be released', async () => {
  expect((await original.done('GET', '/v1/settings/release')).state).toBe('open')
  expect((await original.call('POST', '/v1/settings/release')).status).toBe(409)
})
