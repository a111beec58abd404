import { CfnOutput, Fn, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { mailLinksPath } from '../shared/mail-link/mail-link.ts'
import type { Identity } from './identity.ts'
import type { Origin } from './origin.ts'
import { PageHeaders } from './page-headers.ts'
import type { RecordsApi } from './records-api.ts'
import { isProduction, type Stage } from './stage.ts'
import { WebFiles } from './web-files.ts'

export type WebProps = {
  readonly stage: Stage
  readonly api: RecordsApi
  readonly identity: Identity
  readonly origin: Origin
}

/**
 * What people and programs reach: one host for the dashboard and the API, as on one machine, so that the page needs no
 * other origin. The page comes from a bucket that only the distribution reads; whatever the API answers passes uncached.
 */
export class Web extends Construct {
  /** Where the dashboard is: at the stage's own domain, or at the name that CloudFront gives. */
  readonly url: string
  /** Where the links of mails lead. */
  readonly linksUrl: string

  constructor(scope: Construct, id: string, { stage, api, identity, origin }: WebProps) {
    super(scope, id)
    const bucket = this.#bucket(stage)
    const page: BehaviorOptions = {
      // So that what is not there is a 404, not a 403.
      origin: S3BucketOrigin.withOriginAccessControl(bucket, {
        originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
      }),
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: new PageHeaders(this, 'Headers', { issuerOrigins: identity.origins }).policy,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    }
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Servanda-${stage.stage}`,
      defaultBehavior: page,
      additionalBehaviors: answeredBy(api, origin),
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      ...(stage.webAclArn === undefined ? {} : { webAclId: stage.webAclArn }),
      ...(stage.domain === undefined || stage.certificateArn === undefined
        ? {}
        : {
            domainNames: [stage.domain],
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
            certificate: Certificate.fromCertificateArn(this, 'Certificate', stage.certificateArn),
          }),
    })
    // Who has to know a new secret knows it before it is sent.
    distribution.node.addDependency(origin.function)
    new WebFiles(this, 'Files', { bucket, distribution })
    this.url = `https://${stage.domain ?? distribution.distributionDomainName}`
    this.linksUrl = `${this.url}${mailLinksPath}`
    acknowledge(bucket, distribution)
    new CfnOutput(this, 'Domain', {
      value: distribution.distributionDomainName,
      description: 'What a domain of your own has to point to.',
    })
  }

  /** It holds nothing that is not rebuilt. Only development may empty it: in production it stays when the stack goes. */
  #bucket(stage: Stage): IBucket {
    const isKept = isProduction(stage)
    const bucket: unknown = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      autoDeleteObjects: !isKept,
    })
    if (!isBucket(bucket)) throw new TypeError('not a bucket')
    return bucket
  }
}

/** CDK's class fits its own interface only where what is absent and what is undefined are the same. */
function isBucket(made: unknown): made is IBucket {
  return made instanceof Bucket
}

/** Everything that a function answers. `Host` stays behind: API Gateway knows only its own name. */
function answeredBy({ url }: RecordsApi, { headers }: Origin): Record<string, BehaviorOptions> {
  const behaviour = (allowedMethods: AllowedMethods): BehaviorOptions => ({
    origin,
    allowedMethods,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    // A token that was sent in the clear is no secret any more: it is refused, not led to where it works.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  })
  const origin = new HttpOrigin(Fn.select(2, Fn.split('/', url)), {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    customHeaders: headers,
  })
  return {
    '/v1/*': behaviour(AllowedMethods.ALLOW_ALL),
    '/feeds/*': behaviour(AllowedMethods.ALLOW_GET_HEAD),
    // CloudFront knows no other set that has POST.
    [mailLinksPath]: behaviour(AllowedMethods.ALLOW_ALL),
  }
}

function acknowledge(bucket: IBucket, distribution: Distribution): void {
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'It holds the published files of an open-source page, and only the distribution reads it.',
  })
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'Who works for a mission travels: no country is shut out.' },
    {
      id: 'AwsSolutions-CFR2',
      reason:
        'A web ACL costs as much as all the rest of a small deployment: the stage names one (webAclArn).',
    },
    {
      id: 'AwsSolutions-CFR3',
      reason:
        'Its log has paths and queries, which hold the secrets of feeds and of links of mails. The API logs each request without them.',
    },
    {
      id: 'AwsSolutions-CFR4',
      reason: 'With a domain of its own it takes TLS 1.2 and later; at its own name CloudFront decides.',
    },
    {
      id: 'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
      reason: 'The root is the page, and no query reaches the bucket: nobody can have it listed.',
    },
  )
}
