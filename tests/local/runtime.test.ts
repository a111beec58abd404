import { expect, it } from 'vitest'
import { startRuntime } from '../../local/runtime.ts'
import { Instant } from '../../shared/time/instant.ts'
import { Desk } from '../support/desk.ts'

/** The background work of one machine over a desk, with a channel that does something at each mail. */
function runtimeOf(desk: Desk, onMail: () => Promise<void>) {
  return startRuntime({
    table: desk.table,
    tableId: desk.tableId,
    clock: { now: desk.clock, moveTo: (instant) => desk.setClock(instant) },
    channel: {
      name: 'email',
      async send() {
        await onMail()
        return { kind: 'accepted', providerId: null }
      },
    },
    post: desk.post,
    from: 'servanda@example.org',
    tellChanges: async () => {},
    baseUrl: 'http://127.0.0.1',
    linksUrl: 'http://127.0.0.1/mail-links',
    report: (fault) => desk.faults.push(fault),
  })
}

it('stops after the round at hand, and goes on after the next start', async () => {
  const desk = await Desk.open('2026-03-02T09:00:00Z')
  const schedule = { kind: 'once', on: '2026-06-01' }
  await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, leadDays: [30, 7] })
  const end = Instant.parse('2026-05-29T09:00:00Z')
  const days: string[] = []
  const sentOn = () => days.push(desk.clock().slice(0, 10))
  let stopping: Promise<void> | undefined
  const first = runtimeOf(desk, async () => {
    sentOn()
    stopping ??= first.stop()
  })

  await first.advanceTo(end)
  await stopping
  const before = [...days]
  const second = runtimeOf(desk, async () => void sentOn())
  await second.advanceTo(end)
  await second.stop()

  expect([before, days]).toEqual([['2026-05-01'], ['2026-05-01', '2026-05-25']])
  expect(desk.faults).toEqual([])
})
