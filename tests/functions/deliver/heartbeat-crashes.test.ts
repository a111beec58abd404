import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../shared/channel/channel.ts'
import { Desk } from '../../support/desk.ts'
import { Crash, crashingTable } from '../../support/faulty-table.ts'
import { MemoryTable } from '../../support/memory-table.ts'

const hour = '2026-04-01T08:00:00Z'
const subject = 'Nothing fell through the cracks in March 2026'

/** Two administrators who are to be told, and a reminder of the same hour to one of them. */
async function deskAtItsHour(outcomes: readonly Outcome[]) {
  const memory = new MemoryTable()
  const desk = await Desk.open('2026-03-02T09:00:00Z', memory)
  await desk.done('POST', '/v1/team', { name: 'Ada', email: 'ada@example.org', role: 'administrator' })
  await desk.done('PATCH', '/v1/settings', { heartbeat: 'monthly' }, { 'if-match': '*' })
  const schedule = { kind: 'once', on: '2026-04-01' }
  await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, leadDays: [0] })
  await desk.passTo('2026-04-01T07:59:00Z')
  const answers = [...outcomes]
  desk.channel.outcome = () => answers.shift() ?? { kind: 'accepted', providerId: null }
  desk.setClock(hour)
  return { desk, memory }
}

describe.each(['lost request', 'lost response', 'own write met again'] as const)(
  'whatever call of the month’s first working day meets a fault (%s),',
  (fault) => {
    it('each administrator hears once how it went, and once more, saying so, only where it may have been sent', async () => {
      for (let n = 1; ; n += 1) {
        const { desk, memory } = await deskAtItsHour([])
        const table = crashingTable(desk.table, n, fault)
        await desk.sweepOnce(table).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error
        })
        const fenced = [...memory.items()].filter(
          ({ sk, state, claimNonce }) =>
            sk.startsWith('ENVELOPE#') && state === 'fenced' && claimNonce !== 'nobody',
        )
        await desk.passTo('2026-04-02T12:00:00Z')

        const copies = (label: string, of: string, to: string) =>
          desk.channel.sent.filter((mail) => mail.to === to && mail.subject === label + of).length
        for (const to of ['admin@example.org', 'ada@example.org']) {
          const first = copies('', subject, to) + copies('Late: ', subject, to)
          const again = copies('Sent again: ', subject, to)
          expect(first, `call ${n} to ${to}`).toBeLessThanOrEqual(1)
          expect(first + again, `call ${n} to ${to}`).toBeGreaterThan(0)
          expect(again, `call ${n} to ${to}`).toBeLessThanOrEqual(fenced.length)
        }
        const report = desk.channel.subjects.filter((each) => each.includes('Report: 1 April 2026'))
        expect(report.length, `call ${n}`).toBeGreaterThan(0)
        const { last } = await desk.done('GET', '/v1/heartbeat')
        expect(
          last.mails.map(({ state }: any) => state),
          `call ${n}`,
        ).toEqual(['sent', 'sent'])
        if (table.calls() < n) return
      }
    })
  },
)
