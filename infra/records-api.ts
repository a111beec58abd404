import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { ApiEnv } from '../functions/api/env.ts'
import type { Identity } from './identity.ts'
import { NodeFunction } from './node-function.ts'
import type { Origin } from './origin.ts'
import type { RecordsTable } from './records-table.ts'

export type RecordsApiProps = {
  readonly identity: Identity
  readonly records: RecordsTable
  readonly origin: Origin
}

/** The HTTP API, and the one function behind it. */
export class RecordsApi extends Construct {
  readonly function: NodeFunction
  readonly http: HttpApi
  readonly url: string

  constructor(scope: Construct, id: string, { identity, records, origin }: RecordsApiProps) {
    super(scope, id)
    this.function = new NodeFunction<typeof ApiEnv>(this, 'Function', {
      folder: 'api',
      description: 'Answers the API.',
      failedCalls: 'Whoever asked is waiting for the answer, gets an error, and asks again.',
      failure: {
        impact: 'The API has failed: somebody saw an error.',
        heading: 'The API fails',
      },
      timeout: Duration.seconds(15),
      memoryMb: 1024,
      environment: { ...identity.environment, TABLE_NAME: records.table.tableName },
    })
    records.grantItems(this.function, [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
      'DescribeTable',
    ])
    records.grantIndexes(this.function, ['byDue', 'byTitle'])

    this.http = new HttpApi(this, 'Http', {
      description: 'Servanda',
      createDefaultStage: false,
      defaultAuthorizer: origin.authorizer,
      defaultIntegration: new HttpLambdaIntegration('Function', this.function),
    })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.http,
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLogs(this)),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    })
    this.url = stage.url
  }
}

/**
 * From where somebody asked (through the distribution, which of its edges asked for them), when, and with what result; never a header, and never a path, which may be a feed's with
 * its token. What was asked for is in the function's own log, by route and request id.
 */
const accessLogFields = {
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  at: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  integrationRequestId: '$context.integration.requestId',
  status: '$context.status',
  bytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
}

function accessLogs(scope: Construct): LogGroup {
  return new LogGroup(scope, 'AccessLogs', {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  })
}
