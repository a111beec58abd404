import * as z from 'zod'
import { SurroundingsReader } from '../../../shared/deadline/surroundings-store.ts'
import { invalid, notFound } from '../../../shared/errors/refusal.ts'
import { RecordId } from '../../../shared/identity/id.ts'
import { maySee } from '../../../shared/record/may-see.ts'
import { loadRecord, toldStateOf } from '../../../shared/record/record-store.ts'
import { findDelivery } from '../../../shared/reminder/outbox-store.ts'
import { type Period, type PlannedReminder, plannedReminders } from '../../../shared/reminder/planned.ts'
import { ledger, plannedInWorkspace } from '../../../shared/reminder/reminder-list.ts'
import { resend } from '../../../shared/reminder/resend.ts'
import { Day } from '../../../shared/time/day.ts'
import { epochMs, Instant, instantAt, plusSeconds } from '../../../shared/time/instant.ts'
import { endOfDay, instantOf, TimeOfDay, type Zone } from '../../../shared/time/zone.ts'
import { ListedReminder, withTitles } from '../listed-reminder.ts'
import { type PageQuery, pageOf, pageOfSorted, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { deliveryView, ReminderState, ReminderView, reminderView } from '../reminder-view.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'

/** How far the list looks back and ahead unless it is told. */
const defaultDays = 30
const mostDays = 366
const midnight = TimeOfDay.parse('00:00')
const lastInstant = Instant.parse('9999-12-31T23:59:59Z')

/** An instant, or a whole day in the workspace's zone. */
const When = z.union([Day, Instant], {
  error: 'Write a day such as 2026-11-01, or an instant such as 2026-11-01T08:00:00Z.',
})

type Filters = PageQuery & {
  readonly from?: z.output<typeof When> | undefined
  readonly to?: z.output<typeof When> | undefined
  readonly state?: ReminderState | undefined
  readonly recordId?: RecordId | undefined
}

export const reminderRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/reminders',
    operationId: 'listReminders',
    summary:
      'List reminders by sending time: those of the ledger, and those that will be sent if nothing changes',
    permission: 'read',
    query: z.strictObject({
      ...pageQuery,
      from: When.optional(),
      to: When.optional(),
      state: ReminderState.optional(),
      recordId: RecordId.optional(),
    }),
    answer: pageOf(ListedReminder),
    status: 200,
    run: list,
  }),
  route({
    method: 'post',
    path: '/v1/reminders/{deliveryId}/resend',
    operationId: 'resendReminder',
    summary: 'Send once more what is held or has failed',
    permission: 'write',
    query: noQuery,
    body: noBody,
    answer: ReminderView,
    status: 201,
    async run(call) {
      parse(noBody, call.body)
      const { workspaceId, personId } = call.identity
      const delivery = await findDelivery(call.table, workspaceId, call.params.deliveryId ?? '')
      const whole = delivery && (await loadRecord(call.table, workspaceId, delivery.recordId))
      if (delivery === undefined || whole === undefined || !maySee(whole.record, personId)) throw notFound()
      const again = await resend(call.table, workspaceId, delivery, call.now)
      return { status: 201, body: deliveryView(again.delivery, undefined), writes: again.writes }
    },
  }),
]

async function list(call: Call<Filters>) {
  const { workspaceId, personId } = call.identity
  const { zone } = await new SurroundingsReader(call.table).workspace(workspaceId)
  const period = periodOf(call, zone)
  const { state } = call.query
  const isPlanned = state === undefined || state === 'planned'
  // What is planned while this reads is in both: so the ledger is read last, and has the last word.
  const planned = isPlanned ? await plannedFor(call, period) : []
  const visible = new Map<string, boolean>()
  const found = new Map(planned.map(reminderView).map((view) => [saidBy(view), view]))
  for await (const { delivery, envelope } of ledger(call.table, workspaceId, period)) {
    const { recordId } = delivery
    if (call.query.recordId !== undefined && recordId !== call.query.recordId) continue
    const whole = visible.has(recordId) ? undefined : await loadRecord(call.table, workspaceId, recordId)
    if (whole !== undefined) visible.set(recordId, maySee(whole.record, personId))
    if (!visible.get(recordId)) continue
    const view = deliveryView(delivery, envelope)
    found.delete(saidBy(view))
    found.set(delivery.id, view)
  }
  const wanted = [...found.values()].filter((each) => state === undefined || each.state === state)
  const sorted = wanted.sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1))
  const page = await pageOfSorted(call, 'reminders', sorted, positionOf)
  return { ...page, body: { ...page.body, data: await withTitles(call, page.body.data) } }
}

/** What will be sent if nothing changes: over the workspace, or of the one record that is asked for. */
async function plannedFor(call: Call<Filters>, period: Period): Promise<readonly PlannedReminder[]> {
  const { table, now, query } = call
  const { workspaceId, personId } = call.identity
  if (query.recordId === undefined)
    return plannedInWorkspace(table, workspaceId, now, period, ({ record }) => maySee(record, personId))
  const whole = await loadRecord(table, workspaceId, query.recordId)
  if (whole === undefined || whole.record.status !== 'active' || !maySee(whole.record, personId)) return []
  const around = await new SurroundingsReader(table).around(workspaceId, whole.record)
  return plannedReminders(toldStateOf(whole), around, now, period)
}

function periodOf(
  { now, query }: Call<Filters>,
  zone: Zone,
): { readonly from: Instant; readonly to: Instant } {
  const from = query.from === undefined ? plusSeconds(now, -defaultDays * 86_400) : startOf(query.from, zone)
  const to = query.to === undefined ? daysAfter(from > now ? from : now, defaultDays) : endOf(query.to, zone)
  if (to < from) throw invalid('/to', 'Write an instant that is not before `from`.')
  if (to > daysAfter(from, mostDays))
    throw invalid('/to', `Write an instant within ${mostDays} days of \`from\`.`)
  return { from, to }
}

function startOf(when: z.output<typeof When>, zone: Zone): Instant {
  const day = Day.safeParse(when)
  return day.success ? instantOf(day.data, midnight, zone) : Instant.parse(when)
}

function endOf(when: z.output<typeof When>, zone: Zone): Instant {
  const day = Day.safeParse(when)
  return day.success ? plusSeconds(endOfDay(day.data, zone), -1) : Instant.parse(when)
}

/** What a reminder says, whether it is in the ledger or not. */
function saidBy({ deadlineId, recipient, channel, leadDays, sendAt }: ReminderView): string {
  return `${deadlineId}#${recipient}#${channel}#${leadDays ?? ''}#${sendAt}`
}

/** So many days later, or the last instant of the calendar. */
function daysAfter(from: Instant, days: number): Instant {
  return instantAt(Math.min(epochMs(lastInstant), epochMs(from) + days * 86_400_000))
}

function positionOf({ sendAt, deadlineId, recipient, deliveryId, leadDays }: ReminderView): string {
  return `${sendAt}#${deadlineId}#${recipient}#${deliveryId ?? ''}#${leadDays ?? ''}`
}
