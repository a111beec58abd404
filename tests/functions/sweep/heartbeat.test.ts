import { beforeEach, describe, expect, it } from 'vitest'
import { reconcile } from '../../../functions/reconcile/reconcile.ts'
import { resendHeartbeat } from '../../../shared/heartbeat/resent-heartbeat.ts'
import { WorkspaceId } from '../../../shared/identity/workspace-id.ts'
import { ConditionFailed } from '../../../shared/table/table.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { Desk, RecordingChannel } from '../../support/desk.ts'

/** A Monday. */
const now = '2026-03-02T09:00:00Z'
let desk: Desk

beforeEach(async () => {
  desk = await Desk.open(now)
})

function turn(heartbeat: 'monthly' | 'none', more: object = {}) {
  return desk.done('PATCH', '/v1/settings', { heartbeat, ...more }, { 'if-match': '*' })
}

/** A deadline without reminders ahead of it, and its id. */
async function due(on: string): Promise<string> {
  const body = { title: 'Report', schedule: { kind: 'once', on }, leadDays: [0] }
  const { id } = await desk.done('POST', '/v1/commitments', body)
  return `${id}.occurrence.${on}`
}

function heartbeats(): string[] {
  return desk.channel.subjects.filter((subject) => !subject.includes('Report:'))
}

describe('the heartbeat of a workspace', () => {
  it('is off until it is asked for', async () => {
    await desk.passTo('2026-06-10T09:00:00Z')

    expect(desk.channel.sent).toEqual([])
    expect((await desk.done('GET', '/v1/heartbeat')).sendAt).toBeNull()
  })

  it('goes to every administrator on the first working day of each month, once', async () => {
    await desk.done('POST', '/v1/team', { name: 'Ada', email: 'ada@example.org', role: 'administrator' })
    await desk.done('POST', '/v1/team', { name: 'Otto', email: 'otto@example.org' })
    await turn('monthly')

    await desk.passTo('2026-05-15T09:00:00Z')

    expect(desk.channel.sent.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      ['ada@example.org', 'Nothing fell through the cracks in April 2026'],
      ['ada@example.org', 'Nothing fell through the cracks in March 2026'],
      ['admin@example.org', 'Nothing fell through the cracks in April 2026'],
      ['admin@example.org', 'Nothing fell through the cracks in March 2026'],
    ])
    expect(await desk.done('GET', '/v1/heartbeat')).toMatchObject({
      sendAt: '2026-06-01T08:00:00Z',
      startsOn: '2026-05-01',
      last: { sendAt: '2026-05-01T08:00:00Z', mails: [{ state: 'sent' }, { state: 'sent' }] },
    })
  })

  it('counts what became of the deadlines and reminders of its month', async () => {
    const [onTime, late, waived] = [await due('2026-03-10'), await due('2026-03-11'), await due('2026-03-12')]
    await due('2026-03-13')
    await due('2026-04-01')
    await turn('monthly')
    await desk.passTo('2026-03-10T12:00:00Z')
    await desk.act(onTime, 'complete', { on: '2026-03-10' })
    await desk.passTo('2026-03-12T12:00:00Z')
    await desk.act(late, 'complete', { on: '2026-03-12' })
    await desk.act(waived, 'waive', { reason: 'not owed' })
    desk.channel.outcome = { kind: 'refused', permanence: 'permanent', reason: 'no such mailbox' }
    await desk.passTo('2026-03-13T12:00:00Z')
    desk.channel.outcome = { kind: 'accepted', providerId: null }

    await desk.passTo('2026-04-01T08:00:00Z')

    const mail = desk.channel.sent.find(({ subject }) => subject.startsWith('March 2026'))
    expect(mail?.subject).toBe('March 2026: 1 deadline of March 2026 still open, and more')
    for (const line of ['Fell due: 4', 'Done on time: 1', 'Done late: 1', 'Waived or cancelled: 1'])
      expect(mail?.text).toContain(`  ${line}\n`)
    for (const line of ['Still open: 1', 'Overdue now, whenever due: 1', 'Sent: 3', 'Failed: 1', 'Held: 0'])
      expect(mail?.text).toContain(`  ${line}\n`)
  })

  it('says what it owes to no record, and how many have no owner, by the last reconcile', async () => {
    await due('2026-05-04')
    await turn('monthly')
    await reconcile({
      table: desk.table,
      now: desk.clock,
      hasTime: () => true,
      report: (fault) => desk.faults.push(fault),
    })

    await desk.passTo('2026-04-01T08:00:00Z')

    expect(desk.channel.sent[0]?.text).toContain('1 record without an owner')
    expect(desk.faults).toEqual([])
  })

  it('counts a record that cannot be read as such, and goes out', async () => {
    const id = await due('2026-03-10')
    await desk.passTo('2026-03-11T09:00:00Z')
    const { items } = await desk.table.query({ partition: 'WORKSPACES' })
    const pk = `W#${items[0]?.sk}#${id.split('.')[0]}`
    await desk.table.write([{ update: { pk, sk: 'RECORD' }, set: { data: { title: 'spoilt' } } }])
    await turn('monthly')
    await desk.sweepOnce()
    desk.setClock('2026-04-01T08:00:00Z')

    await desk.sweepOnce()

    expect(heartbeats()).toEqual(['March 2026: 1 record not readable and not counted'])
  })

  it('is not sent where it is turned off before its hour, nor told later', async () => {
    await turn('monthly')
    await desk.passTo('2026-03-20T09:00:00Z')
    await turn('none')
    await desk.passTo('2026-05-10T09:00:00Z')
    await turn('monthly')

    await desk.passTo('2026-06-02T09:00:00Z')

    expect(heartbeats()).toEqual(['Nothing fell through the cracks in May 2026'])
  })

  it('that is planned already is called back where it is turned off, or its reader administers no more', async () => {
    const other = { name: 'Ada', email: 'ada@example.org', role: 'administrator' }
    const { id } = await desk.done('POST', '/v1/team', other)
    await turn('monthly')
    await desk.passTo('2026-04-01T07:59:00Z')
    desk.channel.outcome = { kind: 'refused', permanence: 'transient', reason: 'busy' }
    await desk.passTo('2026-04-01T08:01:00Z')
    desk.channel = new RecordingChannel()
    await desk.done('PATCH', `/v1/team/${id}`, { role: 'editor' }, { 'if-match': '*' })

    await desk.passTo('2026-04-01T12:00:00Z')

    expect(desk.channel.sent.map(({ to }) => to)).toEqual(['admin@example.org'])
  })

  it('goes by the hour and the working days as they are now', async () => {
    await turn('monthly')
    await desk.sweepOnce()
    await turn('monthly', { sendingHour: '10:00', holidays: ['2026-04-01'] })

    await desk.passTo('2026-04-02T09:59:00Z')
    const before = desk.channel.sent.length
    await desk.passTo('2026-04-02T10:00:00Z')

    expect([before, desk.channel.sent.length]).toEqual([0, 1])
  })

  it('that is turned on before a silence tells of the month in which it was', async () => {
    await turn('monthly')
    desk.setClock('2026-04-10T09:00:00Z')

    await desk.passTo('2026-04-11T09:00:00Z')

    expect(heartbeats()).toEqual(['Late: Nothing fell through the cracks in March 2026'])
  })

  it('of months of silence is one mail, and called late', async () => {
    await turn('monthly')
    await desk.sweepOnce()
    desk.setClock('2026-07-20T09:00:00Z')

    await desk.passTo('2026-07-21T09:00:00Z')

    expect(heartbeats()).toEqual(['Late: Nothing fell through the cracks in March to June 2026'])
  })

  it('whose answer is lost is sent once more, and says so; then it is held, and shown', async () => {
    await turn('monthly')
    desk.channel.outcome = { kind: 'unknown', reason: 'the answer was lost' }

    await desk.passTo('2026-04-02T09:00:00Z')

    expect(heartbeats()).toEqual([
      'Nothing fell through the cracks in March 2026',
      'Sent again: Nothing fell through the cracks in March 2026',
    ])
    const { last } = await desk.done('GET', '/v1/heartbeat')
    expect(last.mails).toMatchObject([{ state: 'held', attempts: [{}, {}] }])
  })

  it('sent again says what the first copy said', async () => {
    await turn('monthly')
    desk.channel.outcome = { kind: 'unknown', reason: 'the answer was lost' }
    await desk.passTo('2026-04-01T08:00:00Z')
    await due('2026-04-01')
    desk.channel.outcome = { kind: 'accepted', providerId: null }

    await desk.passTo('2026-04-01T09:00:00Z')

    const [first, copy] = desk.channel.sent.filter(({ subject }) => subject.includes('March'))
    expect(copy?.text.replace(/This is sent again.*\n\n/, '')).toBe(first?.text)
  })

  it('that is held or has failed is sent again by a person, once, and says so only where a copy may have arrived', async () => {
    await turn('monthly')
    desk.channel.outcome = { kind: 'refused', permanence: 'permanent', reason: 'no such mailbox' }
    await desk.passTo('2026-04-01T08:05:00Z')
    const failed = await desk.done('GET', '/v1/heartbeat')
    const { recipient } = failed.last.mails[0]
    const path = `/v1/heartbeat/${recipient}/resend`
    desk.channel.outcome = { kind: 'unknown', reason: 'no answer' }

    const again = await desk.call('POST', path)
    const twice = await desk.call('POST', path)
    await desk.passTo('2026-04-01T12:00:00Z')
    const held = await desk.done('GET', '/v1/heartbeat')
    desk.channel.outcome = { kind: 'accepted', providerId: null }
    await desk.done('POST', path)
    await desk.passTo('2026-04-01T13:00:00Z')
    const sent = await desk.done('GET', '/v1/heartbeat')

    expect([again.status, again.body.state, twice.status]).toEqual([201, 'planned', 409])
    expect([failed, held, sent].map(({ last }) => last.mails[0].state)).toEqual(['failed', 'held', 'sent'])
    const subject = 'Nothing fell through the cracks in March 2026'
    expect(desk.channel.subjects).toEqual([
      subject,
      subject,
      `Sent again: ${subject}`,
      `Sent again: ${subject}`,
    ])
    expect((await desk.call('POST', path)).status).toBe(409)
  })

  it('is sent again for one of two who ask at once', async () => {
    await turn('monthly')
    desk.channel.outcome = { kind: 'refused', permanence: 'permanent', reason: 'no such mailbox' }
    await desk.passTo('2026-04-01T08:05:00Z')
    const { recipient } = (await desk.done('GET', '/v1/heartbeat')).last.mails[0]
    const { items } = await desk.table.query({ partition: 'WORKSPACES' })
    const workspaceId = WorkspaceId.parse(items[0]?.sk)
    const ask = async (now: string) =>
      (await resendHeartbeat(desk.table, workspaceId, recipient, Instant.parse(now))).writes

    const [one, other] = [await ask('2026-04-01T09:00:00Z'), await ask('2026-04-01T09:00:01Z')]
    await desk.table.write(one)

    await expect(desk.table.write(other)).rejects.toThrow(ConditionFailed)
  })

  it('is counted once, however many administrators are told', async () => {
    for (const name of ['Ada', 'Otto', 'Zoe'])
      await desk.done('POST', '/v1/team', { name, email: `${name}@example.org`, role: 'administrator' })
    await turn('monthly')
    await due('2026-03-10')
    await desk.passTo('2026-03-31T12:00:00Z')
    const before = desk.channel.sent.length
    let counts = 0
    const { query } = desk.table
    desk.table.query = (range) => {
      if (range.index === 'byDue') counts += 1
      return query.call(desk.table, range)
    }

    await desk.passTo('2026-04-01T08:05:00Z')

    const told = desk.channel.sent.slice(before).map(({ text }) => /Fell due: \d+/.exec(text)?.[0])
    expect(told).toEqual(Array(4).fill('Fell due: 1'))
    // The reminders of the month, and what fell due in it: one look each.
    expect(counts).toBe(2)
  })

  it('keeps nobody from being reminded at the same hour', async () => {
    await due('2026-04-01')
    await turn('monthly')

    await desk.passTo('2026-04-01T08:00:00Z')

    expect(desk.channel.subjects).toEqual([
      'Report: 1 April 2026 (today)',
      'Nothing fell through the cracks in March 2026',
    ])
  })

  it('is found by the night’s reconcile where it has lost its place in the index', async () => {
    await turn('monthly')
    await desk.sweepOnce()
    const { items } = await desk.table.query({ partition: 'WORKSPACES' })
    const key = { pk: `W#${items[0]?.sk}`, sk: 'HEARTBEAT' }
    await desk.table.write([{ update: key, remove: ['wakeAt', 'wakeShard'] }])
    const found: string[] = []
    await reconcile({
      table: desk.table,
      now: desk.clock,
      hasTime: () => true,
      report: ({ kind }) => found.push(kind),
    })

    await desk.passTo('2026-04-01T08:00:00Z')

    expect(found).toEqual(['heartbeat_asleep'])
    expect(desk.channel.sent).toHaveLength(1)
  })

  it('belongs to administrators alone', async () => {
    const { id } = await desk.done('POST', '/v1/team', { name: 'Otto', email: 'otto@example.org' })

    const { status } = await desk.call('GET', '/v1/heartbeat', undefined, await desk.tokenOf(id))

    expect(status).toBe(403)
  })
})
