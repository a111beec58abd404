import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { type IndexName, tableSchema } from '../shared/table/schema.ts'

export type RecordsTableProps = {
  /** Production keeps its data: the table outlives the stack, and cannot be deleted by mistake. */
  readonly keepsData: boolean
  /** The ARN of the stream of a table that was restored from a backup, and takes the place of the stack's own. */
  readonly restored?: string | undefined
}

/** The single table. Its keys and indexes are named once, in `shared/table/schema.ts`. */
export class RecordsTable extends Construct {
  readonly table: Table | ITable

  constructor(scope: Construct, id: string, props: RecordsTableProps) {
    super(scope, id)
    this.table = props.restored === undefined ? this.#own(props) : this.#restored(props.restored)
  }

  /** It belongs to no stack: whoever restored it switched on what a restored table does not bring along. */
  #restored(tableStreamArn: string): ITable {
    const tableArn = tableStreamArn.replace(/\/stream\/.*$/, '')
    return Table.fromTableAttributes(this, 'Restored', { tableArn, tableStreamArn })
  }

  #own(props: RecordsTableProps): Table {
    const table = new Table(this, 'Table', {
      partitionKey: text(tableSchema.partitionKey),
      sortKey: text(tableSchema.sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.keepsData,
      removalPolicy: props.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      encryption: TableEncryption.AWS_MANAGED,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: tableSchema.ttl,
    })
    for (const [indexName, { partitionKey, sortKey, projected }] of Object.entries(tableSchema.indexes)) {
      const isKeysOnly = projected.length === 0
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        ...(isKeysOnly
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projected] }),
      })
    }
    return table
  }

  /** Actions on items, by name: what CDK's own grants add beside them (Scan, every index) nothing here needs. */
  grantItems(grantee: IGrantable, actions: readonly ItemAction[]): void {
    const named = actions.map((action) => `dynamodb:${action}`)
    Grant.addToPrincipal({ grantee, actions: named, resourceArns: [this.table.tableArn] })
  }

  /** Queries of named indexes. */
  grantIndexes(grantee: IGrantable, indexes: readonly IndexName[]): void {
    const resourceArns = indexes.map((index) => `${this.table.tableArn}/index/${index}`)
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:Query'], resourceArns })
  }
}

type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'
  | 'DescribeTable'

function text(name: string) {
  return { name, type: AttributeType.STRING }
}
