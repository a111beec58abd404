import { Duration } from 'aws-cdk-lib'
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import type { MailLinksEnv } from '../functions/mail-links/env.ts'
import { mailLinksPath } from '../shared/mail-link/mail-link.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsApi } from './records-api.ts'
import type { RecordsTable } from './records-table.ts'

export type MailLinksProps = { readonly records: RecordsTable; readonly api: RecordsApi }

/**
 * What the links of mails lead to: a function of its own, since whoever has a mail may call it, and its code can do
 * nothing but what a token names. The token is in the query, which the access log leaves out.
 */
export class MailLinks extends Construct {
  readonly function: NodeFunction

  constructor(scope: Construct, id: string, { records, api }: MailLinksProps) {
    super(scope, id)
    this.function = new NodeFunction<typeof MailLinksEnv>(this, 'Function', {
      folder: 'mail-links',
      description: 'Shows what a link of a mail would do, and does it.',
      failedCalls:
        'Whoever pressed the button is waiting for the answer, gets an error, and presses it again.',
      failure: {
        impact: 'A link of a mail has failed: somebody could not answer.',
        heading: 'A link of a mail fails',
      },
      timeout: Duration.seconds(15),
      memoryMb: 512,
      environment: { TABLE_NAME: records.table.tableName },
    })
    records.grantItems(this.function, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'])
    api.http.addRoutes({
      path: mailLinksPath,
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration: new HttpLambdaIntegration('MailLinks', this.function),
    })
  }
}
