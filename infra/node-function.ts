import { fileURLToPath } from 'node:url'
import { type Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { bundle } from './bundle.ts'

export type NodeFunctionProps<Env extends Record<string, string | undefined>> = {
  /** The folder below `functions/` whose `handler.ts` it runs. */
  readonly folder: string
  readonly description: string
  readonly timeout: Duration
  readonly memoryMb: number
  /** Typed by the function's own schema: a variable that is missing does not compile. */
  readonly environment: Env
  /** At most so many at a time, where more would harm what it works on. */
  readonly reservedConcurrency?: number
}

/** How every function is made: Node 24 on Graviton, one bundled module, logs that end, a role of its own. */
export class NodeFunction<Env extends Record<string, string | undefined>> extends Construct {
  readonly function: LambdaFunction

  constructor(scope: Construct, id: string, props: NodeFunctionProps<Env>) {
    super(scope, id)
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    const entry = fileURLToPath(new URL(`../functions/${props.folder}/handler.ts`, import.meta.url))
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle(entry)),
      memorySize: props.memoryMb,
      timeout: props.timeout,
      environment: defined(props.environment),
      logGroup,
      role,
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
    })
  }
}

function defined(environment: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
