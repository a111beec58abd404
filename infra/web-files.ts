import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  AssetHashType,
  CfnElement,
  DockerImage,
  Duration,
  RemovalPolicy,
  Stack,
  Validations,
} from 'aws-cdk-lib'
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Asset } from 'aws-cdk-lib/aws-s3-assets'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import { Construct } from 'constructs'

export type WebFilesProps = { readonly bucket: IBucket; readonly distribution: Distribution }

const web = fileURLToPath(new URL('../web', import.meta.url))
const page = 'index.html'

/**
 * Puts the dashboard's files into the bucket: first what the page loads, then the page. Nothing is taken away, since a
 * page that is open still asks for the parts that it was built with.
 */
export class WebFiles extends Construct {
  constructor(scope: Construct, id: string, { bucket, distribution }: WebFilesProps) {
    super(scope, id)
    const files = builtFiles(this)
    const role = publisher(this, { bucket, distribution, files })
    const shared = {
      sources: [Source.bucket(files.bucket, files.s3ObjectKey)],
      destinationBucket: bucket,
      prune: false,
      // CDK's own grants are wider: all that may be done is said in `publisher`.
      role: role.withoutPolicyUpdates(),
      logGroup: new LogGroup(this, 'Logs', {
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    }
    shared.logGroup.grantWrite(role)
    const assets = new BucketDeployment(this, 'Assets', {
      ...shared,
      exclude: [page],
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.days(365)),
        CacheControl.immutable(),
      ],
    })
    const index = new BucketDeployment(this, 'Page', {
      ...shared,
      exclude: ['*'],
      include: [page],
      contentType: 'text/html; charset=utf-8',
      cacheControl: [CacheControl.noCache()],
      distribution,
      distributionPaths: ['/', `/${page}`],
    })
    assets.node.addDependency(role)
    index.node.addDependency(assets)
    acknowledge(this)
  }
}

/** A program of its own builds them, since the CDK waits for nothing. They are named by the hash of what comes out. */
function builtFiles(scope: Construct): Asset {
  return new Asset(scope, 'Built', {
    path: web,
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK wants an image in case that nothing local can build; this can, or throws.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle(into) {
          execFileSync(process.execPath, [join(web, 'write.ts'), into])
          return true
        },
      },
    },
  })
}

function publisher(
  scope: Construct,
  { bucket, distribution, files }: WebFilesProps & { readonly files: Asset },
): Role {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
  const may = (resource: string, ...actions: string[]) =>
    role.addToPolicy(new PolicyStatement({ actions, resources: [resource] }))
  may(files.bucket.arnForObjects(files.s3ObjectKey), 's3:GetObject')
  may(bucket.bucketArn, 's3:ListBucket')
  may(bucket.arnForObjects(page), 's3:PutObject')
  may(bucket.arnForObjects('assets/*'), 's3:PutObject')
  may(distribution.distributionArn, 'cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation')
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${idOf(bucket)}.Arn>/assets/*]`,
    reason: 'What the page loads is named by its content, in a folder of a bucket that is theirs alone.',
  })
  return role
}

/** CDK's own function, one for the stack, which runs while the stack is deployed. */
function acknowledge(scope: Construct): void {
  const [publish] = Stack.of(scope).node.children.filter(({ node }) =>
    node.id.startsWith('Custom::CDKBucketDeployment'),
  )
  if (publish === undefined) throw new Error('CDK has no function that publishes')
  const reason =
    'CDK makes it and chooses its runtime; where it fails, the deployment fails and is rolled back.'
  Validations.of(publish).acknowledge(
    { id: 'Serverless-LambdaDLQ', reason },
    { id: 'Serverless-LambdaTracing', reason },
    { id: 'Serverless-LambdaLatestVersion', reason },
    { id: 'AwsSolutions-L1', reason },
  )
}

function idOf({ stack, node: { defaultChild } }: IBucket): string {
  if (!CfnElement.isCfnElement(defaultChild)) throw new TypeError('not a bucket of this stack')
  return stack.getLogicalId(defaultChild)
}
