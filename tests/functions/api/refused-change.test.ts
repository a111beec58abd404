import { beforeAll, describe, expect, it } from 'vitest'
import { deadlineActs } from '../../../functions/api/deadline-acts.ts'
import { RefusedDesk } from '../../support/refused-desk.ts'

let at: RefusedDesk

beforeAll(async () => {
  at = await RefusedDesk.open()
})

const refused: RefusedDesk['refused'] = (...request) => at.refused(...request)

describe('a patch that is refused names each field that is wrong', () => {
  it.each([
    [{ title: null }, ['/title']],
    [{ title: '' }, ['/title']],
    [{ colour: 'red' }, ['/colour']],
    [{ colour: null }, ['/colour']],
    [{ id: 'com_1' }, ['/id']],
    [{ status: 'archived' }, ['/status']],
    [{ kind: null }, ['/kind']],
    [{ version: null, createdAt: null }, ['/version', '/createdAt']],
    [{ schedule: null }, ['/schedule']],
    [{ schedule: { on: null } }, ['/schedule/on']],
    [{ schedule: { kind: 'list', dates: ['2026'] } }, ['/schedule/on']],
    [{ areas: 'health' }, ['/areas']],
    [{ areas: { 0: 'health' } }, ['/areas']],
    [{ leadDays: [3651] }, ['/leadDays/0']],
    [{ ownerId: 'per_00000000000000000000000000000000' }, ['/ownerId']],
    [{ constructor: null }, ['/constructor']],
    [{ hasOwnProperty: {}, toString: 1 }, ['/hasOwnProperty', '/toString']],
  ])('%j', async (patch, pointers) => {
    const answer = await refused('PATCH', `/v1/commitments/${at.commitmentId}`, patch, { 'if-match': '"1"' })

    expect([answer.status, answer.pointers]).toEqual([422, pointers])
  })

  it('__proto__ too', async () => {
    const body = '{"__proto__":null}'

    const answer = await refused('PATCH', `/v1/commitments/${at.commitmentId}`, body, { 'if-match': '"1"' })

    expect([answer.status, answer.pointers]).toEqual([422, ['/__proto__']])
  })
})

describe('an action that is refused names each field that is wrong', () => {
  it.each([
    ['complete', { on: '2026-06' }, ['/on']],
    ['complete', { note: '' }, ['/note']],
    ['complete', { evidence: 'x' }, ['/evidence']],
    ['complete', { evidence: [{ url: 'javascript:x' }] }, ['/evidence/0/url']],
    ['complete', { evidence: [7] }, ['/evidence/0']],
    ['complete', { alsoCloses: ['x'] }, ['/alsoCloses/0']],
    ['complete', { by: 'me' }, ['/by']],
    ['waive', { reason: 7 }, ['/reason']],
    ['waive', { reason: 'x'.repeat(5001) }, ['/reason']],
    ['cancel', { note: 'x' }, ['/note']],
    ['move', {}, ['/dueOn']],
    ['move', { reason: 'x' }, ['/dueOn']],
    ['move', { dueOn: '2026-02-30' }, ['/dueOn']],
    ['assign', {}, ['/ownerId']],
    ['assign', { ownerId: null }, ['/ownerId']],
    ['assign', { ownerId: 'per_00000000000000000000000000000000' }, ['/ownerId']],
    ['snooze', {}, ['/untilOn']],
    ['snooze', { untilOn: '2026-06' }, ['/untilOn']],
    ['acknowledge', { at: '2026-03-02T09:00:00Z' }, ['/at']],
    ['acknowledge', [], ['']],
  ])('%s %j', async (action, body, pointers) => {
    const path = `/v1/deadlines/${at.commitmentId}.occurrence.2026-06-01/${action}`

    const answer = await refused('POST', path, body, { 'if-match': '*' })

    expect([answer.status, answer.pointers]).toEqual([422, pointers])
  })

  it.each([
    [{}, ['/dueOn']],
    [{ dueOn: null }, ['/dueOn']],
    [{ dueOn: '2026-06-01', title: '' }, ['/title']],
    [{ dueOn: '2026-06-01', colour: 1 }, ['/colour']],
  ])('an occurrence that is added: %j', async (body, pointers) => {
    const answer = await refused('POST', `/v1/records/${at.commitmentId}/deadlines`, body)

    expect([answer.status, answer.pointers]).toEqual([422, pointers])
  })
})

describe('an event or a session that is refused names each field that is wrong', () => {
  it.each([
    [{}, ['/kind']],
    [{ kind: 'party' }, ['/kind']],
    [{ kind: 'submission', on: '..' }, ['/on']],
    [{ kind: 'submission', on: '2026-13' }, ['/on']],
    [{ kind: 'payment', amount: { value: null, currency: 'USD' } }, ['/amount/value']],
    [{ kind: 'payment', organisationId: 'org_00000000000000000000000000000000' }, ['/organisationId']],
    [{ kind: 'payment', id: 'evt_1' }, ['/id']],
  ])('event %j', async (body, pointers) => {
    for (const owner of [`records/${at.commitmentId}`, `organisations/${at.organisationId}`]) {
      const answer = await refused('POST', `/v1/${owner}/events`, body)

      expect([answer.status, answer.pointers]).toEqual([422, pointers])
    }
  })

  it.each([
    [{}, ['/ordinal', '/opensOn']],
    [{ ordinal: 0, opensOn: '2026-09-08' }, ['/ordinal']],
    [{ ordinal: '81', opensOn: '2026-09-08' }, ['/ordinal']],
    [{ ordinal: 1.5, opensOn: '2026-09' }, ['/ordinal', '/opensOn']],
    [{ ordinal: 81, opensOn: '2026-09-08', closesOn: '2026-09-07' }, ['/closesOn']],
    [{ ordinal: 81, opensOn: '2026-09-08', status: 'rumoured' }, ['/status']],
  ])('session %j', async (body, pointers) => {
    const answer = await refused('POST', `/v1/organisations/${at.organisationId}/sessions`, body)

    expect([answer.status, answer.pointers]).toEqual([422, pointers])
  })
})

describe('a change without If-Match, or with an old one', () => {
  it('is refused on PATCH, DELETE and each action', async () => {
    const deadline = `/v1/deadlines/${at.commitmentId}.occurrence.2026-06-01`
    const patch = { title: 'y' }

    const without = [
      await refused('PATCH', `/v1/commitments/${at.commitmentId}`, patch),
      await refused('DELETE', `/v1/commitments/${at.commitmentId}`, undefined),
      await refused('PATCH', `/v1/organisations/${at.organisationId}`, { name: 'y' }),
      ...(await Promise.all(
        Object.keys(deadlineActs).map((action) => refused('POST', `${deadline}/${action}`, {})),
      )),
    ]
    const stale = [
      await refused('PATCH', `/v1/commitments/${at.commitmentId}`, patch, { 'if-match': '"9"' }),
      await refused('PATCH', `/v1/commitments/${at.commitmentId}`, patch, { 'if-match': 'W/"1"' }),
      await refused('POST', `${deadline}/complete`, {}, { 'if-match': '"1"' }),
    ]

    expect(without.map(({ status }) => status)).toEqual(without.map(() => 428))
    expect(stale.map(({ status }) => status)).toEqual([412, 412, 412])
  })
})
