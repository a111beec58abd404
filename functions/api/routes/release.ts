import * as z from 'zod'
import { notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { maySee } from '../../../shared/record/may-see.ts'
import { loadRecord } from '../../../shared/record/record-store.ts'
import { ledger, plannedInWorkspace } from '../../../shared/reminder/reminder-list.ts'
import { Instant, plusSeconds } from '../../../shared/time/instant.ts'
import { loadSending, type Sending } from '../../../shared/workspace/sending.ts'
import { release } from '../../../shared/workspace/sending-acts.ts'
import { loadWorkspace } from '../../../shared/workspace/workspace-store.ts'
import { by } from '../organisation-call.ts'
import { parse } from '../parse.ts'
import { deliveryView, ReminderView, reminderView } from '../reminder-view.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'

/** No outage lasts as long: what waits has waited since then at the most. */
const backSeconds = 400 * 86_400
/** What goes out within a day of the release is shown. */
const aheadSeconds = 86_400
/** So many are shown; all are counted. */
const mostShown = 100

const Release = z.object({
  state: z.enum(['open', 'frozen']),
  /** When a person last released this workspace. */
  releasedAt: Instant.nullable(),
  /** How many reminders go out within a day, or would, of records that are hidden from you too. */
  count: z.int(),
  wouldSend: z.array(ReminderView),
})

export const releaseRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/settings/release',
    operationId: 'readRelease',
    summary: 'Whether sending is frozen because the table was restored, and what would go out within a day',
    permission: 'administer',
    query: noQuery,
    answer: Release,
    status: 200,
    run: async (call) => ({ status: 200, body: await releaseView(call) }),
  }),
  route({
    method: 'post',
    path: '/v1/settings/release',
    operationId: 'release',
    summary: 'Let a restored table send; what may have gone out before says so',
    permission: 'administer',
    query: noQuery,
    body: noBody,
    answer: Release,
    status: 200,
    async run(call) {
      parse(noBody, call.body)
      const { workspaceId } = call.identity
      const sending = await loadSending(call.table, workspaceId)
      const tableId = await call.tableId()
      if (sending === undefined || sending.tableId === tableId)
        throw new Refusal(
          'conflict',
          'Nothing is held back: this is the table that the workspace sends from.',
        )
      const stored = await loadWorkspace(call.table, workspaceId)
      if (stored === undefined) throw notFound()
      const view = await releaseView(call)
      return {
        status: 200,
        body: { ...view, state: 'open', releasedAt: call.now },
        writes: await release(by(call), stored, sending, tableId),
      }
    },
  }),
]

async function releaseView(call: Call): Promise<z.output<typeof Release>> {
  const sending = await loadSending(call.table, call.identity.workspaceId)
  const isFrozen = sending !== undefined && sending.tableId !== (await call.tableId())
  const { shown, count } = await wouldSend(call)
  const wouldSendNow = isFrozen ? shown.map((each) => perhapsKnown(each, call.now)) : shown
  return {
    state: isFrozen ? 'frozen' : 'open',
    releasedAt: releasedAtOf(sending),
    count,
    wouldSend: wouldSendNow,
  }
}

function releasedAtOf(sending: Sending | undefined): Instant | null {
  return sending?.releasedAt ?? null
}

/** What waits in the outbox, and what is not planned yet, up to a day from now. */
async function wouldSend(call: Call): Promise<{ shown: ReminderView[]; count: number }> {
  const { table, now } = call
  const { workspaceId, personId } = call.identity
  const period = { from: plusSeconds(now, -backSeconds), to: plusSeconds(now, aheadSeconds) }
  const shown: ReminderView[] = []
  let count = 0
  const add = (isVisible: boolean, view: ReminderView) => {
    count += 1
    if (isVisible && shown.length < mostShown) shown.push(view)
  }
  const visible = new Set<string>()
  const planned = await plannedInWorkspace(table, workspaceId, now, period, ({ record }) => {
    if (maySee(record, personId)) visible.add(record.id)
    return true
  })
  for (const each of planned) add(visible.has(each.deadlineId.split('.')[0] ?? ''), reminderView(each))
  for await (const { delivery, envelope } of ledger(table, workspaceId, period)) {
    if (delivery.outcome.state !== 'planned') continue
    const whole = await loadRecord(table, workspaceId, delivery.recordId)
    add(whole !== undefined && maySee(whole.record, personId), deliveryView(delivery, envelope))
  }
  return { shown, count }
}

function perhapsKnown(view: ReminderView, now: Instant): ReminderView {
  return view.sendAt <= now ? { ...view, label: 'sent_again' } : view
}
