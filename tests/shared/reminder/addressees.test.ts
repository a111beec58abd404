import { describe, expect, it } from 'vitest'
import type { ChannelName } from '../../../shared/channel/channel-name.ts'
import type { Surroundings } from '../../../shared/deadline/record-state.ts'
import { ChannelId, type RecordId } from '../../../shared/identity/id.ts'
import { WorkspaceId } from '../../../shared/identity/workspace-id.ts'
import { ReminderChoices } from '../../../shared/policy/policy.ts'
import { addresseesOf } from '../../../shared/reminder/addressees.ts'
import { deliveryId, deliveryKey } from '../../../shared/reminder/delivery.ts'
import { planOf } from '../../../shared/reminder/owed.ts'
import { type Told, toldId } from '../../../shared/reminder/told.ts'
import { openDeadlines } from '../../../shared/reminder/told-state.ts'
import { day } from '../../../shared/time/day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import {
  ada,
  around,
  leyla,
  ministry,
  otto,
  recordedAt,
  registry,
  stateOf,
  theReport,
  told,
} from '../../support/cast.ts'

const slack = ChannelId.parse(`chn_${'a'.repeat(32)}`)
const teams = ChannelId.parse(`chn_${'b'.repeat(32)}`)
const names = new Map<string, string>([
  [leyla, 'Leyla'],
  [otto, 'Otto'],
  [ada, 'Ada'],
  [slack, 'the Slack channel'],
  [teams, 'the Teams channel'],
])
const by = (channel: ChannelName) => (channel === 'email' ? 'e-mail' : names.get(channel))

/** Who chose which channels; `away` are those that are disabled or removed. */
function surroundings(chosen: Record<string, ChannelName[]> = {}, away: string[] = []): Surroundings {
  const choices = Object.entries(chosen).map(([id, channels]) => [id, ReminderChoices.parse({ channels })])
  return {
    ...around(ministry(), Object.fromEntries(choices)),
    isUsable: (id) => !away.includes(id),
    personAt: (address) => (address === 'leyla@ministry.example' ? leyla : undefined),
  }
}

function reached(record: object, at: Surroundings, known: Told[] = []): string[] {
  const state = stateOf({ record: theReport(record), told: known })
  const [deadline] = openDeadlines(state, at, recordedAt, day('2027-01-01'))
  return addresseesOf(deadline!, state, at, recordedAt).map(
    ({ id, channel }) => `${names.get(id) ?? id} by ${by(channel)}`,
  )
}

/** That the last word did not reach somebody by a channel. */
function miss(recipient: string, channel: ChannelName = 'email'): Told {
  return told('2026-06-01', 30, { recipient, channel, unreached: 'no such mailbox' })
}

describe('a person is reached', () => {
  it('by e-mail where they have chosen nothing', () => {
    expect(reached({}, surroundings())).toEqual(['Leyla by e-mail'])
  })

  it('by every channel that they have chosen', () => {
    expect(reached({}, surroundings({ [leyla]: ['email', slack] }))).toEqual([
      'Leyla by e-mail',
      'Leyla by the Slack channel',
    ])
  })

  it('by e-mail where the channel that they have chosen is disabled or was removed', () => {
    expect(reached({}, surroundings({ [leyla]: [slack] }, [slack]))).toEqual(['Leyla by e-mail'])
    expect(reached({}, surroundings({ [leyla]: [slack, teams] }, [slack]))).toEqual([
      'Leyla by the Teams channel',
    ])
  })

  it('by e-mail alone of a record that not everybody may see: others read along in a channel', () => {
    const at = surroundings({ [leyla]: [slack, teams] })

    expect(reached({ visibleTo: [otto] }, at)).toEqual(['Leyla by e-mail'])
  })

  it('once where a record is watched by their own address too', () => {
    const watchers = ['leyla@ministry.example', registry]

    expect(reached({ watchers }, surroundings())).toEqual(['Leyla by e-mail', `${registry} by e-mail`])
    expect(reached({ watchers, ownerId: otto }, surroundings())).toEqual([
      'Otto by e-mail',
      'leyla@ministry.example by e-mail',
      `${registry} by e-mail`,
    ])
  })

  it('as one who watches, where the deputy watches by their own address: at each reminder, not once it escalates', () => {
    const escalation = { deputyAfterWorkingDays: 3 }
    const record = { watchers: ['Otto@ministry.example'], deputyId: otto, escalation }
    const at: Surroundings = { ...surroundings(), personAt: (id) => (id.includes('@') ? otto : undefined) }
    const state = stateOf({ record: theReport(record) })
    const [deadline] = openDeadlines(state, at, recordedAt, day('2027-01-01'))

    const roles = addresseesOf(deadline!, state, at, recordedAt).map(({ id, role }) => [id, role])

    expect(roles).toEqual([
      [leyla, 'owner'],
      [otto, 'watcher'],
    ])
  })
})

it('a channel watches a record as an address does, also one that not everybody may see; unless it is disabled', () => {
  const record = { watchers: [slack], visibleTo: [leyla] }

  expect(reached(record, surroundings())).toEqual([
    'Leyla by e-mail',
    'the Slack channel by the Slack channel',
  ])
  expect(reached(record, surroundings({}, [slack]))).toEqual(['Leyla by e-mail'])
})

describe('where whoever answers was not reached,', () => {
  const record = { deputyId: otto }

  it('the deputy is told', () => {
    expect(reached(record, surroundings(), [miss(leyla)])).toEqual(['Otto by e-mail', 'Leyla by e-mail'])
  })

  it('then the administrator, where the deputy was not reached either', () => {
    const all = reached(record, surroundings(), [miss(leyla), miss(otto)])

    expect(all).toEqual(['Otto by e-mail', 'Ada by e-mail', 'Leyla by e-mail'])
  })

  it('the administrator at once, where there is no deputy or the deputy is told anyway', () => {
    expect(reached({}, surroundings(), [miss(leyla)])).toEqual(['Ada by e-mail', 'Leyla by e-mail'])
    expect(reached({ ...record, watchers: [otto] }, surroundings(), [miss(leyla)])).toEqual([
      'Ada by e-mail',
      'Leyla by e-mail',
      'Otto by e-mail',
    ])
  })

  it('e-mail is tried first, where it was another channel that failed', () => {
    const at = surroundings({ [leyla]: [slack] })

    expect(reached(record, at, [miss(leyla, slack)])).toEqual([
      'Leyla by e-mail',
      'Leyla by the Slack channel',
    ])
    expect(reached(record, at, [miss(leyla, slack), miss(leyla)])).toEqual([
      'Leyla by e-mail',
      'Otto by e-mail',
      'Leyla by the Slack channel',
    ])
  })

  it('nobody else is told while one of their channels reaches them', () => {
    const at = surroundings({ [leyla]: ['email', slack] })

    expect(reached(record, at, [miss(leyla, slack), told('2026-06-01', 30)])).toEqual([
      'Leyla by e-mail',
      'Leyla by the Slack channel',
    ])
  })

  it('nobody is told of a record that they may not see: the supervisor instead of the administrator', () => {
    const confidential = { visibleTo: [leyla], supervisorId: otto }

    expect(reached(confidential, surroundings(), [miss(leyla)])).toEqual([
      'Otto by e-mail',
      'Leyla by e-mail',
    ])
    expect(reached({ visibleTo: [leyla] }, surroundings(), [miss(leyla)])).toEqual(['Leyla by e-mail'])
  })

  it('a watcher who was not reached sends nobody anything', () => {
    const watched = { ...record, watchers: [registry] }

    expect(reached(watched, surroundings(), [miss(registry)])).toEqual([
      'Leyla by e-mail',
      `${registry} by e-mail`,
    ])
  })
})

describe('what is owed', () => {
  const planned = (now: string, at: Surroundings, known: Told[]) =>
    planOf(
      stateOf({ record: theReport({ deputyId: otto }), told: known, quietThrough: now }),
      at,
      Instant.parse(now),
    ).owed.map(({ recipient, channel, reason, sendAt }) => [
      names.get(recipient),
      by(channel),
      reason,
      sendAt,
    ])

  it('by a channel that somebody has just chosen is not what they know already', () => {
    const at = surroundings({ [leyla]: ['email', slack] })

    expect(planned('2026-05-04T10:00:00Z', at, [told('2026-06-01', 30)])).toEqual([])
    expect(planned('2026-05-25T07:30:00Z', at, [told('2026-06-01', 30)])).toEqual([
      ['Leyla', 'e-mail', 'lead', '2026-05-25T08:00:00Z'],
      ['Leyla', 'the Slack channel', 'lead', '2026-05-25T08:00:00Z'],
    ])
  })

  it('to a deputy because a mail came back goes out at once while people are at work, else at the sending hour', () => {
    expect(planned('2026-05-01T08:00:20Z', surroundings(), [miss(leyla)])).toEqual([
      ['Otto', 'e-mail', 'undelivered', '2026-05-01T08:00:20Z'],
    ])
    expect(planned('2026-05-01T21:00:00Z', surroundings(), [miss(leyla)])).toEqual([
      ['Otto', 'e-mail', 'undelivered', '2026-05-04T08:00:00Z'],
    ])
  })
})

describe('the id of a delivery', () => {
  const workspace = WorkspaceId.parse('ws_ministry')
  const delivery = {
    channel: 'email' as ChannelName,
    recipient: leyla,
    sendAt: Instant.parse('2026-05-01T08:00:00Z'),
    label: 'none' as const,
    recordId: theReport().id as RecordId,
    deadlineKey: 'occurrence.2026-06-01',
    seq: 1,
  }

  it.each<ChannelName>(['email', slack])('by %s leads to its key', (channel) => {
    const key = deliveryKey(workspace, deliveryId({ ...delivery, channel }))

    expect(key?.pk).toBe(`W#ws_ministry#OUTBOX#${channel}#${leyla}`)
  })

  it('by e-mail is what it was before there were other channels', () => {
    const { recipient, sendAt, label, recordId, deadlineKey, seq } = delivery
    const text = JSON.stringify([recipient, sendAt, label, recordId, deadlineKey, seq])

    expect(deliveryId(delivery)).toBe(Buffer.from(text).toString('base64url'))
    expect(toldId({ deadlineKey, recipient, channel: 'email' })).toBe(`${deadlineKey}#${leyla}`)
  })
})
