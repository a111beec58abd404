import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type * as z from 'zod'
import type { Meaning } from './alarm-bell.ts'
import { bundledCode } from './bundle.ts'

/** The schema by which a function parses its environment: what goes in is text. */
type EnvSchema = z.ZodType<unknown, Record<string, string | undefined>>

export type NodeFunctionProps<Env extends EnvSchema> = {
  /** The folder below `functions/` whose `handler.ts` it runs. */
  readonly folder: string
  readonly description: string
  /** What becomes of a call that fails: who tries again, or where it lies. No function has a dead-letter queue of its own. */
  readonly failedCalls: string
  /** What it means for people that it fails: its alarm says so. */
  readonly failure: Meaning
  readonly timeout: Duration
  readonly memoryMb: number
  /** What the function's own schema takes: without a variable that it asks for, this does not compile. */
  readonly environment: z.input<Env>
  /** So many calls have their place kept, and no more run at a time. An account whose quota is small refuses it. */
  readonly reservedConcurrency?: number | undefined
  /** How long its log is kept where that is evidence, which then stays when the stack goes; else three months. */
  readonly logRetention?: RetentionDays
}

/** How every function is made: Node 24 on Graviton, one bundled module, logs that end, a role of its own. */
export class NodeFunction<Env extends EnvSchema = EnvSchema> extends LambdaFunction {
  readonly failure: Meaning

  constructor(scope: Construct, id: string, props: NodeFunctionProps<Env>) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: props.logRetention ?? RetentionDays.THREE_MONTHS,
      removalPolicy: props.logRetention === undefined ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    })
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    super(scope, id, {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: bundledCode(props.folder),
      memorySize: props.memoryMb,
      timeout: props.timeout,
      environment: defined(props.environment),
      // In JSON each line has its level, which the alarms count.
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      role,
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
    })
    this.failure = props.failure
    Validations.of(this).acknowledge(
      { id: 'Serverless-LambdaDLQ', reason: props.failedCalls },
      {
        id: 'Serverless-LambdaTracing',
        reason:
          'Tracing needs a permission on every resource of the account, and says no more than the logs: each line has its request.',
      },
    )
  }
}

function defined(environment: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
