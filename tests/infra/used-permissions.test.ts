import { SendEmailCommand } from '@aws-sdk/client-sesv2'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createMailLinks } from '../../functions/mail-links/app.ts'
import { WorkspaceId } from '../../shared/identity/workspace-id.ts'
import { startImport } from '../../shared/import/import-start.ts'
import { permanent } from '../functions/provider-events/ses-events.ts'
import { keepSource } from '../support/session-source.ts'
import { DeployedProduct } from './deployed-product.ts'
import { tablePermissions } from './guard.ts'
import { Resources, stackOf } from './synthesised.ts'

const resources = new Resources(stackOf().stack)
let product: DeployedProduct

/** Granted for what is still to come; to be taken off this list by whoever builds it. */
const unused: Record<string, string[]> = {
  Api: ['ConditionCheckItem'],
  Sweep: [],
  Delivery: [],
  ProviderEvents: [],
  Reconcile: [],
  MailLinks: [],
  Webhooks: [],
  Witness: [],
  SessionCalendars: [],
  // Lambda itself reads the stream, as the function.
  Changes: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
}

beforeAll(async () => {
  product = await DeployedProduct.open(resources, '2026-03-02T09:00:00Z')
  await aYearOfWork()
})
afterAll(() => product.close())

it('no role is refused what it asks of the table', () => {
  expect(product.guard.refused).toEqual([])
  expect(product.desk.faults).toEqual([])
})

it.each(Object.entries(unused))(
  'the role of %s may do nothing that it never does, but for %j',
  (role, but) => {
    expect([...product.guard.usedBy(role), ...but].sort()).toEqual(tablePermissions(resources, role))
  },
)

const first = { 'if-match': '"1"' }

/** Sessions, settings and dates change under records; mails go out, get lost, are held and sent again. */
async function aYearOfWork(): Promise<void> {
  const sessions = await sessionsOfAnAssembly()
  const weekly = { kind: 'rrule', startsOn: '2026-03-02', rrule: 'FREQ=WEEKLY' }
  await commitment({ schedule: weekly, leadDays: [400] })
  const moved = await commitment({})
  const archived = await commitment({})
  await anImportWhoseClientHasGone()
  await pass('2026-05-01T08:00:00Z')

  const later = { schedule: { kind: 'once', on: '2026-07-01' } }
  await product.api('PATCH', `/v1/commitments/${moved}`, later, first)
  await product.api('DELETE', `/v1/commitments/${archived}`, undefined, first)
  await product.api('DELETE', `${sessions}/81`, undefined, first)
  await product.api('PATCH', '/v1/settings', { name: 'Mission', heartbeat: 'monthly' }, first)
  product.ses.on(SendEmailCommand).rejects(Object.assign(new Error('lost'), { name: 'TimeoutError' }))
  for (const minute of ['01', '10', '20', '30']) await pass(`2026-06-02T08:${minute}:00Z`)

  for (const list of ['records', 'organisations', 'team', 'deadlines', 'reminders', 'calendars'])
    await product.api('GET', `/v1/${list}`)
  const { data } = await product.api('GET', '/v1/reminders?state=held')
  await product.api('POST', `/v1/reminders/${data[0].deliveryId}/resend`, {})
  product.ses.on(SendEmailCommand).resolves({ MessageId: 'm' })
  await pass('2026-06-03T08:00:00Z')
  expect(await product.tellOf(product.mails().at(-1), 'Bounce', permanent)).toEqual({ batchItemFailures: [] })
  await product.api('GET', '/v1/settings/release')
  await aCalendarThatCannotBeRead()
  await anOwnerEndsTheirReminders()
  await aNightAfterAMistake(moved)
  await product.api('POST', '/v1/webhooks', { name: 'Archive', url: 'https://archive.example.org/in' })
  await product.tellChanges()
  await product.tellChanges()
  expect(await product.callWebhooks(await product.sweep())).toBeGreaterThan(0)
  await product.api('GET', '/v1/changes')
}

/** No name leads there from here; after two days somebody is told. */
async function aCalendarThatCannotBeRead(): Promise<void> {
  const { id } = await product.api('POST', '/v1/organisations', { name: 'Conference' })
  const failing = { since: '2026-05-01T00:00:00Z', tries: 3, why: 'It answers 500.', toldAt: null }
  await keepSource(product.desk, id, { failing })

  expect(await product.readCalendars()).toEqual({ read: 1 })

  const { data: found } = await product.api('GET', '/v1/records?q=published')
  expect(found.map(({ title }: any) => title)).toEqual([
    'The published calendar of Conference cannot be read',
  ])
}

/** By the link in the header of a mail, for a record that names an organisation: it is handed over. */
async function anOwnerEndsTheirReminders(): Promise<void> {
  const leyla = { name: 'Leyla', email: 'leyla@mission.test' }
  const { id: ownerId } = await product.api('POST', '/v1/team', leyla)
  const { id: organisationId } = await product.api('POST', '/v1/organisations', { name: 'Council' })
  const record = await commitment({ schedule: { kind: 'once', on: '2026-07-03' }, ownerId, organisationId })
  await pass('2026-06-03T08:00:00Z')
  const mail = product.mails().find(({ Destination }) => Destination?.ToAddresses?.[0] === leyla.email)
  const header = mail?.Content?.Simple?.Headers?.find(({ Name }) => Name === 'List-Unsubscribe')
  const url = header?.Value?.slice(1, -1) ?? ''
  const { table, clock, faults } = product.desk
  const links = createMailLinks({ table, clock, report: (fault) => faults.push(fault) })
  const ask = (method: string) => product.guard.as('MailLinks', async () => links.request(url, { method }))
  expect((await ask('GET')).status).toBe(200)
  expect((await ask('POST')).status).toBe(200)
  expect((await product.api('GET', `/v1/records/${record}`)).ownerId).not.toBe(ownerId)
}

/** Its sheet names an organisation, which is then looked up. */
async function anImportWhoseClientHasGone(): Promise<void> {
  const { table, clock } = product.desk
  const [person] = (await product.api('GET', '/v1/team')).data
  const { items } = await table.query({ partition: 'WORKSPACES' })
  const parts = {
    table,
    workspaceId: WorkspaceId.parse(items[0]?.sk),
    personId: person.id,
    actor: { kind: 'system' as const },
    now: clock(),
    mayWrite: true,
    mayAdminister: true,
  }
  const bytes = new TextEncoder().encode('Organisation,Role\nAssembly,member\n')
  const options = { kind: undefined, dates: undefined }
  const file = { bytes, format: 'csv' as const, charset: undefined, options, columns: new Map() }
  const order = { name: null, dryRun: false, onRefused: 'stop' as const, createOrganisations: false }
  await startImport(parts, file, order)
}

async function sessionsOfAnAssembly(): Promise<string> {
  const rule = { validFrom: '2023-01-01', rrule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=2TU', firstOrdinal: 78 }
  const { id } = await product.api('POST', '/v1/organisations', { name: 'Assembly', sessionRules: [rule] })
  await product.api('POST', `/v1/organisations/${id}/sessions`, { ordinal: 81, opensOn: '2026-09-08' })
  const schedule = { kind: 'session', organisationId: id, edge: 'opens', from: 79, every: 2 }
  await commitment({ schedule, organisationId: id })
  return `/v1/organisations/${id}/sessions`
}

async function commitment(more: object): Promise<string> {
  const once = { schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }
  const { id } = await product.api('POST', '/v1/commitments', { title: 'Report', ...once, ...more })
  return id
}

/** Somebody has written into the table by hand. */
async function aNightAfterAMistake(id: string): Promise<void> {
  const { items } = await product.desk.table.query({ partition: 'WORKSPACES' })
  const pk = `W#${items[0]?.sk}`
  const gone = ['wakeAt', 'wakeShard']
  const person = (await product.api('GET', '/v1/team')).data[0].id
  await product.api('PATCH', `/v1/commitments/${id}`, { ownerId: person }, { 'if-match': '*' })
  await pass('2026-06-03T08:30:00Z')
  await product.desk.table.write([{ delete: { pk: `${pk}#DEPENDENTS#${person}`, sk: id } }])
  await product.desk.table.write([{ update: { pk: `${pk}#${id}`, sk: 'RECORD' }, remove: gone }])
  product.desk.setClock('2026-06-04T01:00:00Z')
  product.setClock('2026-06-04T01:00:00Z')
  const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)

  expect(await product.reconcile()).toEqual({ isOver: true })

  expect(reported.mock.calls.map(([line]) => JSON.parse(line).difference).sort()).toEqual([
    'dependent_missing',
    'sleeps_too_long',
  ])
  reported.mockRestore()
  const written = vi.spyOn(console, 'log').mockImplementation(() => undefined)

  const { count } = await product.witness()

  expect(count).toBeGreaterThan(2)
  expect(written.mock.calls.flatMap(([line]) => JSON.parse(line).heads)).toHaveLength(count)
  written.mockRestore()
}

async function pass(instant: string): Promise<void> {
  product.setClock(instant)
  const answers = await product.deliver(await product.sweep())
  for (const answer of answers) expect(answer).toEqual({ batchItemFailures: [] })
}
