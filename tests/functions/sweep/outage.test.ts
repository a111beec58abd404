import { beforeEach, describe, expect, it } from 'vitest'
import { foreseen } from '../../../local/forecast.ts'
import { WorkspaceId } from '../../../shared/identity/workspace-id.ts'
import { IN_FULL } from '../../../shared/mail/reminder-mail.ts'
import { ledger } from '../../../shared/reminder/reminder-list.ts'
import { addDays, day } from '../../../shared/time/day.ts'
import { Instant, plusSeconds } from '../../../shared/time/instant.ts'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'

/** A Monday, half an hour before mail goes out; a reminder of the deadline of 3 June is due that day. */
const silentFrom = Instant.parse('2026-05-04T07:30:00Z')
const hour = 3_600
const oneDay = 24 * hour
/** From half past seven to when people are at work. */
const toWork = 1.5 * hour

let desk: Desk
let workspaceId: WorkspaceId

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z', new MemoryTable())
  workspaceId = WorkspaceId.parse((await desk.table.query({ partition: 'WORKSPACES' })).items[0]?.sk)
  for (let n = 0; n < 60; n += 1)
    await desk.done('POST', '/v1/commitments', {
      title: `Report ${n}`,
      schedule: { kind: 'once', on: addDays(day('2026-06-03'), n * 9) },
      watchers: ['registry@example.org'],
    })
  await desk.passTo(silentFrom)
  desk.channel.sent.length = 0
})

async function sentSince(from: Instant) {
  const period = { from, to: Instant.parse('2029-01-01T00:00:00Z') }
  const found = []
  for await (const { delivery } of ledger(desk.table, workspaceId, period))
    if (delivery.outcome.state === 'sent' && delivery.outcome.at >= from) found.push(delivery)
  return found
}

describe('after a silence', () => {
  it.each([
    ['an hour', hour],
    ['half a day', 8 * hour],
    ['a day', oneDay + toWork],
    ['a week', 7 * oneDay + toWork],
    ['a month', 30 * oneDay + toWork],
    ['half a year', 182 * oneDay + toWork],
    ['400 days', 400 * oneDay + toWork],
  ])(
    'of %s each open deadline is told of once to each reader, called late, without a storm of mails',
    async (_, seconds) => {
      const until = plusSeconds(silentFrom, seconds)
      const { tellings } = await foreseen(desk.table, workspaceId, { from: silentFrom, to: until })
      const planned = new Set(tellings.map(({ deadlineId }) => deadlineId))
      planned.add(await deadlineOn('2026-06-03'))

      desk.setClock(until)
      for (let sweeps = 0; sweeps < 3; sweeps += 1) await desk.sweepOnce()

      const told = await sentSince(silentFrom)
      const readers = new Set(told.map(({ recipient }) => recipient))
      expect(readers.size).toBe(2)
      for (const reader of readers) {
        const theirs = told.filter(({ recipient }) => recipient === reader)
        const ids = theirs.map(({ recordId, deadlineKey }) => `${recordId}.${deadlineKey}`)
        expect(ids.sort()).toEqual([...planned].sort())
      }
      // What was on its way when the silence began goes out as it was bound; all the rest is one mail.
      const mails = desk.channel.sent.filter(({ to }) => to === 'registry@example.org')
      expect(mails.length).toBeLessThanOrEqual(2)
      expect(desk.channel.sent).toHaveLength(2 * mails.length)
      for (const subject of desk.channel.subjects) expect(subject).toMatch(/^Late: /)
      expect(desk.faults).toEqual([])
    },
  )

  it('of 400 days the mail can still be read, and nothing comes a second time in the week after', async () => {
    const until = plusSeconds(silentFrom, 400 * oneDay + toWork)

    desk.setClock(until)
    await desk.sweepOnce()
    const [mail] = desk.channel.sent
    const once = await sentSince(silentFrom)
    await desk.passTo(plusSeconds(until, 7 * oneDay))
    const later = (await sentSince(silentFrom)).slice(once.length)

    expect(mail?.text.match(/^ {2}Due: /gm)).toHaveLength(IN_FULL)
    expect(mail?.text.match(/^- Report /gm)?.length).toBe(60 - IN_FULL)
    const overdue = later.filter(({ word }) => (word.dueOn ?? '') < until.slice(0, 10))
    expect(overdue).toEqual([])
  })
})

async function deadlineOn(dueOn: string): Promise<string> {
  return (await desk.done('GET', `/v1/deadlines?from=${dueOn}&to=${dueOn}`)).data[0].id
}
