import type { Route } from '../../functions/api/route.ts'
import type { Desk } from './desk.ts'
import { keepSource } from './session-source.ts'
import { tellChanges } from './tell-changes.ts'
import { upload } from './uploads.ts'

/** In every text of what is confidential; no answer to somebody who may not see it has it. */
export const hiddenCanary = 'Kanarienvogel'
/** In every text of the workspace; no answer to another workspace has it. */
export const ourCanary = 'Zeisig'

const nothing = 'f'.repeat(32)

/** What stands in the place of a parameter of a path, by its name. */
export type Ids = Readonly<Record<string, string>>

/**
 * A workspace that has one of everything, once for all to see and once confidential, and ids of nothing. Whoever adds
 * a route whose path has a new parameter, or that needs a body, says here what it is; until then the tests of
 * isolation, confidentiality and permissions fail.
 */
export class Estate {
  readonly desk: Desk
  readonly open: Ids
  /** Ids of what is confidential; of a parameter that nothing confidential has, what is not there. */
  readonly hidden: Ids
  readonly absent: Ids
  /** Who sees what is confidential. */
  readonly insiderId: string

  private constructor(desk: Desk, ids: { open: Ids; hidden: Ids; absent: Ids; insiderId: string }) {
    this.desk = desk
    this.open = ids.open
    this.hidden = ids.hidden
    this.absent = ids.absent
    this.insiderId = ids.insiderId
  }

  static async build(desk: Desk): Promise<Estate> {
    const post = (path: string, body: object, headers = {}) => desk.done('POST', path, body, headers)
    const insider = await post('/v1/team', { name: 'Insider', email: 'insider@example.org', role: 'editor' })
    const organisation = await post('/v1/organisations', { name: ourCanary })
    await post(`/v1/organisations/${organisation.id}/sessions`, { ordinal: 81, opensOn: '2026-09-08' })
    const ofOrganisation = await post(`/v1/organisations/${organisation.id}/events`, {
      kind: 'visit',
      note: ourCanary,
    })
    await keepSource(desk, organisation.id, { leaveOut: [ourCanary] })
    const calendar = await post('/v1/calendars', { name: ourCanary })
    const token = await post('/v1/tokens', { name: ourCanary })
    const channel = await post('/v1/channels', {
      kind: 'webhook',
      name: ourCanary,
      target: 'https://archive.example.org/in',
    })
    const webhook = await post('/v1/webhooks', { name: ourCanary, url: 'https://archive.example.org/in' })
    await tellChanges(desk.table, { now: desk.clock })
    const agreement = await post('/v1/agreements', { title: ourCanary, type: 'other', parties: [] })
    const membership = await post('/v1/memberships', { organisationId: organisation.id, role: 'member' })
    const open = await recordWith(desk, ourCanary, {})
    const hidden = await recordWith(desk, hiddenCanary, { visibleTo: [insider.id] }, insider.id)
    const days = { startsOn: '2026-08-03', endsOn: '2026-08-14', note: ourCanary }
    const absence = await post(`/v1/team/${insider.id}/absences`, days)
    const feed = await post('/v1/feeds', { name: ourCanary })
    const sheet = `Title,Due\n${ourCanary},2027-01-01\n`
    const { body: file } = await upload(desk, 'csv', sheet, '?dryRun=true')
    await desk.passTo('2026-03-04T09:00:00Z')
    const sent = await desk.done('GET', '/v1/reminders?state=sent', undefined, await desk.tokenOf(insider.id))
    const deliveryOf = (recordId: string): string =>
      sent.data.find(({ deadlineId }: any) => deadlineId.startsWith(recordId)).deliveryId
    const shared = {
      organisationId: organisation.id,
      ordinal: '81',
      seq: '1',
      calendarId: calendar.id,
      personId: insider.id,
      tokenId: token.id,
      channelId: channel.id,
      importId: file.id,
      webhookId: webhook.id,
      messageId: '1',
      feedId: feed.id,
      absenceId: absence.id,
    }
    const absent = {
      organisationId: `org_${nothing}`,
      ordinal: '81',
      seq: '1',
      calendarId: `cal_${nothing}`,
      personId: `per_${nothing}`,
      tokenId: `tok_${nothing}`,
      channelId: `chn_${nothing}`,
      importId: `imp_${nothing}`,
      webhookId: `whk_${nothing}`,
      messageId: '1',
      feedId: `fed_${nothing}`,
      absenceId: `abs_${nothing}`,
      recordId: `com_${nothing}`,
      deadlineId: `com_${nothing}.occurrence.2026-06-01`,
      eventId: `evt_${nothing}`,
      deliveryId: 'eyJ4IjoxfQ',
    }
    return new Estate(desk, {
      open: {
        ...shared,
        recordId: open.id,
        'agreements recordId': agreement.id,
        'memberships recordId': membership.id,
        deadlineId: `${open.id}.occurrence.2026-06-01`,
        eventId: open.eventId,
        'organisations eventId': ofOrganisation.id,
        deliveryId: deliveryOf(open.id),
      },
      hidden: {
        ...absent,
        recordId: hidden.id,
        deadlineId: `${hidden.id}.occurrence.2026-06-01`,
        eventId: hidden.eventId,
        deliveryId: deliveryOf(hidden.id),
      },
      absent,
      insiderId: insider.id,
    })
  }
}

/** A commitment with an event, a touched deadline and a reminder that was sent, with a word in all its texts. */
async function recordWith(desk: Desk, word: string, fields: object, insiderId?: string) {
  const headers = insiderId === undefined ? {} : await desk.tokenOf(insiderId)
  const schedule = { kind: 'list', dates: ['2026-06-01', '2026-09-01'] }
  const texts = {
    title: word,
    note: word,
    externalRef: word,
    areas: [word],
    milestones: [{ key: 'm', title: word, offset: '-P30D' }],
  }
  const { id } = await desk.done('POST', '/v1/commitments', { ...texts, schedule, ...fields }, headers)
  const event = await desk.done('POST', `/v1/records/${id}/events`, { kind: 'meeting', note: word }, headers)
  const path = `/v1/deadlines/${id}.occurrence.2026-09-01/complete`
  await desk.done('POST', path, { note: word }, { ...headers, 'if-match': '*' })
  return { id, eventId: event.id }
}

/** The path of a route with ids in the place of its parameters. */
export function filled({ path, operationId }: Pick<Route, 'path' | 'operationId'>, ids: Ids): string {
  const resource = path.split('/')[2]
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[`${resource} ${name}`] ?? ids[name]
    if (id === undefined) throw new Error(`${operationId}: tell tests/support/estate.ts what {${name}} is`)
    return id
  })
}

/** A body that the route takes, if what its path names is there. */
export function bodyOf(route: Route, { personId }: { readonly personId: string }): unknown {
  if (route.method === 'get' || route.method === 'delete') return undefined
  const bodies: Readonly<Record<string, unknown>> = {
    recordRecordEvent: { kind: 'meeting' },
    recordOrganisationEvent: { kind: 'meeting' },
    recordSession: { ordinal: 82, opensOn: '2027-09-07' },
    addDeadline: { dueOn: '2026-06-01' },
    moveDeadline: { dueOn: '2026-06-02' },
    assignDeadline: { ownerId: personId },
    recordAbsence: { startsOn: '2026-09-07', endsOn: '2026-09-11' },
    snoozeDeadline: { untilOn: '2026-03-20' },
    handOver: { toId: null },
    openInherited: { reason: 'x' },
    erasePerson: { reason: 'x' },
    erasePersonChange: { pointer: '/name', reason: 'x' },
    eraseRecordChange: { pointer: '/title', reason: 'x' },
  }
  return bodies[route.operationId] ?? {}
}
