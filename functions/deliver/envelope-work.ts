import type { Channel, Outcome } from '../../shared/channel/channel.ts'
import { openPost, type Post } from '../../shared/channel/target/post.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import type { Delivery, ReminderLabel } from '../../shared/reminder/delivery.ts'
import { type Attempt, providerKey } from '../../shared/reminder/envelope.ts'
import type { HeldEnvelope } from '../../shared/reminder/held-envelope.ts'
import type { MailData } from '../../shared/reminder/mail-data.ts'
import { keepMail, wholeMail } from '../../shared/reminder/mail-store.ts'
import { deliveriesIn } from '../../shared/reminder/outbox-store.ts'
import { lateAfterSeconds } from '../../shared/reminder/owed-message.ts'
import { keepPointer } from '../../shared/reminder/provider-event-store.ts'
import { ConditionFailed, type Table } from '../../shared/table/table.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'
import type { Contents } from './contents.ts'
import { heartbeatContents } from './heartbeat-contents.ts'
import { type Fenced, heldState, recordOutcome } from './record-outcome.ts'
import { reminderContents } from './reminder-contents.ts'
import { toldLater } from './told-later.ts'
import { type Way, wayOf } from './way.ts'

export type DeliverParts = {
  readonly table: Table
  /** The id of the table that is live; a restored one has another than its items say. */
  readonly tableId: () => Promise<string>
  readonly now: () => Instant
  /** E-mail. */
  readonly channel: Channel
  /** What sends to the channels of the team; left out, it reaches the public internet only. */
  readonly post?: Post
  /** One for each call: what makes a claim this worker's own, also where the answer to it is lost. */
  readonly nonce: string
  readonly baseUrl: string | null
  /** Where the links of mails lead; left out, mails have none. */
  readonly linksUrl?: string | undefined
  readonly from: string
}

/** An envelope in this worker's hands. */
export type Work = DeliverParts & {
  readonly workspaceId: WorkspaceId
  readonly held: HeldEnvelope
  /** Up to when a table that this one was restored from may have sent what is in the outbox. */
  readonly doubtfulUntil: Instant | null
}
/** Work that has a way out. */
type Sending = Work & { readonly way: Way }

/** Goes on from wherever the envelope stands. A claim that is lost on the way ends the work: another has it. */
export async function goOn(parts: Work): Promise<void> {
  try {
    if (parts.held.envelope.status.state === 'open') await bindAndClose(parts)
    await goOut(parts)
    await settle(parts)
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}

/** Sends what is closed; finds out about what may have been sent. Where nothing leads out, it ends here. */
async function goOut(parts: Work): Promise<void> {
  const { held, workspaceId, post = publicPost } = parts
  const { status } = held.envelope
  if (status.state !== 'closed' && status.state !== 'fenced') return
  const way = await wayOf({ ...parts, post }, workspaceId, held.envelope)
  if (typeof way === 'string')
    return held.become(
      status.state === 'closed' ? { state: 'failed', why: way } : heldState(held.envelope.attempts),
    )
  if (status.state === 'closed') await fenceAndSend({ ...parts, way })
  else await resolve({ ...parts, way }, status)
}

const publicPost = openPost({ reach: 'public' })

async function bindAndClose({ table, workspaceId, held }: Work): Promise<void> {
  const deliveries = await deliveriesIn(table, workspaceId, held.envelope)
  await held.bind(deliveries.filter(isFree))
  await held.become({ state: 'closed' })
}

async function fenceAndSend(parts: Sending): Promise<void> {
  const { held, workspaceId } = parts
  const label = labelNow(parts)
  const composition = await (await contentsOf(parts)).compose(label)
  if (composition === 'nothing') return held.become({ state: 'dropped' })
  if ('failed' in composition) return held.become({ state: 'failed', why: composition.failed })
  const { mail, to } = composition
  // Before the fence: what cannot be rendered was certainly not sent.
  const send = parts.way.prepare(to, mail)
  const kept = await keepMail(parts.table, workspaceId, held.envelope, parts.nonce, mail, parts.now())
  if (parts.way.tellsLater)
    await keepPointer(parts.table, workspaceId, held.envelope, mail.envelopeKey, parts.now())
  await fenceAndTry(parts, { state: 'fenced', ...kept, to, again: label === 'sent_again' }, send)
}

/** What the envelope has to say: how some months went, or the reminders that are bound in it. */
async function contentsOf(parts: Work): Promise<Contents> {
  const { envelope } = parts.held
  const envelopeKey = await providerKey(parts.workspaceId, envelope)
  const { heartbeat: months, recipient } = envelope
  if (months !== undefined) return heartbeatContents({ ...parts, recipient, months, envelopeKey })
  return reminderContents({ ...parts, envelopeKey, linksUrl: parts.linksUrl ?? null })
}

/** What the mail says of itself: its group's label, unless it has become late, or may have gone out of another table. */
function labelNow({ held, doubtfulUntil, now }: Work): ReminderLabel {
  const { label, sendAt } = held.envelope
  if (doubtfulUntil !== null && sendAt <= doubtfulUntil) return 'sent_again'
  return label === 'none' && now() > plusSeconds(sendAt, lateAfterSeconds) ? 'late' : label
}

/**
 * An earlier try was fenced and its outcome is not known. What the provider has told of it since decides; where it says
 * that it has nothing, it begins anew.
 * Where it cannot say, what still holds goes out once more, labelled unless its receiver knows it by its key; what no
 * longer holds may have arrived, and is held.
 */
async function resolve(parts: Sending, status: Fenced): Promise<void> {
  const { table, workspaceId, held, way, now } = parts
  const told = way.tellsLater && (await toldLater(table, workspaceId, held.envelope))
  if (told) return recordOutcome(parts, status, told)
  if (way.lookUp !== undefined) {
    const known = await way.lookUp(status.mail.envelopeKey)
    if (known !== undefined) return recordOutcome(parts, status, known)
    await held.become({ state: 'closed' })
    return fenceAndSend(parts)
  }
  if (status.again) return held.become(heldState(held.envelope.attempts))
  const mail = await wholeMail(table, workspaceId, held.envelope, status)
  const still = await (await contentsOf(parts)).stillTrue(mail)
  if (still === undefined) return held.become(heldState(held.envelope.attempts))
  const again = way.unknown === 'labelled'
  const next: MailData = { ...still, label: again ? 'sent_again' : mail.label }
  const send = way.prepare(status.to, next)
  const kept = await keepMail(table, workspaceId, held.envelope, parts.nonce, next, now())
  await fenceAndTry(parts, { ...status, ...kept, again }, send)
}

/** The fence is written with a try whose outcome is not known: so it stands if this process ends before it answers. */
async function fenceAndTry(parts: Sending, fenced: Fenced, send: () => Promise<Outcome>): Promise<void> {
  const { held } = parts
  const begun: Attempt = { at: parts.now(), outcome: 'unknown', detail: null }
  await held.become(fenced, { attempts: [...held.envelope.attempts, begun].slice(-mostAttempts) })
  await recordOutcome(parts, fenced, await send())
}

const mostAttempts = 20

/** Writes the outcome of an envelope that has ended to its members, one by one: cut off, it goes on later. */
async function settle({ held, now }: Work): Promise<void> {
  const { status, attempts } = held.envelope
  if (status.state === 'open' || status.state === 'closed' || status.state === 'fenced') return
  for (const member of await held.members()) {
    const at = attempts.at(-1)?.at ?? now()
    if (status.state === 'sent') await held.settle(member, { state: 'sent', at }, now())
    else if (status.state !== 'dropped')
      await held.settle(member, { state: status.state, at, why: status.why }, now())
  }
  await held.become(status, { settled: true })
}

/** Planned, and in no envelope. */
export function isFree({ outcome, envelopeSk }: Delivery): boolean {
  return outcome.state === 'planned' && envelopeSk === null
}
