import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Stage } from '../../infra/stage.ts'
import { dashboardRoutes } from '../../local/dashboard.ts'
import { mailLinksPath } from '../../shared/mail-link/mail-link.ts'
import { contentSecurityPolicy, securityHeaders } from '../../web/security-headers.ts'
import { Resources, stackOf } from './synthesised.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const own = {
  domain: 'desk.mission.test',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d',
  webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/Desk/0a1b-2c3d',
}
const resources = new Resources(stackOf().stack)
const configOf = (from: Resources) => from.the('AWS::CloudFront::Distribution', 'Web').DistributionConfig
const distribution = configOf(resources)
const originOf = ({ TargetOriginId }: any) =>
  distribution.Origins.find(({ Id }: any) => Id === TargetOriginId)
const idOf = (type: string) => resources.ofType(type).find(([id]) => id.startsWith('Web'))![0]

describe('the bucket of the dashboard', () => {
  const { PublicAccessBlockConfiguration, BucketEncryption } = resources.the('AWS::S3::Bucket', 'Web')
  const { Statement } = resources.the('AWS::S3::BucketPolicy', 'Web').PolicyDocument

  it('is private and encrypted', () => {
    expect(Object.values(PublicAccessBlockConfiguration)).toEqual([true, true, true, true])
    expect(BucketEncryption.ServerSideEncryptionConfiguration).toHaveLength(1)
  })

  it('is read by the one distribution alone, and never in the clear', () => {
    const [allowed, ...more] = Statement.filter(({ Effect }: any) => Effect === 'Allow')

    expect(more).toEqual([])
    expect(allowed).toMatchObject({
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: ['s3:GetObject', 's3:ListBucket'],
    })
    expect(JSON.stringify(allowed.Condition.StringEquals['AWS:SourceArn'])).toContain(
      JSON.stringify({ Ref: idOf('AWS::CloudFront::Distribution') }),
    )
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    )
  })

  it('is emptied with a stage that is removed, and by nobody in production', () => {
    const emptied = (from: Resources) => from.ofType('Custom::S3AutoDeleteObjects').length

    expect(emptied(new Resources(stackOf({ stage: 'development' }).stack))).toBe(1)
    expect(emptied(resources)).toBe(0)
  })
})

describe('the page', () => {
  it('is what is served at / and wherever no function answers', () => {
    expect(distribution.DefaultRootObject).toBe('index.html')
    expect(originOf(distribution.DefaultCacheBehavior)).toMatchObject({
      DomainName: { 'Fn::GetAtt': [idOf('AWS::S3::Bucket'), 'RegionalDomainName'] },
      OriginAccessControlId: expect.anything(),
    })
  })

  it('has the headers that it has on one machine, and HSTS', () => {
    const { ResponseHeadersPolicyId, Compress } = distribution.DefaultCacheBehavior
    const sent = headersOf(resources.the('AWS::CloudFront::ResponseHeadersPolicy', 'Web'))
    const { 'strict-transport-security': hsts, 'content-security-policy': policy, ...others } = sent
    const { 'content-security-policy': _, ...local } = securityHeaders

    expect(ResponseHeadersPolicyId).toEqual({ Ref: idOf('AWS::CloudFront::ResponseHeadersPolicy') })
    expect(others).toEqual(local)
    // The page may ask where people sign in, and nothing else.
    expect(textOf(policy)).toBe(
      contentSecurityPolicy([
        'https://cognito-idp.{AWS::Region}.amazonaws.com',
        'https://servanda-production-{AWS::AccountId}.auth.{AWS::Region}.amazoncognito.com',
      ]),
    )
    expect(hsts).toBe('max-age=63072000; includeSubDomains')
    expect(Compress).toBe(true)
  })

  it('may ask the organisation’s own issuer where the stage names one', () => {
    const issuer = {
      oidcIssuer: 'https://id.ministry.test/realms/staff',
      oidcClientId: 'dashboard',
      oidcAudience: 'servanda',
      oidcScope: 'servanda',
    }
    const others = new Resources(stackOf(issuer).stack)
    const sent = headersOf(others.the('AWS::CloudFront::ResponseHeadersPolicy', 'Web'))

    expect(sent['content-security-policy']).toBe(contentSecurityPolicy(['https://id.ministry.test']))
  })

  it('is asked for anew each time, and what it loads is kept for ever, as on one machine', async () => {
    const [assets, page] = ['Assets', 'Page'].map((name) =>
      resources.the('Custom::CDKBucketDeployment', `WebFiles${name}`),
    )
    const local = await dashboardRoutes().request('/')
    const [asset] = /\/assets\/[\w-]+\.js/.exec(await local.clone().text()) ?? []
    const kept = await dashboardRoutes().request(asset ?? '')

    expect([page.Exclude, page.Include, assets.Exclude]).toEqual([['*'], ['index.html'], ['index.html']])
    expect(page.SystemMetadata).toEqual({
      'cache-control': local.headers.get('cache-control'),
      'content-type': local.headers.get('content-type'),
    })
    expect(assets.SystemMetadata).toEqual({ 'cache-control': kept.headers.get('cache-control') })
    expect(page.DistributionPaths).toEqual(['/', '/index.html'])
  })

  it('comes after what it loads, and what older pages load stays', () => {
    const deployments = resources.ofType('Custom::CDKBucketDeployment')
    const [[assets], [, page]] = [
      deployments.find(([id]) => id.startsWith('WebFilesAssets'))!,
      deployments.find(([id]) => id.startsWith('WebFilesPage'))!,
    ] as any

    expect(page.DependsOn).toContain(assets)
    expect(deployments.map(([, { Properties }]) => Properties.Prune)).toEqual([false, false])
  })

  it('is written whole: one page, and every file that it names', () => {
    const into = mkdtempSync(join(tmpdir(), 'servanda-web-'))
    try {
      execFileSync(process.execPath, ['--no-warnings', 'web/write.ts', into], { cwd: project })

      const named = readFileSync(join(into, 'index.html'), 'utf8').match(/(?<=\/assets\/)[\w.-]+/g)
      expect(readdirSync(into).sort()).toEqual(['assets', 'index.html'])
      expect(named).toHaveLength(3)
      expect(readdirSync(join(into, 'assets'))).toEqual(expect.arrayContaining(named ?? []))
    } finally {
      rmSync(into, { recursive: true })
    }
  })
})

describe('the files', () => {
  it('have names that do not depend on the folder they are built in', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'servanda-web-'))
    try {
      for (const part of ['web', 'shared', 'client', 'package.json', 'tsconfig.json'])
        cpSync(join(project, part), join(elsewhere, part), { recursive: true })
      symlinkSync(join(project, 'node_modules'), join(elsewhere, 'node_modules'))
      const builtIn = (folder: string) => {
        const into = mkdtempSync(join(elsewhere, 'built-'))
        execFileSync(process.execPath, ['--no-warnings', 'web/write.ts', into], { cwd: folder })
        return [readFileSync(join(into, 'index.html'), 'utf8'), readdirSync(join(into, 'assets')).sort()]
      }

      expect(builtIn(elsewhere)).toEqual(builtIn(project))
    } finally {
      rmSync(elsewhere, { recursive: true })
    }
  })
})

describe('what a function answers', () => {
  it('is the API, the feeds and the links of mails, and nothing of one machine', () => {
    const patterns = distribution.CacheBehaviors.map(({ PathPattern }: any) => PathPattern)

    expect(patterns).toEqual(['/v1/*', '/feeds/*', mailLinksPath])
  })

  it('passes uncached, with all that was sent but the name of the host', () => {
    const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
    const allViewerExceptHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac'

    for (const behaviour of distribution.CacheBehaviors) {
      expect(behaviour).toMatchObject({
        CachePolicyId: cachingDisabled,
        OriginRequestPolicyId: allViewerExceptHost,
      })
      const { DomainName } = originOf(behaviour)
      expect(JSON.stringify(DomainName)).toMatch(/{"Ref":"ApiHttp\w+"},"\.execute-api\."/)
    }
    const may = distribution.CacheBehaviors.map(({ AllowedMethods }: any) => AllowedMethods.includes('POST'))
    expect(may).toEqual([true, false, true])
  })
})

describe('the distribution', () => {
  it('speaks HTTPS only, on both of its sides', () => {
    const { DefaultCacheBehavior, CacheBehaviors, HttpVersion } = distribution
    const policies = [DefaultCacheBehavior, ...CacheBehaviors].map((each) => each.ViewerProtocolPolicy)

    expect(policies).toEqual(['redirect-to-https', 'https-only', 'https-only', 'https-only'])
    expect(originOf(CacheBehaviors[0]).CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    })
    expect(HttpVersion).toBe('http2and3')
  })

  it('keeps no log: the secrets of feeds and of links of mails are in what it would log', () => {
    expect(distribution.Logging).toBeUndefined()
  })

  it('is at a domain of its own from TLS 1.2 on, behind a web ACL, where the stage names them', () => {
    const config = configOf(new Resources(stackOf(own).stack))

    expect(config).toMatchObject({
      Aliases: [own.domain],
      ViewerCertificate: { AcmCertificateArn: own.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      WebACLId: own.webAclArn,
    })
    expect([distribution.Aliases, distribution.WebACLId]).toEqual([undefined, undefined])
  })

  it.each([
    { certificateArn: undefined },
    { domain: undefined },
    { domain: 'https://desk.mission.test' },
    { certificateArn: own.certificateArn.replace('us-east-1', 'eu-central-1') },
    { webAclArn: own.webAclArn.replace('global', 'regional') },
  ])('is refused at a domain that is not told whole or cannot work: %j', (changes) => {
    expect(Stage.safeParse({ ...own, ...changes }).success).toBe(false)
    expect(Stage.safeParse(own).success).toBe(true)
  })
})

describe('mails, and signing in', () => {
  const addresses = (from: Resources) => ({
    ...from.the('AWS::Lambda::Function', 'DeliveryFunction').Environment.Variables,
    home: from.the('AWS::Cognito::UserPoolClient', 'Identity').CallbackURLs,
  })

  it('lead to the distribution', () => {
    const { BASE_URL, LINKS_URL, home } = addresses(resources)

    const name = { 'Fn::GetAtt': [idOf('AWS::CloudFront::Distribution'), 'DomainName'] }
    expect(BASE_URL).toEqual({ 'Fn::Join': ['', ['https://', name]] })
    expect(LINKS_URL).toEqual({ 'Fn::Join': ['', ['https://', name, mailLinksPath]] })
    expect(home).toEqual([BASE_URL])
  })

  it('lead to the domain of the stage', () => {
    expect(addresses(new Resources(stackOf(own).stack))).toMatchObject({
      BASE_URL: 'https://desk.mission.test',
      LINKS_URL: `https://desk.mission.test${mailLinksPath}`,
      home: ['https://desk.mission.test'],
    })
  })
})

/** A text that CloudFormation joins, with what is known only then by its name. */
function textOf(joined: unknown): string {
  if (typeof joined === 'string') return joined
  const [, parts] = (joined as any)['Fn::Join']
  return parts.map((part: any) => (typeof part === 'string' ? part : `{${part.Ref}}`)).join('')
}

/** What CloudFront sends by a policy, by the names of the headers. */
function headersOf({ ResponseHeadersPolicyConfig }: any): Record<string, string> {
  const { SecurityHeadersConfig, CustomHeadersConfig } = ResponseHeadersPolicyConfig
  const { ContentSecurityPolicy, ContentTypeOptions, FrameOptions, ReferrerPolicy, ...rest } =
    SecurityHeadersConfig
  const { StrictTransportSecurity: hsts } = rest
  const all = [...Object.values<any>(SecurityHeadersConfig), ...CustomHeadersConfig.Items]
  expect(all.map(({ Override }) => Override)).not.toContain(false)
  return {
    ...Object.fromEntries(CustomHeadersConfig.Items.map(({ Header, Value }: any) => [Header, Value])),
    'content-security-policy': ContentSecurityPolicy.ContentSecurityPolicy,
    ...(ContentTypeOptions === undefined ? {} : { 'x-content-type-options': 'nosniff' }),
    'x-frame-options': FrameOptions.FrameOption,
    'referrer-policy': ReferrerPolicy.ReferrerPolicy,
    'strict-transport-security': `max-age=${hsts.AccessControlMaxAgeSec}${hsts.IncludeSubdomains ? '; includeSubDomains' : ''}`,
  }
}
