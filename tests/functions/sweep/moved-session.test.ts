import { beforeEach, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk
let assembly: string
let otto: string

/** A statement at the opening of session 81, on 8 September, that Otto hears of three working days after Leyla. */
beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  const escalation = { withinDays: 60, deputyAfterWorkingDays: 3, supervisorAfterWorkingDays: null }
  await desk.done('PATCH', '/v1/settings', { escalation }, { 'if-match': '*' })
  const rrule = 'FREQ=YEARLY;BYMONTH=9;BYDAY=TU;BYMONTHDAY=5,6,7,8,9,10,11'
  const sessionRules = [{ validFrom: '2023-01-01', rrule, firstOrdinal: 78 }]
  assembly = (await desk.done('POST', '/v1/organisations', { name: 'General Assembly', sessionRules })).id
  const leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
  otto = (await desk.done('POST', '/v1/team', { name: 'Otto', email: 'otto@example.org' })).id
  await desk.done('POST', '/v1/commitments', {
    title: 'Statement',
    schedule: { kind: 'session', organisationId: assembly, edge: 'opens', from: 81 },
    leadDays: [60, 30],
    ownerId: leyla.id,
    deputyId: otto,
  })
})

const sessions = () => `/v1/organisations/${assembly}/sessions`
const record = (opensOn: string) => desk.done('POST', sessions(), { ordinal: 81, opensOn })
const change = (body: object) => desk.done('PATCH', `${sessions()}/81`, body, { 'if-match': '*' })

async function toOtto(): Promise<string[]> {
  const { data } = await desk.done('GET', '/v1/reminders?from=2026-01-01&to=2026-12-31&limit=100')
  return data
    .filter(({ state, recipient }: any) => state === 'sent' && recipient === otto)
    .map(({ leadDays, sendAt }: any) => `${leadDays} on ${sendAt.slice(0, 10)}`)
}

it('a lead that a moved session brings escalates so many working days after the move, and not with it', async () => {
  await record('2026-09-08')
  await desk.passTo('2026-06-01T10:00:00Z')

  await change({ opensOn: '2026-07-06' })
  await desk.passTo('2026-06-12T10:00:00Z')

  expect(await toOtto()).toEqual(['60 on 2026-06-05', '30 on 2026-06-10'])
})

// Who was told the day before hears of the new one with everybody, whatever is escalated later.
it('so does one that the first recording of an estimated session brings, and a change of the rules', async () => {
  await desk.passTo('2026-06-01T10:00:00Z')
  const rrule = 'FREQ=YEARLY;BYMONTH=7;BYDAY=MO;BYMONTHDAY=10,11,12,13,14,15,16'
  const sessionRules = [{ validFrom: '2023-01-01', rrule, firstOrdinal: 78 }]

  await desk.done('PATCH', `/v1/organisations/${assembly}`, { sessionRules }, { 'if-match': '*' })
  await desk.passTo('2026-06-08T10:00:00Z')
  const afterRule = await toOtto()
  await record('2026-07-03')
  await desk.passTo('2026-06-12T10:00:00Z')

  expect([afterRule, await toOtto()]).toEqual([
    ['60 on 2026-06-05'],
    ['60 on 2026-06-05', 'null on 2026-06-09', '30 on 2026-06-12'],
  ])
})

it('so does one that comes as a session is recorded no longer, and is estimated again', async () => {
  await record('2026-12-01')
  await desk.passTo('2026-08-03T10:00:00Z')

  await desk.done('DELETE', `${sessions()}/81`, undefined, { 'if-match': '*' })
  await desk.passTo('2026-08-11T10:00:00Z')

  expect(await toOtto()).toEqual(['60 on 2026-08-07'])
})

it('another session, or another word about the same days, puts no escalation off', async () => {
  await record('2026-07-06')
  await desk.passTo('2026-06-04T09:00:00Z')
  await desk.passTo('2026-06-08T10:00:00Z')

  await desk.done('POST', sessions(), { ordinal: 82, opensOn: '2027-09-07' })
  await change({ status: 'estimated' })
  await desk.passTo('2026-06-12T10:00:00Z')

  expect((await toOtto()).at(-1)).toBe('30 on 2026-06-10')
})
