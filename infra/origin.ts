import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { originHeader } from '../functions/origin/came-through.ts'
import type { OriginEnv } from '../functions/origin/env.ts'
import { NodeFunction } from './node-function.ts'
import type { Stage } from './stage.ts'

export type OriginProps = { readonly stage: Stage }

/**
 * How the API knows what came through the distribution: by a secret that this sends along, and that the API asks for
 * before any of its routes. Without it the API's own address would be a way around the web ACL. It cannot be taken away
 * instead: CloudFront reaches an HTTP API by that address, unless the API has a domain and a certificate of its own.
 *
 * The secret is numbered by the stage. While another one takes its place, both are let through.
 */
export class Origin extends Construct {
  readonly function: NodeFunction
  readonly authorizer: HttpLambdaAuthorizer
  /** What the distribution sends, by name. The value is in no template: CloudFormation puts it in. */
  readonly headers: Readonly<Record<string, string>>

  constructor(scope: Construct, id: string, { stage: { originSecret } }: OriginProps) {
    super(scope, id)
    const secret = this.#secret(originSecret)
    const before = originSecret > 1 ? this.#secret(originSecret - 1) : undefined
    this.headers = { [originHeader]: secret }
    this.function = new NodeFunction<typeof OriginEnv>(this, 'Function', {
      folder: 'origin',
      description: 'Tells requests that came through the distribution from others.',
      failedCalls: 'Whoever asked is waiting for the answer, gets an error, and asks again.',
      failure: {
        impact: 'Requests cannot be told from those around the distribution: nobody gets an answer.',
        heading: 'The API fails',
      },
      timeout: Duration.seconds(5),
      memoryMb: 256,
      environment: { ORIGIN_SECRET: secret, ORIGIN_SECRET_BEFORE: before },
    })
    this.authorizer = new HttpLambdaAuthorizer('Origin', this.function, {
      // Without it the API answers 401 by itself, and no function is called.
      identitySource: [`$request.header.${originHeader}`],
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: Duration.hours(1),
    })
  }

  #secret(n: number): string {
    const secret = new Secret(this, `Secret${n}`, {
      description: 'By which the API knows what came through the distribution.',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    })
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'It gives no access to anything, and a rotation has to reach the distribution: a deployment does it (originSecret).',
    })
    // A reference that CloudFormation resolves; CDK only wants it said that the function's environment may have it.
    return secret.secretValue.unsafeUnwrap()
  }
}
