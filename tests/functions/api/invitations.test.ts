import type { CryptoKey } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signInFrom } from '../../../functions/api/sign-in.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'
import { Issuer, signed } from '../../support/issuer.ts'

let issuer: Issuer
let key: CryptoKey
let desk: Desk

beforeAll(async () => {
  issuer = await Issuer.open()
  key = (await issuer.publish('k1')).privateKey
})

afterAll(() => issuer.close())

beforeEach(async () => {
  const env = { OIDC_CLIENT_ID: 'dashboard', OIDC_SCOPE: 'servanda', OIDC_AUDIENCE: 'api' }
  const signIn = signInFrom({ ...env, OIDC_ISSUER: issuer.url })!
  desk = await Desk.open('2026-03-02T09:00:00Z', undefined, { signIn })
})

/** The header of somebody who signed in with the issuer. */
async function signedIn(sub: string, claims: object = {}) {
  const at = Date.parse(desk.clock()) / 1000
  const times = { iat: at, exp: at + 3600 }
  const all = { iss: issuer.url, sub, aud: 'api', azp: 'dashboard', scope: 'servanda', ...times, ...claims }
  return { authorization: `Bearer ${await signed(key, all, { alg: 'RS256', kid: 'k1' })}` }
}

async function invited(role = 'editor') {
  const person = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org', role })
  const { code } = await desk.done('POST', `/v1/team/${person.id}/invitation`)
  return { person, code }
}

const accept = (code: string, headers: Record<string, string>) =>
  desk.call('POST', '/v1/invitations/accept', { code }, headers)

describe('somebody who has signed in', () => {
  it('belongs to no workspace until an invitation is accepted, and then acts as the person it names', async () => {
    const headers = await signedIn('leyla')
    const { person, code } = await invited()
    const before = await desk.call('GET', '/v1/settings', undefined, headers)

    const accepted = await accept(code, headers)

    const record = await desk.done(
      'POST',
      '/v1/agreements',
      { title: 'A', type: 'other', parties: [] },
      headers,
    )
    const { data } = await desk.done('GET', `/v1/records/${record.id}/history`, undefined, headers)
    expect(before.status).toBe(403)
    expect(accepted).toMatchObject({ status: 200, body: { id: person.id, signsIn: true } })
    expect(data[0].by).toEqual({ kind: 'person', personId: person.id, tokenId: null })
  })

  it('has the role of that person, as it is at the time', async () => {
    const headers = await signedIn('leyla')
    const { person, code } = await invited('viewer')
    await accept(code, headers)
    const body = { name: 'WHO' }

    const asViewer = await desk.call('POST', '/v1/organisations', body, headers)
    await desk.done('PATCH', `/v1/team/${person.id}`, { role: 'editor' }, { 'if-match': '*' })
    const asEditor = await desk.call('POST', '/v1/organisations', body, headers)

    expect([asViewer.status, asEditor.status]).toEqual([403, 201])
  })

  it('accepts an invitation once, and nobody else accepts it after', async () => {
    const { code } = await invited()
    await accept(code, await signedIn('leyla'))
    const before = await dump(desk.table)

    const other = await accept(code, await signedIn('otto'))

    expect(other).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code' }] } })
    expect(await dump(desk.table)).toEqual(before)
  })

  it('accepts none after 7 days, none that was never made, and none for another verified address', async () => {
    const { code } = await invited()
    const email = { email: 'otto@example.org', email_verified: true }

    const unknown = await accept(`${code}x`, await signedIn('leyla'))
    const another = await accept(code, await signedIn('leyla', email))
    desk.setClock('2026-03-09T09:00:00Z')
    const late = await accept(code, await signedIn('leyla'))

    expect([unknown.status, another.status, late.status]).toEqual([422, 403, 422])
    expect(unknown.body.errors).toEqual(late.body.errors)
  })

  it('is not taken for somebody by an address that the issuer has not verified', async () => {
    const { code } = await invited()
    const email = { email: 'leyla@example.org', email_verified: false }
    const headers = await signedIn('otto', email)

    const before = await desk.call('GET', '/v1/settings', undefined, headers)

    expect(before.status).toBe(403)
    expect((await accept(code, headers)).status).toBe(200)
  })

  it('is let in no more once the person has accepted another invitation with another sign-in', async () => {
    const { person, code } = await invited()
    const [old, fresh] = [await signedIn('old'), await signedIn('fresh')]
    await accept(code, old)
    const second = await desk.done('POST', `/v1/team/${person.id}/invitation`)

    await accept(second.code, fresh)

    expect((await desk.call('GET', '/v1/settings', undefined, old)).status).toBe(403)
    expect((await desk.call('GET', '/v1/settings', undefined, fresh)).status).toBe(200)
  })

  it('is in one workspace: a sign-in that is linked is not linked again', async () => {
    const headers = await signedIn('leyla')
    await accept((await invited()).code, headers)
    const { code } = await invited()

    expect((await accept(code, headers)).status).toBe(409)
  })
})

describe('an invitation', () => {
  it('is made by an administrator, and its code is in no row of the table', async () => {
    const { person, code } = await invited()
    const headers = await desk.tokenOf(person.id)

    const refused = await desk.call('POST', `/v1/team/${person.id}/invitation`, {}, headers)

    expect(refused.status).toBe(403)
    expect(JSON.stringify(await dump(desk.table))).not.toContain(code)
  })

  it('cannot be accepted with an API token, nor where nobody signs in', async () => {
    const { code } = await invited()
    const without = await Desk.open('2026-03-02T09:00:00Z')

    const answers = [
      await accept(code, {}),
      await without.call('POST', '/v1/invitations/accept', { code }, await signedIn('leyla')),
    ]

    expect(answers.map(({ status }) => status)).toEqual([401, 401])
  })
})

it('a dashboard is told where people sign in, and that nobody does where there is no issuer', async () => {
  const without = await Desk.open('2026-03-02T09:00:00Z')

  const oidc = { issuer: issuer.url, clientId: 'dashboard', scope: 'servanda' }
  expect(await desk.done('GET', '/v1/sign-in')).toEqual({ oidc })
  expect(await without.done('GET', '/v1/sign-in')).toEqual({ oidc: null })
})
