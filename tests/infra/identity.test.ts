import { describe, expect, it } from 'vitest'
import { signInFrom } from '../../functions/api/sign-in.ts'
import { Stage } from '../../infra/stage.ts'
import { Resources, stackOf } from './synthesised.ts'

const own = {
  oidcIssuer: 'https://id.ministry.test/realms/staff',
  oidcClientId: 'dashboard',
  oidcAudience: 'servanda',
  oidcScope: 'servanda',
}
const resources = new Resources(stackOf({ baseUrl: 'https://servanda.mission.test' }).stack)
const pool = resources.the('AWS::Cognito::UserPool', 'Identity')
const client = resources.the('AWS::Cognito::UserPoolClient', 'Identity')
const environmentOf = (from: Resources) => from.the('AWS::Lambda::Function', 'Api').Environment.Variables

describe('the pool of the stack', () => {
  it('takes nobody who signs up by themselves, and asks everybody for a second factor', () => {
    expect(pool.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true)
    expect([pool.MfaConfiguration, pool.EnabledMfas]).toEqual(['ON', ['SOFTWARE_TOKEN_MFA']])
    expect(pool.Policies.PasswordPolicy.MinimumLength).toBeGreaterThanOrEqual(14)
  })

  it('is kept in production, and goes with any other stage', () => {
    const other = new Resources(stackOf({ stage: 'development' }).stack)

    expect(pool.DeletionProtection).toBe('ACTIVE')
    expect(other.the('AWS::Cognito::UserPool', 'Identity').DeletionProtection).not.toBe('ACTIVE')
  })

  it('has one public client, for the code flow only: a code is of no use without the verifier of PKCE', () => {
    expect(client).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      CallbackURLs: ['https://servanda.mission.test'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      AccessTokenValidity: 15,
    })
  })

  it('is what the API verifies tokens by: issuer, client and scope', () => {
    const environment = environmentOf(resources)

    expect(JSON.stringify(environment.OIDC_ISSUER)).toContain('IdentityPeople')
    expect(environment.OIDC_CLIENT_ID.Ref).toMatch(/^IdentityPeopleDashboard/)
    expect(environment).toMatchObject({ OIDC_SCOPE: 'servanda/api' })
    expect(environment).not.toHaveProperty('OIDC_AUDIENCE')
    expect(JSON.stringify(client.AllowedOAuthScopes)).toContain('/api')
  })
})

describe('the organisation’s own issuer', () => {
  it('takes the place of the pool', () => {
    const others = new Resources(stackOf(own).stack)
    const { TABLE_NAME: _, ...environment } = environmentOf(others)

    expect(others.ofType('AWS::Cognito::UserPool')).toEqual([])
    expect(environment).toMatchObject({
      OIDC_ISSUER: own.oidcIssuer,
      OIDC_CLIENT_ID: own.oidcClientId,
      OIDC_AUDIENCE: own.oidcAudience,
      OIDC_SCOPE: own.oidcScope,
    })
    expect(signInFrom(environment)?.settings.kind).toBe('oidc')
  })

  it.each([
    [{ oidcAudience: undefined }],
    [{ oidcClientId: undefined }],
    [{ oidcScope: undefined }],
    [{ oidcIssuer: undefined }],
    [{ oidcIssuer: 'http://id.ministry.test' }],
    [{ oidcAudience: 'dashboard' }],
  ])('is refused where it is not told whole, or would let ID tokens in: %j', (changes) => {
    expect(Stage.safeParse({ ...own, ...changes }).success).toBe(false)
    expect(Stage.safeParse(own).success).toBe(true)
  })
})
