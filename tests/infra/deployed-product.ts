import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2'
import type { SQSBatchResponse } from 'aws-lambda'
import { mockClient } from 'aws-sdk-client-mock'
import { inject, vi } from 'vitest'
import { liveTableId } from '../../shared/table/live-table.ts'
import { fromSes } from '../functions/provider-events/ses-events.ts'
import { placeOf } from '../support/database.ts'
import { Desk } from '../support/desk.ts'
import { streamRecords } from '../support/stream-records.ts'
import { Guard } from './guard.ts'
import type { Resources } from './synthesised.ts'

/**
 * The product as the template wires it: the handlers in the environment that the template gives them, with the
 * permissions of their roles, on the real engine; EventBridge and SES are mocks that keep what they were sent.
 */
export class DeployedProduct {
  readonly bus = mockClient(EventBridgeClient)
  readonly ses = mockClient(SESv2Client)
  readonly guard: Guard
  readonly desk: Desk
  readonly #resources: Resources

  private constructor(resources: Resources, desk: Desk) {
    this.#resources = resources
    this.desk = desk
    this.guard = new Guard(resources)
    this.bus
      .on(PutEventsCommand)
      .callsFake(({ Entries }) => ({ Entries: Entries.map(() => ({ EventId: 'e' })) }))
    this.ses.on(SendEmailCommand).resolves({ MessageId: 'm' })
  }

  static async open(resources: Resources, now: string): Promise<DeployedProduct> {
    const desk = await Desk.open(now)
    const { raw, tableName } = placeOf(desk.table)
    desk.tableId = liveTableId(raw, tableName)
    return new DeployedProduct(resources, desk)
  }

  close(): void {
    this.bus.restore()
    this.ses.restore()
    vi.useRealTimers()
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }

  setClock(now: string): void {
    this.desk.setClock(now)
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) })
  }

  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any> {
    return this.guard.as('Api', () => this.desk.done(method, path, body, headers))
  }

  /** One wake, and what it put on the bus. */
  async sweep(): Promise<PutEventsRequestEntry[]> {
    this.bus.resetHistory()
    const handler = await this.#handler('sweep', 'SweepFunction')
    await this.guard.as('Sweep', () => handler())
    return this.bus.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? [])
  }

  /** All that the table's stream has told so far, as Lambda hands it over. */
  async tellChanges(): Promise<void> {
    const handler = await this.#handler('changes', 'ChangesFunction')
    const { tableName } = placeOf(this.desk.table)
    const Records = await streamRecords(inject('databaseEndpoint'), tableName)
    await this.guard.as('Changes', () => handler({ Records }))
  }

  /** The calls of webhooks that the rule lets through. */
  async callWebhooks(entries: readonly PutEventsRequestEntry[]): Promise<number> {
    const handler = await this.#handler('webhook', 'WebhooksFunction')
    const { EventPattern } = this.#resources.the('AWS::Events::Rule', 'Webhooks')
    const calls = entries.filter(({ DetailType }) => EventPattern['detail-type'].includes(DetailType))
    for (const { Detail } of calls) {
      const Records = [{ messageId: 'm', body: JSON.stringify({ detail: JSON.parse(Detail ?? '') }) }]
      await this.guard.as('Webhooks', () => handler({ Records }))
    }
    return calls.length
  }

  /** One night's reconcile. */
  async reconcile(): Promise<{ isOver: boolean }> {
    const handler = await this.#handler('reconcile', 'ReconcileFunction')
    return this.guard.as('Reconcile', () => handler())
  }

  /** Once how far every history goes. */
  async witness(): Promise<{ count: number }> {
    const handler = await this.#handler('witness', 'WitnessFunction')
    return this.guard.as('Witness', () => handler())
  }

  /** Once the published calendars whose time has come. */
  async readCalendars(): Promise<{ read: number }> {
    const handler = await this.#handler('session-calendars', 'SessionCalendarsFunction')
    return this.guard.as('SessionCalendars', () => handler())
  }

  /** What the rule lets through, one message to a call as the queue hands it over. */
  async deliver(entries: readonly PutEventsRequestEntry[]): Promise<SQSBatchResponse[]> {
    const handler = await this.#handler('deliver', 'DeliveryFunction')
    const answers: SQSBatchResponse[] = []
    for (const { Source, DetailType, Detail } of entries.filter((entry) => this.#passesRule(entry))) {
      const event = { source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail ?? '') }
      const Records = [{ messageId: 'm', body: JSON.stringify(event) }]
      answers.push(await this.guard.as('Delivery', () => handler({ Records })))
    }
    return answers
  }

  /** What SES tells of a mail, as the queue hands it over. */
  async tellOf(mail: SendEmailCommandInput | undefined, eventType: string, more: object = {}) {
    const handler = await this.#handler('provider-events', 'ProviderEventsFunction')
    const key = mail?.EmailTags?.find(({ Name }) => Name === 'servanda-envelope')?.Value ?? ''
    const body = JSON.stringify({ source: 'aws.ses', detail: fromSes(key, eventType, more) })
    const event = { Records: [{ messageId: 'm', body }] }
    return this.guard.as('ProviderEvents', () => handler(event)) as Promise<SQSBatchResponse>
  }

  mails(): SendEmailCommandInput[] {
    return this.ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input)
  }

  #passesRule({ EventBusName, Source, DetailType }: PutEventsRequestEntry): boolean {
    const { EventBusName: bus, EventPattern, State } = this.#resources.the('AWS::Events::Rule', 'Delivery')
    const { source, 'detail-type': detailType, ...others } = EventPattern
    if (State !== 'ENABLED' || Object.keys(others).length > 0)
      throw new Error('a rule that is not known here')
    return EventBusName === bus.Ref && source.includes(Source) && detailType.includes(DetailType)
  }

  /** A name in the environment that the template refers to stands for itself; only the table's is a real one. */
  async #handler(
    folder:
      | 'sweep'
      | 'deliver'
      | 'provider-events'
      | 'reconcile'
      | 'changes'
      | 'webhook'
      | 'witness'
      | 'session-calendars',
    prefix: string,
  ): Promise<(event?: unknown) => Promise<any>> {
    for (const name of variables) vi.stubEnv(name, undefined)
    const { Environment } = this.#resources.the('AWS::Lambda::Function', prefix)
    const { tableName } = placeOf(this.desk.table)
    for (const [name, value] of Object.entries<any>(Environment.Variables))
      vi.stubEnv(name, filledIn(value, tableName))
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', inject('databaseEndpoint'))
    for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'local')
    vi.resetModules()
    return (await import(`../../functions/${folder}/handler.ts`)).handler
  }
}

/** What the template composes of several names is an address here. */
function filledIn(value: any, tableName: string): string {
  if (typeof value === 'string') return value
  if (value.Ref?.startsWith('RecordsTable')) return tableName
  return value.Ref ?? 'https://api.mission.test/mail-links'
}

/** What no function may have from the shell that runs the tests. */
const variables = [
  'TABLE_NAME',
  'EVENT_BUS_NAME',
  'MAIL_FROM',
  'SES_CONFIGURATION_SET',
  'BASE_URL',
  'LINKS_URL',
]
