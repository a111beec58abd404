import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Alarms } from './alarms.ts'
import { Budget } from './budget.ts'
import { Changes } from './changes.ts'
import { Dashboard } from './dashboard.ts'
import { Delivery } from './delivery.ts'
import { Feeds } from './feeds.ts'
import { Identity } from './identity.ts'
import { MailLinks } from './mail-links.ts'
import { Origin } from './origin.ts'
import { ProviderEvents } from './provider-events.ts'
import { Reconcile } from './reconcile.ts'
import { RecordsApi } from './records-api.ts'
import { RecordsTable } from './records-table.ts'
import { SessionCalendars } from './session-calendars.ts'
import { isProduction, type Stage } from './stage.ts'
import { Sweep } from './sweep.ts'
import { Web } from './web.ts'
import { Webhooks } from './webhooks.ts'
import { Witness } from './witness.ts'

export type ServandaStackProps = { readonly stage: Stage }

/** Servanda in one account and Region: read it as a table of contents. */
export class ServandaStack extends Stack {
  constructor(scope: Construct, id: string, { stage }: ServandaStackProps) {
    super(scope, id, {
      description: 'Servanda: obligations, their deadlines and reminders.',
      env: stage.region === undefined ? {} : { region: stage.region },
    })

    const records = new RecordsTable(this, 'Records', {
      keepsData: isProduction(stage),
      restored: stage.restoredTable,
    })
    const identity = new Identity(this, 'Identity', { stage })
    const origin = new Origin(this, 'Origin', { stage })
    const api = new RecordsApi(this, 'Api', { records, identity, origin })
    const feeds = new Feeds(this, 'Feeds', { records, api })
    const mailLinks = new MailLinks(this, 'MailLinks', { records, api })
    const web = new Web(this, 'Web', { stage, api, identity, origin })
    const baseUrl = stage.baseUrl ?? web.url
    identity.leadBackTo(baseUrl)
    const delivery = new Delivery(this, 'Delivery', { records, stage, baseUrl, linksUrl: web.linksUrl })
    const providerEvents = new ProviderEvents(this, 'ProviderEvents', { records, delivery })
    const sweep = new Sweep(this, 'Sweep', { records, delivery, stage })
    const reconcile = new Reconcile(this, 'Reconcile', { records })
    const sessionCalendars = new SessionCalendars(this, 'SessionCalendars', { records })
    const witness = new Witness(this, 'Witness', { records, stage })
    const changes = new Changes(this, 'Changes', { records, delivery })
    const webhooks = new Webhooks(this, 'Webhooks', { records, delivery })
    new Dashboard(this, 'Dashboard', {
      stage,
      records,
      api,
      sweep,
      delivery,
      changes,
      functions: {
        origin: origin.function,
        api: api.function,
        feeds: feeds.function,
        mailLinks: mailLinks.function,
        sweep: sweep.function,
        delivery: delivery.function,
        providerEvents: providerEvents.function,
        reconcile: reconcile.function,
        changes: changes.function,
        webhooks: webhooks.function,
        witness: witness.function,
        sessionCalendars: sessionCalendars.function,
      },
    })
    new Budget(this, 'Budget', { stage })
    new Alarms(this, 'Alarms', {
      stage,
      records,
      api,
      sweep,
      delivery,
      providerEvents,
      reconcile,
      changes,
    })

    new CfnOutput(this, 'DashboardUrl', {
      value: web.url,
      description: 'Where the dashboard is, and the API.',
    })
    new CfnOutput(this, 'TableName', { value: records.table.tableName })
  }
}
