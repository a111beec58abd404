import { beforeEach, describe, expect, it } from 'vitest'
import { sweep } from '../../../functions/sweep/sweep.ts'
import type { Outcome } from '../../../shared/channel/channel.ts'
import { GroupMessage } from '../../../shared/reminder/group.ts'
import { ConditionFailed, type Table, type Write } from '../../../shared/table/table.ts'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

function report(more: object = {}) {
  const body = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30, 7], ...more }
  return desk.done('POST', '/v1/commitments', body)
}

async function group(sendAt: string): Promise<GroupMessage> {
  const [{ id }] = (await desk.done('GET', '/v1/team')).data
  const [listed] = (await desk.table.query({ partition: 'WORKSPACES' })).items
  return GroupMessage.parse({
    workspaceId: listed!.sk,
    channel: 'email',
    recipient: id,
    sendAt,
    label: 'none',
  })
}

function reminders() {
  return desk.done('GET', '/v1/reminders?from=2026-01-01&to=2026-12-31').then(({ data }) => data)
}

describe('a mail', () => {
  it('of more deadlines than one item of the table can hold goes out as one, and is sent again as it was', async () => {
    const dates = Array.from({ length: 220 }, (_, n) =>
      new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10),
    )
    await report({ title: '文'.repeat(300), schedule: { kind: 'list', dates }, trackedFrom: '2024-01-01' })
    const outcomes: Outcome[] = [{ kind: 'unknown', reason: 'the answer was lost' }]
    desk.channel.outcome = () => outcomes.shift() ?? { kind: 'accepted', providerId: null }

    await desk.passTo('2026-03-03T12:00:00Z')

    expect(desk.channel.subjects).toEqual([
      '220 deadlines, the first on 1 January 2024',
      'Sent again: 220 deadlines, the first on 1 January 2024',
    ])
    expect(new Set((await reminders()).map(({ state }: any) => state))).toEqual(new Set(['sent']))
  })

  it('that waits for its second copy takes nothing in that was planned since: that goes out by itself', async () => {
    await report({ title: 'First', leadDays: [30] })
    const { id } = await report({ title: 'Second', leadDays: [30] })
    await desk.sweepOnce()
    const [listed] = (await desk.table.query({ partition: 'WORKSPACES' })).items
    const second = (await desk.table.get({ pk: `W#${listed!.sk}#${id}`, sk: 'RECORD' }))!
    const asleep = { update: { pk: second.pk, sk: 'RECORD' }, remove: ['wakeAt', 'wakeShard'] }
    await desk.table.write([asleep])
    desk.channel.outcome = { kind: 'unknown', reason: 'the answer was lost' }
    await desk.passTo('2026-05-01T08:01:00Z')
    desk.channel.outcome = { kind: 'accepted', providerId: null }
    await desk.table.write([{ put: second }])
    desk.setClock('2026-05-01T08:05:00Z')
    await desk.sweepOnce()

    await desk.passTo('2026-05-01T08:14:00Z')

    expect(desk.channel.subjects).toEqual([
      'First: 1 June 2026 (in 31 days)',
      'Sent again: First: 1 June 2026 (in 31 days)',
      'Second: 1 June 2026 (in 31 days)',
    ])
    expect((await reminders()).filter(({ state }: any) => state === 'sent')).toHaveLength(2)
  })

  it.each(['RECORD', 'DEADLINE#', 'TOLD#'])(
    'goes out without a deadline of which the row %s cannot be read, and that one is failed',
    async (row) => {
      const { id } = await report({ title: 'Broken' })
      await report({ title: 'Sound' })
      await desk.passTo('2026-05-01T07:30:00Z')
      const [listed] = (await desk.table.query({ partition: 'WORKSPACES' })).items
      const pk = `W#${listed!.sk}#${id}`
      const found = (await desk.table.query({ partition: pk })).items.find(({ sk }) => sk.startsWith(row))
      const broken = found ?? { pk, sk: `${row}occurrence.2026-06-01` }
      await desk.table.write([{ put: { ...broken, data: 'nothing that was ever written' } }])

      desk.setClock('2026-05-01T08:00:30Z')
      await desk.sweepOnce()

      expect(desk.channel.subjects).toEqual(['Sound: 1 June 2026 (in 31 days)'])
      const outbox = await desk.table.query({ index: 'byDue', partition: `W#${listed!.sk}#REMINDERS` })
      const states = (await desk.table.getMany(outbox.items.map(({ pk: p, sk }) => ({ pk: p, sk })))).map(
        ({ data }: any) => [data.recordId === id, data.outcome.state],
      )
      expect(states.sort()).toEqual([
        [false, 'sent'],
        [true, 'failed'],
      ])
    },
  )

  it('is not sent before its hour', async () => {
    await report()
    desk.setClock('2026-05-01T07:30:00Z')
    await desk.sweepOnce()

    await desk.deliverOnce(await group('2026-05-01T08:00:00Z'))

    expect(desk.channel.sent).toEqual([])
  })

  it('is sent though the clock of the sender is a little behind that of the sweep', async () => {
    await report()
    desk.setClock('2026-05-01T07:30:00Z')
    await desk.sweepOnce()
    desk.setClock('2026-05-01T07:59:58Z')

    await desk.deliverOnce(await group('2026-05-01T08:00:00Z'))

    expect(desk.channel.subjects).toEqual(['Report: 1 June 2026 (in 31 days)'])
  })

  it('that goes out at once, between two sending hours, is sent though that clock is behind', async () => {
    await report()
    await desk.sweepOnce()
    desk.setClock('2026-05-04T10:00:00Z')
    const queue: GroupMessage[] = []
    const publish = async (messages: readonly GroupMessage[]) => {
      queue.push(...messages)
      return messages
    }
    await sweep({
      table: desk.table,
      tableId: desk.tableId,
      now: desk.clock,
      publish,
      report: (fault) => desk.faults.push(fault),
    })
    desk.setClock('2026-05-04T09:59:58Z')

    for (const message of queue) await desk.deliverOnce(message)

    expect(desk.channel.subjects).toEqual(['Late: Report: 1 June 2026 (in 28 days)'])
  })

  it('that waits for its next try gives way to a nearer lead that a silence lets through', async () => {
    await report()
    desk.channel.outcome = { kind: 'refused', permanence: 'transient', reason: 'busy' }
    desk.setClock('2026-05-01T08:00:00Z')
    await desk.sweepOnce()
    desk.channel.outcome = { kind: 'accepted', providerId: null }
    desk.setClock('2026-05-26T10:00:00Z')

    await desk.passTo('2026-05-28T09:00:00Z')

    const told = (await reminders()).map(({ leadDays, state }: any) => [leadDays, state])
    expect(told).toEqual([
      [30, 'cancelled'],
      [7, 'sent'],
    ])
    expect(desk.channel.subjects.slice(1)).toEqual(['Late: Report: 1 June 2026 (in 6 days)'])
  })

  it('is not sent of a deadline that was snoozed after it was planned, and comes when the snooze ends', async () => {
    const { id } = await report()
    desk.setClock('2026-05-01T07:30:00Z')
    await desk.sweepOnce()
    await desk.act(`${id}.occurrence.2026-06-01`, 'snooze', { untilOn: '2026-05-13' })
    desk.setClock('2026-05-01T08:00:00Z')
    await desk.deliverOnce(await group('2026-05-01T08:00:00Z'))
    const before = desk.channel.sent.length

    await desk.passTo('2026-05-20T09:00:00Z')

    expect(before).toBe(0)
    expect(desk.channel.subjects).toEqual(['Report: 1 June 2026 (in 19 days)'])
  })

  it('that was announced for a day goes out after it where that becomes a holiday', async () => {
    await report({ schedule: { kind: 'once', on: '2026-03-25' } })
    await desk.sweepOnce()
    const { etag } = await desk.done('GET', '/v1/settings')
    await desk.done('PATCH', '/v1/settings', { holidays: ['2026-03-03'] }, { 'if-match': etag ?? '*' })

    await desk.passTo('2026-03-05T09:00:00Z')

    expect(desk.channel.subjects).toEqual(['Report: 25 March 2026 (in 21 days)'])
  })
})

describe('an outcome', () => {
  it('is written in spite of transactions that it meets', async () => {
    await report()
    desk.setClock('2026-05-01T08:00:00Z')
    let meetings = 0
    const busy: Table = {
      get: (key) => desk.table.get(key),
      getMany: (keys) => desk.table.getMany(keys),
      query: (range) => desk.table.query(range),
      async write(writes: readonly Write[]) {
        const isOutcome = writes.some(
          (write) => 'put' in write && write.put.state === 'sent' && writes.length > 1,
        )
        if (!isOutcome || meetings === 2) return desk.table.write(writes)
        meetings += 1
        throw new ConditionFailed([])
      },
    }

    await desk.sweepOnce(busy)

    expect(meetings).toBe(2)
    expect((await reminders()).map(({ state }: any) => state).slice(0, 1)).toEqual(['sent'])
  })

  it('of a try that was cut off stands as unknown among the tries', async () => {
    await report()
    desk.setClock('2026-05-01T08:00:00Z')
    desk.channel.outcome = () => {
      throw new Error('the process has ended')
    }
    await desk.sweepOnce().catch(() => undefined)
    desk.channel.outcome = { kind: 'accepted', providerId: null }

    await desk.passTo('2026-05-01T09:00:00Z')

    const [{ attempts, state }] = await reminders()
    expect([state, attempts.map(({ outcome }: any) => outcome)]).toEqual(['sent', ['unknown', 'accepted']])
    expect(desk.channel.subjects.at(-1)).toBe('Sent again: Report: 1 June 2026 (in 31 days)')
  })
})
