import { describe, expect, it } from 'vitest'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf().stack)
const stage = resources.the('AWS::ApiGatewayV2::Stage', 'Api')

describe('the API', () => {
  it('takes only so many requests a second', () => {
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 200, ThrottlingRateLimit: 100 })
  })

  it('logs from where somebody asked, and never a header or a path, so never a token', () => {
    const logged = Object.values(JSON.parse(stage.AccessLogSettings.Format)).join(' ')

    expect(logged).toContain('$context.identity.sourceIp')
    expect(logged).toContain('$context.status')
    expect(logged).not.toMatch(/header|authorizer|querystring|path|\$(?!context\.)/i)
  })

  it('hands feeds and the links of mails to functions of their own, and every other request to one', () => {
    const routes = resources.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties)
    const functionOf = ({ Target }: any) => {
      const { IntegrationUri } = resources.the('AWS::ApiGatewayV2::Integration', Target['Fn::Join'][1][1].Ref)
      return IntegrationUri['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, '')
    }

    expect(routes.map((each) => [each.RouteKey, functionOf(each)]).sort()).toEqual([
      ['$default', 'ApiFunction'],
      ['GET /feeds/{file}', 'FeedsFunction'],
      ['GET /mail-links', 'MailLinksFunction'],
      ['POST /mail-links', 'MailLinksFunction'],
    ])
  })
})

describe('every function', () => {
  const functions = resources
    .ofType('AWS::Lambda::Function')
    .map(([id, { Properties }]) => ({ id, ...Properties }))

  it('of ours runs on Node 24, on Graviton', () => {
    const ours = functions.filter(({ id }) => !id.startsWith('CustomCDKBucketDeployment'))

    expect(ours.length).toBe(functions.length - 1)
    for (const { Runtime, Architectures } of ours)
      expect([Runtime, ...Architectures]).toEqual(['nodejs24.x', 'arm64'])
  })

  it('writes to a log of its own, which forgets after three months; the witness’s after ten years', () => {
    const logs = new Map(resources.ofType('AWS::Logs::LogGroup'))

    const own = functions.map(({ LoggingConfig }) => LoggingConfig.LogGroup.Ref)
    expect(new Set(own).size).toBe(functions.length)
    for (const [id, { Properties, DeletionPolicy }] of logs) {
      const isEvidence = id.startsWith('Witness')
      expect([Properties.RetentionInDays, DeletionPolicy]).toEqual(
        isEvidence ? [3653, 'Retain'] : [90, 'Delete'],
      )
    }
    expect([...logs.keys()]).toEqual(expect.arrayContaining(own))
  })
})
