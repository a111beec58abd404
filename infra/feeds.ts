import { Duration } from 'aws-cdk-lib'
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import type { FeedEnv } from '../functions/feed/env.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsApi } from './records-api.ts'
import type { RecordsTable } from './records-table.ts'

export type FeedsProps = { readonly records: RecordsTable; readonly api: RecordsApi }

/**
 * Calendar feeds: a function of its own, since whoever has an address may call it, and no code behind an address can
 * write anything. The address is a secret, which the access log leaves out.
 */
export class Feeds extends Construct {
  readonly function: NodeFunction

  constructor(scope: Construct, id: string, { records, api }: FeedsProps) {
    super(scope, id)
    this.function = new NodeFunction<typeof FeedEnv>(this, 'Function', {
      folder: 'feed',
      description: 'Answers calendar feeds.',
      failedCalls: 'A calendar that gets no answer shows what it had, and asks again some hours later.',
      failure: {
        impact: 'A calendar feed has failed: calendars show what they had.',
        heading: 'A calendar feed fails',
      },
      timeout: Duration.seconds(15),
      memoryMb: 512,
      environment: { TABLE_NAME: records.table.tableName },
    })
    records.grantItems(this.function, ['GetItem', 'BatchGetItem', 'Query'])
    records.grantIndexes(this.function, ['byDue'])
    api.http.addRoutes({
      path: '/feeds/{file}',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('Feeds', this.function),
    })
  }
}
