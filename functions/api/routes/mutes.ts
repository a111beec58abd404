import * as z from 'zod'
import { type Deadline, parseDeadlineId } from '../../../shared/deadline/deadline.ts'
import { deadlineAt } from '../../../shared/deadline/deadlines.ts'
import { invalid, Refusal } from '../../../shared/errors/refusal.ts'
import { PersonId } from '../../../shared/identity/id.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { maySee } from '../../../shared/record/may-see.ts'
import type { Circumstances } from '../../../shared/record/record-acts.ts'
import { Watcher } from '../../../shared/record/record-fields.ts'
import type { WholeRecord } from '../../../shared/record/record-store.ts'
import type { Mute } from '../../../shared/reminder/mute.ts'
import { muteReminders, unmuteReminders } from '../../../shared/reminder/mute-acts.ts'
import { keyOf } from '../../../shared/reminder/told-state.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { pageOf, pageOfSorted, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { circumstances, recordOf } from '../record-call.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'

const Wish = z.strictObject({
  /** Null: whoever asks. */
  recipient: Watcher.nullable().default(null),
  /** Null: all deadlines of the record. */
  deadlineId: z.string().max(200).nullable().default(null),
})

/** What the body of a mute may hold. */
const NewMute = Wish.extend({
  /** Who answers for it from now on, where the recipient does. */
  handOverTo: PersonId.nullable().default(null),
})

const MuteView = z.object({ recipient: z.string(), deadlineId: z.string().nullable(), mutedAt: Instant })

export const muteRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/records/{recordId}/mutes',
    operationId: 'listMutes',
    summary: 'List who wants no reminders of a record, or of a deadline of it',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(MuteView),
    status: 200,
    async run(call) {
      const { record, mutes } = await recordOf(call)
      const views = mutes.map((mute) => viewOf(record.id, mute))
      const place = ({ recipient, deadlineId }: (typeof views)[number]) => `${recipient}#${deadlineId ?? ''}`
      const sorted = views.sort((a, b) => (place(a) < place(b) ? -1 : 1))
      return pageOfSorted(call, `mutes.${record.id}`, sorted, place)
    },
  }),
  route({
    method: 'post',
    path: '/v1/records/{recordId}/mutes',
    operationId: 'muteReminders',
    summary: 'Silence reminders for somebody who watches; whoever answers for it has to hand it over',
    permission: 'own',
    query: noQuery,
    body: NewMute,
    answer: MuteView,
    status: 201,
    async run(call) {
      const { handOverTo, ...wish } = parse(NewMute, call.body)
      const asked = await askedFor(call, wish)
      if (handOverTo !== null && call.identity.permission === 'read')
        throw new Refusal('forbidden', 'A viewer hands nothing over: ask an editor to.')
      await findNamed(call, { handOverTo })
      if (handOverTo !== null && !maySee(asked.whole.record, handOverTo))
        throw invalid('/handOverTo', 'Name somebody who may see this record, or let them see it first.')
      const { mute, writes } = await muteReminders(asked.at, asked.whole, asked, handOverTo)
      return { status: 201, body: viewOf(asked.whole.record.id, mute), writes }
    },
  }),
  route({
    method: 'post',
    path: '/v1/records/{recordId}/unmute',
    operationId: 'unmuteReminders',
    summary: 'Let reminders come again',
    permission: 'own',
    query: noQuery,
    body: Wish,
    answer: MuteView,
    status: 200,
    async run(call) {
      const { at, whole, recipient, deadline } = await askedFor(call, parse(Wish, call.body))
      const wish = { recipient, deadlineKey: deadline && keyOf(deadline) }
      const writes = await unmuteReminders(at, whole, wish)
      return { status: 200, body: viewOf(whole.record.id, { ...wish, mutedAt: call.now }), writes }
    },
  }),
]

type Asked = {
  readonly at: Circumstances
  readonly whole: WholeRecord
  readonly recipient: string
  readonly deadline: Deadline | null
}

/** @throws Refusal forbidden where a viewer speaks for anybody else, or an editor for another person of the team */
async function askedFor(call: Call, wish: z.output<typeof Wish>): Promise<Asked> {
  const { personId, permission } = call.identity
  const recipient = wish.recipient ?? personId
  const isTheirs = recipient === personId || (recipient.includes('@') && permission !== 'read')
  if (!isTheirs && permission !== 'administer')
    throw new Refusal('forbidden', 'Only an administrator may do this for somebody else.')
  await findNamed(call, { recipient: isTheirs ? null : recipient })
  const whole = await recordOf(call)
  const at = await circumstances(call, whole.record)
  return { at, whole, recipient, deadline: deadlineOf(call, whole, at, wish.deadlineId) }
}

function deadlineOf(call: Call, whole: WholeRecord, at: Circumstances, id: string | null): Deadline | null {
  if (id === null) return null
  const parsed = parseDeadlineId(id)
  const deadline =
    parsed?.recordId === whole.record.id ? deadlineAt(whole, at.around, call.now, parsed.key) : undefined
  if (deadline === undefined) throw invalid('/deadlineId', 'Name a deadline of this record.')
  return deadline
}

function viewOf(recordId: string, { recipient, deadlineKey, mutedAt }: Mute): z.output<typeof MuteView> {
  return { recipient, deadlineId: deadlineKey && `${recordId}.${deadlineKey}`, mutedAt }
}
