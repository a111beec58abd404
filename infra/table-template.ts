import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import { App, Stack } from 'aws-cdk-lib'
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb'
import * as z from 'zod'
import { RecordsTable } from './records-table.ts'

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
const Properties = z.object({
  KeySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z.array(
    z.object({
      IndexName: z.string(),
      KeySchema,
      Projection: z.object({
        ProjectionType: z.enum(['KEYS_ONLY', 'INCLUDE', 'ALL']),
        NonKeyAttributes: z.array(z.string()).optional(),
      }),
    }),
  ),
  StreamSpecification: z.object({ StreamViewType: z.literal('NEW_AND_OLD_IMAGES') }),
})

/**
 * The table as the synthesised template has it, as an input of CreateTable: a local table and a deployed one cannot
 * differ. What only AWS has (recovery, protection, encryption) is left out.
 */
export function tableDefinition(): Omit<CreateTableCommandInput, 'TableName'> {
  // CDK's check of the template takes 1.5 seconds and 200 MB; the synthesis of the whole stack has it.
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: false })
  const stack = new Stack(app, 'Table')
  const { table } = new RecordsTable(stack, 'Records', { keepsData: false })
  const { StreamSpecification, ...rest } = Properties.parse(synthesised(app, stack, table.node.defaultChild))
  return { ...rest, StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }
}

function synthesised(app: App, stack: Stack, resource: unknown): unknown {
  if (!CfnTable.isCfnResource(resource)) throw new TypeError('not a table')
  const { template } = app.synth().getStackArtifact(stack.artifactId)
  const { Resources } = z
    .object({ Resources: z.record(z.string(), z.object({ Properties: z.unknown() })) })
    .parse(template)
  return Resources[stack.getLogicalId(resource)]?.Properties
}
