import { describe, expect, it } from 'vitest'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf().stack)
const after = new Resources(stackOf({ originSecret: 4 }).stack)

/** The secret that CloudFormation puts in the place of a value of the template. */
function secretOf(value: unknown): string | undefined {
  const [, id] =
    /^{"Fn::Join":\["",\["{{resolve:secretsmanager:",{"Ref":"(\w+)\w{8}"},":SecretString:::}}"\]\]}$/.exec(
      JSON.stringify(value),
    ) ?? []
  return id
}

const sentBy = (from: Resources) =>
  from
    .the('AWS::CloudFront::Distribution', 'Web')
    .DistributionConfig.Origins.flatMap(({ CustomOriginConfig, OriginCustomHeaders }: any) =>
      CustomOriginConfig === undefined ? [] : [OriginCustomHeaders],
    )
const known = (from: Resources) =>
  Object.values(from.the('AWS::Lambda::Function', 'OriginFunction').Environment.Variables).map(secretOf)

describe('around the distribution', () => {
  it('no route of the API is reached: each asks who it was that sent the request', () => {
    const routes = resources.ofType('AWS::ApiGatewayV2::Route')
    const [[authorizer, { Properties }]] = resources.ofType('AWS::ApiGatewayV2::Authorizer') as [
      [string, any],
    ]

    expect(routes.length).toBeGreaterThanOrEqual(4)
    for (const [, { Properties: route }] of routes)
      expect(route).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: authorizer } })
    expect(Properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.x-servanda-origin'],
    })
    expect(JSON.stringify(Properties.AuthorizerUri)).toContain('"OriginFunction')
  })

  it('nobody knows the secret that the distribution sends, and the API’s function asks for', () => {
    expect(sentBy(resources)).toEqual([[{ HeaderName: 'x-servanda-origin', HeaderValue: expect.anything() }]])
    expect(secretOf(sentBy(resources)[0][0].HeaderValue)).toBe('OriginSecret1')
    expect(known(resources)).toEqual(['OriginSecret1'])
    expect(resources.the('AWS::SecretsManager::Secret', 'Origin').GenerateSecretString).toEqual({
      ExcludePunctuation: true,
      PasswordLength: 48,
    })
  })
})

describe('while the secret is changed', () => {
  it('the one before is let through too', () => {
    expect(secretOf(sentBy(after)[0][0].HeaderValue)).toBe('OriginSecret4')
    expect(known(after)).toEqual(['OriginSecret4', 'OriginSecret3'])
    expect(after.ofType('AWS::SecretsManager::Secret')).toHaveLength(2)
  })

  it('the new one is known before it is sent', () => {
    const [[, distribution]] = after.ofType('AWS::CloudFront::Distribution') as [[string, any]]

    expect(distribution.DependsOn).toContainEqual(expect.stringMatching(/^OriginFunction[0-9A-F]{8}$/))
  })
})
