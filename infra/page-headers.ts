import { Duration } from 'aws-cdk-lib'
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront'
import { Construct } from 'constructs'
import { contentSecurityPolicy as policyOf, securityHeaders } from '../web/security-headers.ts'

/** Where people sign in: the page may ask there. */
export type PageHeadersProps = { readonly issuerOrigins: readonly string[] }

/**
 * The headers of the dashboard's files, as on one machine, and HSTS. CloudFront has fields of its own for some and
 * refuses those as custom headers; the types of what is taken out here hold them to what the fields can say.
 */
export class PageHeaders extends Construct {
  readonly policy: ResponseHeadersPolicy

  constructor(scope: Construct, id: string, { issuerOrigins }: PageHeadersProps) {
    super(scope, id)
    const contentSecurityPolicy = policyOf(issuerOrigins)
    const {
      'content-security-policy': _policy,
      'referrer-policy': referrer,
      'x-content-type-options': _nosniff,
      'x-frame-options': frame,
      ...others
    } = securityHeaders
    const override = true
    const securityHeadersBehavior: ResponseSecurityHeadersBehavior = {
      contentSecurityPolicy: { contentSecurityPolicy, override },
      contentTypeOptions: { override },
      frameOptions: { frameOption: frameOptions[frame], override },
      referrerPolicy: { referrerPolicy: referrerPolicies[referrer], override },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(2 * 365),
        includeSubdomains: true,
        override,
      },
    }
    this.policy = new ResponseHeadersPolicy(this, 'Policy', {
      comment: 'What the dashboard is served with',
      securityHeadersBehavior,
      customHeadersBehavior: {
        customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override })),
      },
    })
  }
}

const frameOptions = { DENY: HeadersFrameOption.DENY } as const
const referrerPolicies = { 'no-referrer': HeadersReferrerPolicy.NO_REFERRER } as const
