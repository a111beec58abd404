import { describe, expect, it } from 'vitest'
import { KeptAbsence, type Whereabouts } from '../../../shared/absence/absence.ts'
import type { Surroundings } from '../../../shared/deadline/record-state.ts'
import { addresseesOf } from '../../../shared/reminder/addressees.ts'
import { planOf } from '../../../shared/reminder/owed.ts'
import { plannedReminders } from '../../../shared/reminder/planned.ts'
import { leadsFor } from '../../../shared/reminder/recipient-leads.ts'
import { openDeadlines } from '../../../shared/reminder/told-state.ts'
import { day } from '../../../shared/time/day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { ada, around, leyla, ministry, otto, stateOf, theReport, told } from '../../support/cast.ts'

const nina = `per_${'4'.repeat(32)}`
const names = new Map<string, string>([
  [leyla, 'Leyla'],
  [otto, 'Otto'],
  [ada, 'Ada'],
  [nina, 'Nina'],
])

type Away = [startsOn: string, endsOn: string, standInId: string | null]

function away(...days: Away[]): Whereabouts {
  const absences = days.map(([startsOn, endsOn, standInId], n) =>
    KeptAbsence.parse({ id: `abs_${`${n}`.repeat(32)}`, version: 1, startsOn, endsOn, standInId }),
  )
  return { absences, left: null }
}

function surroundings(where: Record<string, Whereabouts>, settings: object = {}): Surroundings {
  return { ...around(ministry(settings)), whereabouts: (id) => where[id] }
}

/** Leyla's report is due on Monday 1 June, with leads on Friday 1 May and Monday 25 May. */
function tellings(record: object, at: Surroundings, now = '2026-03-02T09:00:00Z'): string[] {
  const state = stateOf({ record: theReport(record) })
  const [deadline] = openDeadlines(state, at, Instant.parse(now), day('2027-01-01'))
  return addresseesOf(deadline!, state, at, Instant.parse(now)).flatMap((each) =>
    leadsFor(each, deadline!, state, at, day('2026-09-01')).map(
      ({ days, at }) => `${names.get(each.id)} ${days} on ${at.slice(0, 10)}`,
    ),
  )
}

const ofOthers = (lines: string[]) => lines.filter((line) => !line.startsWith('Leyla'))
const owner = ['Leyla 30 on 2026-05-01', 'Leyla 7 on 2026-05-25']

describe('while somebody is away', () => {
  it('their stand-in is told of what goes out on those days, and they are told as always', () => {
    const at = surroundings({ [leyla]: away(['2026-04-28', '2026-05-05', otto]) })

    expect(tellings({}, at)).toEqual([...owner, 'Otto 30 on 2026-05-01'])
  })

  it.each([
    ['the first', '2026-05-01', '2026-05-08'],
    ['the last', '2026-04-27', '2026-05-01'],
  ])('%s day counts', (_, startsOn, endsOn) => {
    const at = surroundings({ [leyla]: away([startsOn, endsOn, otto]) })

    expect(ofOthers(tellings({}, at))).toEqual(['Otto 30 on 2026-05-01'])
  })

  it.each([
    ['2026-05-02', '2026-05-22'],
    ['2026-04-01', '2026-04-30'],
  ])('nothing more is told of the days beside it: %s to %s', (startsOn, endsOn) => {
    expect(ofOthers(tellings({}, surroundings({ [leyla]: away([startsOn, endsOn, otto]) })))).toEqual([])
  })

  it('what falls due meanwhile is told to the stand-in at the beginning, though its reminder went out before', () => {
    const at = surroundings({ [leyla]: away(['2026-05-26', '2026-06-05', otto]) })

    expect(ofOthers(tellings({}, at))).toEqual(['Otto 7 on 2026-05-26'])
  })

  it('that beginning says the nearest lead that went out before, and those of the days come as they come', () => {
    const at = surroundings({ [leyla]: away(['2026-05-20', '2026-06-01', otto]) })

    expect(ofOthers(tellings({}, at))).toEqual(['Otto 30 on 2026-05-20', 'Otto 7 on 2026-05-25'])
  })

  it('what falls due on the last day is among it, and what falls due the day after is not', () => {
    const onTheDay = surroundings({ [leyla]: away(['2026-06-01', '2026-06-01', otto]) })
    const before = surroundings({ [leyla]: away(['2026-05-29', '2026-05-31', otto]) })

    expect(ofOthers(tellings({}, onTheDay))).toEqual(['Otto 7 on 2026-06-01'])
    expect(ofOthers(tellings({}, before))).toEqual([])
  })

  it('that beginning waits for a working day, and is silent where none of the days is one', () => {
    // 30 May is a Saturday.
    const record = { schedule: { kind: 'once', on: '2026-05-31' } }
    const weekend = surroundings({ [leyla]: away(['2026-05-30', '2026-05-31', otto]) })
    const longer = surroundings({ [leyla]: away(['2026-05-30', '2026-06-02', otto]) })

    expect(ofOthers(tellings(record, weekend))).toEqual([])
    expect(ofOthers(tellings(record, longer))).toEqual(['Otto 7 on 2026-06-01'])
  })

  it('a day is one of the workspace’s zone', () => {
    const settings = { zone: 'Pacific/Kiritimati', sendingHour: '08:00' }
    const at = surroundings({ [leyla]: away(['2026-05-01', '2026-05-01', otto]) }, settings)

    expect(ofOthers(tellings({}, at))).toEqual(['Otto 30 on 2026-04-30'])
  })
})

describe('who stands in', () => {
  const all: Away = ['2026-04-01', '2026-06-30', null]
  const told1 = (record: object, where: Record<string, Whereabouts>) =>
    [...new Set(ofOthers(tellings(record, surroundings(where))).map((line) => line.split(' ')[0]))].join()

  it('is whom the absence names; else the deputy; else the administrator', () => {
    expect(told1({ deputyId: nina }, { [leyla]: away(['2026-04-01', '2026-06-30', otto]) })).toBe('Otto')
    expect(told1({ deputyId: nina }, { [leyla]: away(all) })).toBe('Nina')
    expect(told1({}, { [leyla]: away(all) })).toBe('Ada')
  })

  it('is whoever stands in for the stand-in while that one is away too, day by day, and within the absence', () => {
    const at = surroundings({
      [leyla]: away(['2026-04-27', '2026-05-29', otto]),
      [otto]: away(['2026-04-20', '2026-05-24', nina], ['2026-06-03', '2026-06-05', nina]),
    })

    // Of 22 April and 1 June, beside the absence, nobody but Leyla is told.
    expect(ofOthers(tellings({ leadDays: [40, 30, 7, 0] }, at))).toEqual([
      'Nina 30 on 2026-05-01',
      'Otto 7 on 2026-05-25',
    ])
  })

  it('is never nobody: two who stand in for each other lead to the deputy or the administrator', () => {
    const both = {
      [leyla]: away(['2026-04-01', '2026-06-30', otto]),
      [otto]: away(['2026-04-01', '2026-06-30', leyla]),
    }

    expect(told1({ deputyId: nina }, both)).toBe('Nina')
    expect(told1({}, both)).toBe('Ada')
    expect(told1({}, { ...both, [ada]: away(all) })).toBe('Otto')
  })

  it('is who came in the place of one who has left', () => {
    const left = { absences: [], left: { successorId: nina as typeof leyla } }
    const where = { [leyla]: away(['2026-04-01', '2026-06-30', otto]), [otto]: left }

    expect(told1({}, where)).toBe('Nina')
    expect(told1({}, { ...where, [otto]: { absences: [], left: { successorId: null } } })).toBe('Ada')
  })

  it('is one who may see a confidential record, or nobody', () => {
    const named = { [leyla]: away(['2026-04-01', '2026-06-30', otto]) }

    expect(told1({ visibleTo: [leyla], deputyId: nina }, named)).toBe('Nina')
    expect(told1({ visibleTo: [leyla], supervisorId: nina }, named)).toBe('Nina')
    expect(told1({ visibleTo: [leyla] }, named)).toBe('')
  })

  it('is told of what nobody owns, where the administrator who inherits it is away', () => {
    expect(told1({ ownerId: null }, { [ada]: away(['2026-04-01', '2026-06-30', otto]) })).toBe('Ada,Otto')
  })

  it('is told, though they have muted the record that they watch', () => {
    const at = surroundings({ [leyla]: away(['2026-04-27', '2026-05-05', otto]) })
    const mutes = [{ recipient: otto, deadlineKey: null, mutedAt: Instant.parse('2026-03-02T09:00:00Z') }]
    const state = stateOf({ record: theReport({ watchers: [otto] }), mutes })
    const now = Instant.parse('2026-05-01T07:30:00Z')
    const [deadline] = openDeadlines(state, at, now, day('2027-01-01'))

    expect(addresseesOf(deadline!, state, at, now).map(({ id }) => names.get(id))).toEqual(['Leyla', 'Otto'])
  })
})

describe('whoever is told anyway and stands in', () => {
  it('a watcher is told everything, and is told that they stand in while they do', () => {
    const at = surroundings({ [leyla]: away(['2026-05-01', '2026-05-05', otto]) })
    const state = stateOf({ record: theReport({ watchers: [otto] }) })
    const [deadline] = openDeadlines(state, at, Instant.parse('2026-04-01T08:00:00Z'), day('2027-01-01'))
    const places = ['2026-04-01T08:00:00Z', '2026-05-01T08:00:00Z', '2026-05-06T08:00:00Z'].map((now) => {
      const found = addresseesOf(deadline!, state, at, Instant.parse(now)).find(({ id }) => id === otto)
      return [found?.role, found?.inPlaceOf?.of.id]
    })

    expect(tellings({ watchers: [otto] }, at)).toEqual([
      ...owner,
      'Otto 30 on 2026-05-01',
      'Otto 7 on 2026-05-25',
    ])
    expect(places).toEqual([
      ['watcher', undefined],
      ['watcher', leyla],
      ['watcher', undefined],
    ])
  })

  it('a deputy is told at once of the days that they cover, and of the others where it escalates', () => {
    const escalation = { withinDays: 30, deputyAfterWorkingDays: 3, supervisorAfterWorkingDays: 5 }
    const at = surroundings({ [leyla]: away(['2026-04-30', '2026-05-05', null]) }, { escalation })

    expect(ofOthers(tellings({ deputyId: otto, supervisorId: ada }, at))).toEqual([
      'Otto 30 on 2026-05-01',
      'Otto 30 on 2026-05-06',
      'Otto 7 on 2026-05-28',
      'Ada 30 on 2026-05-08',
      'Ada 7 on 2026-06-01',
    ])
  })

  it('an owner is not told once more for a deputy who is away, whose stand-in they are', () => {
    const escalation = { withinDays: 30, deputyAfterWorkingDays: 3, supervisorAfterWorkingDays: null }
    const at = surroundings({ [otto]: away(['2026-05-06', '2026-05-07', leyla]) }, { escalation })

    expect(tellings({ deputyId: otto }, at)).toEqual([
      ...owner,
      'Otto 30 on 2026-05-06',
      'Otto 7 on 2026-05-28',
    ])
  })

  it('nobody stands in for one who only watches', () => {
    const at = surroundings({ [otto]: away(['2026-05-01', '2026-05-29', nina]) })

    expect(tellings({ watchers: [otto] }, at).filter((line) => line.startsWith('Nina'))).toEqual([])
  })

  it('a deputy who is away has a stand-in for what escalates to them', () => {
    const escalation = { withinDays: 30, deputyAfterWorkingDays: 3, supervisorAfterWorkingDays: null }
    const at = surroundings({ [otto]: away(['2026-05-06', '2026-05-07', nina]) }, { escalation })

    expect(ofOthers(tellings({ deputyId: otto }, at))).toEqual([
      'Otto 30 on 2026-05-06',
      'Otto 7 on 2026-05-28',
      'Nina 30 on 2026-05-06',
    ])
  })
})

describe('the preview', () => {
  it('says in whose place somebody is told, on the days that they stand in and on no other', () => {
    const at = surroundings({ [leyla]: away(['2026-05-01', '2026-05-25', otto]) })
    const state = stateOf({ record: theReport({ watchers: [otto], leadDays: [35, 30, 7, 3] }) })
    const now = Instant.parse('2026-03-02T09:00:00Z')
    const period = { from: now, to: Instant.parse('2026-06-30T09:00:00Z') }

    const planned = plannedReminders(state, at, now, period)

    expect(
      planned.map(({ recipient, leadDays, inPlaceOf }) => [names.get(recipient), leadDays, inPlaceOf]),
    ).toEqual([
      ['Leyla', 35, null],
      ['Otto', 35, null],
      ['Leyla', 30, null],
      ['Otto', 30, leyla],
      ['Leyla', 7, null],
      ['Otto', 7, leyla],
      ['Leyla', 3, null],
      ['Otto', 3, null],
    ])
  })
})

describe('what is owed to a stand-in', () => {
  const at = (days: Away) => surroundings({ [leyla]: away(days) })
  const owed = (state: Parameters<typeof stateOf>[0], where: Surroundings, now: string) =>
    planOf(stateOf(state), where, Instant.parse(now)).owed.map(
      ({ recipient, word, reason, sendAt, inPlaceOf }) =>
        `${names.get(recipient)}: ${word.leadDays}, ${reason}, ${sendAt}, for ${names.get(inPlaceOf ?? '')}`,
    )

  it('is planned with what is owed to whoever is away, and says why', () => {
    const state = { quietThrough: '2026-05-01T07:00:00Z' }

    expect(owed(state, at(['2026-05-01', '2026-05-01', otto]), '2026-05-01T07:00:00Z')).toEqual([
      'Leyla: 30, lead, 2026-05-01T08:00:00Z, for undefined',
      'Otto: 30, absence, 2026-05-01T08:00:00Z, for Leyla',
    ])
  })

  it('goes out at once, while people are at work, where somebody is away unforeseen', () => {
    const state = { told: [told('2026-06-01', 7)], quietThrough: '2026-05-27T10:00:00Z' }

    expect(owed(state, at(['2026-05-27', '2026-06-03', otto]), '2026-05-27T10:00:30Z')).toEqual([
      'Otto: 7, absence, 2026-05-27T10:00:00Z, for Leyla',
    ])
  })

  it('is nothing before the absence, and nothing after it', () => {
    const known = told('2026-07-01', 30, { recipient: otto })
    const state = { told: [told('2026-06-01', 7), known], quietThrough: '2026-05-27T10:00:00Z' }

    for (const days of [
      ['2026-05-28', '2026-06-03', otto],
      ['2026-05-20', '2026-05-26', otto],
    ] as Away[])
      expect(owed(state, at(days), '2026-05-27T10:00:30Z')).toEqual([])
  })

  it('is called back where they stand in no longer', () => {
    const pending = {
      deliveryId: 'd',
      word: { dueOn: '2026-06-01', leadDays: 7 },
      sendAt: '2026-05-27T08:00:00Z',
    }
    const waiting = {
      ...told('2026-06-01', null, { recipient: otto }),
      lastTold: null,
      pending: { ...pending, by: 'plan' },
    }
    const state = { told: [told('2026-06-01', 7), waiting as never], quietThrough: '2026-05-27T07:30:00Z' }
    const obsolete = (days: Away) =>
      planOf(stateOf(state), at(days), Instant.parse('2026-05-27T07:30:00Z')).obsolete.map(
        ({ recipient }) => recipient,
      )

    expect(obsolete(['2026-05-27', '2026-06-03', otto])).toEqual([])
    expect(obsolete(['2026-05-20', '2026-05-26', otto])).toEqual([otto])
  })

  it('wakes the record an hour before the absence begins, where something falls due meanwhile', () => {
    const state = stateOf({ told: [told('2026-06-01', 7)], quietThrough: '2026-05-25T09:00:00Z' })
    const plan = planOf(state, at(['2026-05-27', '2026-06-03', otto]), Instant.parse('2026-05-25T09:00:00Z'))

    expect(plan.nextWakeAt).toBe('2026-05-27T07:00:00Z')
  })
})
