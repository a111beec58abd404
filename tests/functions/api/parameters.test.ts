import { beforeAll, describe, expect, it } from 'vitest'
import { agreement, RefusedDesk } from '../../support/refused-desk.ts'

let at: RefusedDesk

beforeAll(async () => {
  at = await RefusedDesk.open()
})

const refused: RefusedDesk['refused'] = (...request) => at.refused(...request)

describe('parameters', () => {
  it.each([
    ['/v1/records?limit=101', '/limit'],
    ['/v1/records?limit=0', '/limit'],
    ['/v1/records?limit=ten', '/limit'],
    ['/v1/records?colour=red', '/colour'],
    ['/v1/records?kind=planet', '/kind'],
    ['/v1/records?cursor=abc', '/cursor'],
    ['/v1/records?kind=agreement&kind=membership', '/kind'],
    ['/v1/deadlines?from=2026-02-30', '/from'],
    ['/v1/deadlines?from=2026-03-01&to=2026-02-01', '/to'],
    ['/v1/deadlines?status=late', '/status'],
    ['/v1/reminders?state=lost', '/state'],
    ['/v1/records?limit=', '/limit'],
    ['/v1/records?limit=1e1', '/limit'],
    ['/v1/records?limit=-1', '/limit'],
    ['/v1/records?cursor=', '/cursor'],
    ['/v1/records?status=open', '/status'],
    ['/v1/records?sort=colour', '/sort'],
    ['/v1/records?ownerId=leyla', '/ownerId'],
    ['/v1/records?organisationId=', '/organisationId'],
    ['/v1/agreements?kind=agreement', '/kind'],
    ['/v1/records?__proto__=x', '/__proto__'],
    ['/v1/deadlines?recordId=x', '/recordId'],
    ['/v1/deadlines?to=2999-01-01', '/to'],
    ['/v1/organisations?kind=planet', '/kind'],
    ['/v1/settings?x=1', '/x'],
    ['/v1/team?limit=101', '/limit'],
    ['/v1/calendars?limit=101', '/limit'],
    ['/v1/reminders?limit=101', '/limit'],
    ['/v1/deadlines?limit=101', '/limit'],
  ])('that are wrong are refused by name: %s', async (path, pointer) => {
    const answer = await refused('GET', path, undefined)

    expect(answer).toMatchObject({ status: 422, pointers: [pointer] })
  })
})

it.each([
  ['POST', '/v1/agreements?dryRun=yes', agreement, '/dryRun'],
  ['POST', '/v1/agreements?dryRun=true&x=1', agreement, '/x'],
  ['POST', '/v1/organisations?dryRun=true', { name: 'x' }, '/dryRun'],
])('parameters of a write that are wrong are refused by name: %s %s', async (method, path, body, pointer) => {
  const answer = await refused(method, path, body)

  expect(answer).toMatchObject({ status: 422, pointers: [pointer] })
})

describe('what is not there', () => {
  it.each([
    '/v1/records/com_00000000000000000000000000000000',
    '/v1/records/x',
    '/v1/organisations/org_00000000000000000000000000000000',
    '/v1/deadlines/x',
    '/v1/nothing',
    '/nothing',
  ])('is not found: %s', async (path) => {
    const answer = await refused('GET', path, undefined)

    expect(answer.status).toBe(404)
  })
})
