import { Aws, CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import {
  AccountRecovery,
  type CfnUserPoolClient,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type * as z from 'zod'
import type { SignInEnv } from '../functions/api/sign-in.ts'
import { isProduction, type Stage } from './stage.ts'

export type IdentityProps = { readonly stage: Stage }

const scopeOf = { server: 'servanda', scope: 'api' } as const

/**
 * Where people sign in: the organisation's own issuer where the stage names one, else a user pool of this stack, with
 * one public client for the dashboard (authorisation code with PKCE). Nobody signs up by themselves.
 */
export class Identity extends Construct {
  /** What the API's function has to know to verify access tokens. */
  readonly environment: z.input<typeof SignInEnv>
  /** What a browser asks to sign somebody in: the issuer and, of a pool, where its pages are. */
  readonly origins: readonly string[]
  #client: CfnUserPoolClient | undefined

  constructor(scope: Construct, id: string, { stage }: IdentityProps) {
    super(scope, id)
    this.environment = stage.oidcIssuer === undefined ? this.#ownPool(stage) : issuerOf(stage)
    this.origins = stage.oidcIssuer === undefined ? originsOfPool(stage) : [new URL(stage.oidcIssuer).origin]
    new CfnOutput(this, 'Issuer', { value: this.environment.OIDC_ISSUER ?? '' })
    new CfnOutput(this, 'ClientId', { value: this.environment.OIDC_CLIENT_ID ?? '' })
  }

  /** Tells the pool where the dashboard is, whose place is known only once the API is there. */
  leadBackTo(home: string): void {
    if (this.#client === undefined) return
    this.#client.callbackUrLs = [home]
    this.#client.logoutUrLs = [home]
  }

  #ownPool(stage: Stage): z.input<typeof SignInEnv> {
    const keepsData = isProduction(stage)
    const pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG3',
      reason:
        'Threat protection belongs to the Plus plan, which is billed by the person. MFA is required instead.',
    })
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'The Plus plan is billed by the person; what it adds is threat protection. MFA is required instead.',
    })
    pool.addDomain('SignIn', { cognitoDomain: { domainPrefix: domainPrefix(stage) } })
    const client = this.#dashboard(pool)
    return {
      OIDC_ISSUER: pool.userPoolProviderUrl,
      OIDC_CLIENT_ID: client.userPoolClientId,
      OIDC_SCOPE: `${scopeOf.server}/${scopeOf.scope}`,
    }
  }

  #dashboard(pool: UserPool): UserPoolClient {
    const api = new ResourceServerScope({ scopeName: scopeOf.scope, scopeDescription: 'Use Servanda' })
    const server = pool.addResourceServer('Api', { identifier: scopeOf.server, scopes: [api] })
    const client = pool.addClient('Dashboard', {
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.resourceServer(server, api)],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(12),
    })
    // Without any flow CDK leaves the list out, and Cognito then adds flows of its own.
    const resource = client.node.defaultChild
    if (!isClient(resource)) throw new TypeError('not a client')
    resource.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH']
    this.#client = resource
    return client
  }
}

function domainPrefix({ stage }: Stage): string {
  return `servanda-${stage}-${Aws.ACCOUNT_ID}`
}

/** Discovery and keys are at the Region's own name, the sign-in and its tokens at the pool's. */
function originsOfPool(stage: Stage): readonly string[] {
  return [
    `https://cognito-idp.${Aws.REGION}.amazonaws.com`,
    `https://${domainPrefix(stage)}.auth.${Aws.REGION}.amazoncognito.com`,
  ]
}

function isClient(resource: Construct['node']['defaultChild']): resource is CfnUserPoolClient {
  return resource !== undefined && 'explicitAuthFlows' in resource
}

function issuerOf(stage: Stage): z.input<typeof SignInEnv> {
  return {
    OIDC_ISSUER: stage.oidcIssuer,
    OIDC_CLIENT_ID: stage.oidcClientId,
    OIDC_AUDIENCE: stage.oidcAudience,
    OIDC_SCOPE: stage.oidcScope,
  }
}
