import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let administrator: string
let otto: string
let report: string

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  administrator = (await desk.done('GET', '/v1/team')).data[0].id
  otto = (await desk.done('POST', '/v1/team', { name: 'Otto', email: 'otto@example.org' })).id
  const body = {
    title: 'Report',
    schedule: { kind: 'list', dates: ['2026-06-01', '2027-06-01'] },
    leadDays: [7],
    ownerId: administrator,
    watchers: ['registry@example.org', otto],
  }
  report = (await desk.done('POST', '/v1/commitments', body)).id
})

const mailed = () => desk.channel.sent.map(({ to }) => to).sort()

describe('a mute', () => {
  it('silences who watches, and leaves who answers for it told', async () => {
    await desk.done('POST', `/v1/records/${report}/mutes`, { recipient: 'registry@example.org' })
    await desk.done('POST', `/v1/records/${report}/mutes`, {
      recipient: otto,
      deadlineId: `${report}.occurrence.2026-06-01`,
    })

    await desk.passTo('2026-06-02T09:00:00Z')
    const first = mailed()
    await desk.passTo('2027-06-02T09:00:00Z')

    expect(first).toEqual(['admin@example.org'])
    expect(mailed()).toEqual(['admin@example.org', 'admin@example.org', 'otto@example.org'])
  })

  it('calls back what was on its way', async () => {
    await desk.passTo('2026-05-25T07:30:00Z')
    await desk.done('POST', `/v1/records/${report}/mutes`, { recipient: 'registry@example.org' })

    await desk.passTo('2026-05-25T09:00:00Z')

    expect(mailed()).toEqual(['admin@example.org', 'otto@example.org'])
  })

  it('is listed, entered into the history, and taken back', async () => {
    const wish = { recipient: 'registry@example.org' }
    const path = `/v1/records/${report}`
    const made = await desk.done('POST', `${path}/mutes`, wish)
    const again = await desk.done('POST', `${path}/mutes`, wish)
    const listed = await desk.done('GET', `${path}/mutes`)
    await desk.done('POST', `${path}/unmute`, wish)
    const twice = await desk.call('POST', `${path}/unmute`, wish)

    const mute = { recipient: 'registry@example.org', deadlineId: null, mutedAt: '2026-03-02T09:00:00Z' }
    expect([made, again, listed.data]).toEqual([mute, mute, [mute]])
    expect((await desk.done('GET', `${path}/mutes`)).data).toEqual([])
    expect(twice.status).toBe(404)
    const { data } = await desk.done('GET', `${path}/history`)
    expect(data.map(({ action }: any) => action)).toEqual(expect.arrayContaining(['muted', 'unmuted']))
  })

  it('of whoever answers for it is refused, unless somebody takes it over; who is told of that', async () => {
    const before = await dump(desk.table)

    const refused = await desk.call('POST', `/v1/records/${report}/mutes`, {})
    const toSelf = await desk.call('POST', `/v1/records/${report}/mutes`, { handOverTo: administrator })

    expect([refused.status, toSelf.status]).toEqual([409, 409])
    expect(await dump(desk.table)).toEqual(before)

    await desk.passTo('2026-05-26T09:00:00Z')
    await desk.done('POST', `/v1/records/${report}/mutes`, { handOverTo: otto })
    await desk.passTo('2026-05-28T09:00:00Z')

    expect((await desk.done('GET', `/v1/records/${report}`)).ownerId).toBe(otto)
    await desk.passTo('2027-06-02T09:00:00Z')
    expect(mailed().filter((to) => to === 'admin@example.org')).toHaveLength(1)
    expect(mailed().filter((to) => to === 'otto@example.org')).toHaveLength(2)
  })

  it('hands over what was given to somebody alone, and leaves the record with its owner', async () => {
    const deadlineId = `${report}.occurrence.2026-06-01`
    await desk.act(deadlineId, 'assign', { ownerId: otto })

    const refused = await desk.call('POST', `/v1/records/${report}/mutes`, { recipient: otto })
    await desk.done('POST', `/v1/records/${report}/mutes`, { recipient: otto, handOverTo: administrator })

    expect(refused.status).toBe(409)
    expect((await desk.done('GET', `/v1/deadlines/${deadlineId}`)).ownerId).toBe(administrator)
    expect((await desk.done('GET', `/v1/records/${report}`)).ownerId).toBe(administrator)
  })

  it.each([
    [{ recipient: 'nobody' }, '/recipient'],
    [{ deadlineId: 'x' }, '/deadlineId'],
    [{ handOverTo: `per_${'9'.repeat(32)}` }, '/handOverTo'],
    [{ until: '2026-06-01' }, '/until'],
  ])('is refused where it makes no sense: %j', async (body, pointer) => {
    const before = await dump(desk.table)

    const refused = await desk.call('POST', `/v1/records/${report}/mutes`, body)

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
    expect(await dump(desk.table)).toEqual(before)
  })
})

describe('what a person chooses for their own reminders', () => {
  const path = () => `/v1/team/${administrator}/reminders`

  it('is what the workspace says until they choose, with an ETag of its own', async () => {
    const first = await desk.call('GET', path())
    const digest = { weekday: 1, beyondDays: 5 }
    const headers = { 'if-match': first.headers.get('etag')! }
    const changed = await desk.call('PATCH', path(), { digest }, headers)
    const stale = await desk.call('PATCH', path(), { discreet: true }, headers)

    expect(first.body).toEqual({ digest: null, discreet: null, channels: [], leadDays: null })
    expect(changed.body).toEqual({ digest, discreet: null, channels: [], leadDays: null })
    expect(stale.status).toBe(412)
  })

  it('moves what is still to come: the lead of a Wednesday comes with the digest of the Monday before', async () => {
    const record = { title: 'R', schedule: { kind: 'once', on: '2026-06-10' }, leadDays: [7] }
    await desk.done('POST', '/v1/commitments', record)

    await desk.done('PATCH', path(), { digest: { weekday: 1, beyondDays: 5 } }, { 'if-match': '*' })
    await desk.passTo('2026-06-01T07:59:00Z')
    const before = mailed().length
    await desk.passTo('2026-06-01T08:00:00Z')

    expect(mailed().length - before).toBe(1)
    expect(desk.channel.sent.at(-1)?.text).toContain('10 June 2026')
  })

  it('may not be chosen for somebody else but by an administrator', async () => {
    expect((await desk.call('PATCH', `/v1/team/${otto}/reminders`, {}, { 'if-match': '*' })).status).toBe(200)
    expect((await desk.call('GET', `/v1/team/per_${'0'.repeat(32)}/reminders`)).status).toBe(404)
  })
})

describe('a policy that makes no sense is refused', () => {
  it.each([
    [{ followUp: { afterDays: [0], everyDays: null } }, '/followUp/afterDays/0'],
    [{ followUp: { afterDays: [1, 1], everyDays: null } }, '/followUp/afterDays'],
    [{ followUp: { afterDays: [1], everyDays: 1 } }, '/followUp/everyDays'],
    [{ digest: { weekday: 8, beyondDays: 1 } }, '/digest/weekday'],
    [
      { escalation: { deputyAfterWorkingDays: 0, supervisorAfterWorkingDays: null } },
      '/escalation/deputyAfterWorkingDays',
    ],
    [{ discreet: 'yes' }, '/discreet'],
  ])('%j', async (patch, pointer) => {
    const refused = await desk.call('PATCH', '/v1/settings', patch, { 'if-match': '*' })

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
  })
})
