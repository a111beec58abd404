import { beforeEach, describe, expect, it } from 'vitest'
import { verifyHistory } from '../../../shared/history/history-store.ts'
import { WorkspaceId } from '../../../shared/identity/workspace-id.ts'
import { Desk } from '../../support/desk.ts'

/** A Monday. */
const now = '2026-03-02T09:00:00Z'
let desk: Desk
let leyla: any
let otto: any

beforeEach(async () => {
  desk = await Desk.open(now)
  leyla = await added('Leyla', 'viewer')
  otto = await added('Otto', 'editor')
})

function added(name: string, role: string) {
  return desk.done('POST', '/v1/team', { name, email: `${name.toLowerCase()}@example.org`, role })
}

/** Due on Monday 1 June, with leads on Friday 1 May and Monday 25 May. */
function report(more: object = {}) {
  const schedule = { kind: 'once', on: '2026-06-01' }
  const body = { title: 'Annual report', schedule, leadDays: [30, 7], ownerId: leyla.id, ...more }
  return desk.done('POST', '/v1/commitments', body)
}

function away(startsOn: string, endsOn: string, more: object = {}) {
  const body = { startsOn, endsOn, standInId: otto.id, ...more }
  return desk.call('POST', `/v1/team/${leyla.id}/absences`, body)
}

const received = () => desk.channel.sent.map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`)

describe('an absence', () => {
  it('has the stand-in told as well, who reads in whose place and until when', async () => {
    await report()
    await away('2026-04-27', '2026-05-08', { note: 'On leave' })

    await desk.passTo('2026-06-03T09:00:00Z')

    expect(received().sort()).toEqual([
      'leyla: Annual report: 1 June 2026 (in 31 days)',
      'leyla: Annual report: 1 June 2026 (in 7 days)',
      'otto: Annual report: 1 June 2026 (in 31 days)',
    ])
    const mail = desk.channel.sent.find(({ to }) => to === 'otto@example.org')
    expect(mail?.text).toContain('In place of Leyla, who is away until 8 May 2026.')
    expect(mail?.html).toContain('In place of Leyla, who is away until 8 May 2026.')
  })

  it('shows in the preview before it begins, and in the ledger after it', async () => {
    await report()
    await away('2026-04-27', '2026-05-08')
    const inPlace = async (state: string) => {
      const path = `/v1/reminders?state=${state}&from=2026-03-02&to=2026-12-31`
      const { data } = await desk.done('GET', path)
      return data.filter((each: any) => each.inPlaceOf !== null)
    }

    const before = await inPlace('planned')
    await desk.passTo('2026-06-03T09:00:00Z')

    const expected = { recipient: otto.id, inPlaceOf: leyla.id, leadDays: 30, sendAt: '2026-05-01T08:00:00Z' }
    expect(before).toEqual([expect.objectContaining(expected)])
    expect(await inPlace('sent')).toEqual([expect.objectContaining({ ...expected, reason: 'absence' })])
  })

  it('that begins today tells the stand-in today of what falls due meanwhile', async () => {
    await report()
    await desk.passTo('2026-05-27T10:00:00Z')
    await away('2026-05-27', '2026-06-05')

    await desk.sweepOnce()

    expect(received().at(-1)).toBe('otto: Annual report: 1 June 2026 (in 5 days)')
  })

  it('that is taken away calls back what is on its way', async () => {
    await report()
    const { body } = await away('2026-04-27', '2026-05-08')
    desk.setClock('2026-05-01T07:30:00Z')
    await desk.sweepOnce()
    await desk.done('DELETE', `/v1/team/${leyla.id}/absences/${body.id}`, undefined, { 'if-match': '"1"' })

    await desk.passTo('2026-05-02T09:00:00Z')

    expect(received()).toEqual(['leyla: Annual report: 1 June 2026 (in 31 days)'])
  })

  it('whose stand-in leaves the team leads to whoever comes in their place', async () => {
    const nina = await added('Nina', 'editor')
    await report()
    await away('2026-04-27', '2026-05-08')
    const path = `/v1/team/${otto.id}?toId=${nina.id}`
    await desk.done('DELETE', path, undefined, { 'if-match': '*' })

    await desk.passTo('2026-05-02T09:00:00Z')

    expect(received()).toContain('nina: Annual report: 1 June 2026 (in 31 days)')
  })
})

describe('absences', () => {
  it('are read one by one, and together by their first day from today on', async () => {
    await away('2026-02-02', '2026-02-06')
    const later = await away('2026-05-04', '2026-05-08', { standInId: null, note: 'Leave' })
    const sooner = await away('2026-03-02', '2026-03-02')

    const list = (query = '') => desk.done('GET', `/v1/absences${query}`).then(({ data }) => data)

    expect(later.headers.get('location')).toBe(`/v1/team/${leyla.id}/absences/${later.body.id}`)
    expect(await desk.done('GET', later.headers.get('location')!)).toEqual({
      id: later.body.id,
      personId: leyla.id,
      startsOn: '2026-05-04',
      endsOn: '2026-05-08',
      standInId: null,
      note: 'Leave',
      version: 1,
    })
    expect((await list()).map(({ id }: any) => id)).toEqual([sooner.body.id, later.body.id])
    expect(await list('?from=2026-01-01')).toHaveLength(3)
    expect(await list(`?personId=${otto.id}`)).toEqual([])
  })

  it.each([
    [{ startsOn: '2026-05-08', endsOn: '2026-05-04' }, '/endsOn'],
    [{ startsOn: '2026-05-08', endsOn: '2027-05-09' }, '/endsOn'],
    [{ startsOn: '2026-05', endsOn: '2026-05-09' }, '/startsOn'],
    [{ startsOn: '2026-05-04', endsOn: '2026-05-04', standInId: `per_${'f'.repeat(32)}` }, '/standInId'],
    [{ startsOn: '2026-05-04', endsOn: '2026-05-04', standInId: 'leyla' }, '/standInId'],
    [{ startsOn: '2026-04-01', endsOn: '2026-04-10' }, '/startsOn'],
    [{ startsOn: '2026-05-04' }, '/endsOn'],
  ])('are refused where they say %j', async (body, pointer) => {
    await away('2026-04-10', '2026-04-20')

    const answer = await desk.call('POST', `/v1/team/${leyla.id}/absences`, body)

    expect([answer.status, answer.body.errors.map((each: any) => each.pointer)]).toEqual([422, [pointer]])
  })

  it('are never one’s own stand-in’s: nobody stands in for themselves', async () => {
    const answer = await away('2026-04-10', '2026-04-20', { standInId: leyla.id })

    expect(answer.body.errors).toEqual([{ pointer: '/standInId', detail: 'Name somebody else.' }])
  })

  it('are changed by who saw them as they are, and are in the history of the person, which verifies', async () => {
    const { body } = await away('2026-04-10', '2026-04-20')
    const path = `/v1/team/${leyla.id}/absences/${body.id}`
    const stale = await desk.call('PATCH', path, { endsOn: '2026-04-24' }, { 'if-match': '"9"' })
    const changed = await desk.call('PATCH', path, { endsOn: '2026-04-24' }, { 'if-match': '"1"' })
    const same = await desk.call('PATCH', path, { endsOn: '2026-04-24' }, { 'if-match': '"2"' })
    await desk.done('DELETE', path, undefined, { 'if-match': '"2"' })

    const workspaceId = WorkspaceId.parse((await desk.table.query({ partition: 'WORKSPACES' })).items[0]?.sk)
    const findings = await Array.fromAsync(verifyHistory(desk.table, workspaceId))
    expect([stale.status, stale.body.conflicts]).toEqual([
      412,
      [{ pointer: '/endsOn', yours: '2026-04-24', current: '2026-04-20' }],
    ])
    expect([changed.body.version, same.body.version, same.headers.get('etag')]).toEqual([2, 2, '"2"'])
    expect(findings).toEqual([])
    expect((await desk.call('GET', path)).status).toBe(404)
  })
})
