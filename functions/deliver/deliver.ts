import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import type { Channel, Outcome } from '../../shared/mail/channel.ts'
import { renderReminderMail } from '../../shared/mail/reminder-mail.ts'
import type { Delivery } from '../../shared/reminder/delivery.ts'
import { type Attempt, type EnvelopeState, providerKey } from '../../shared/reminder/envelope.ts'
import type { GroupMessage } from '../../shared/reminder/group.ts'
import { HeldEnvelope } from '../../shared/reminder/held-envelope.ts'
import type { MailData } from '../../shared/reminder/mail-data.ts'
import { deliveriesIn, envelopesIn } from '../../shared/reminder/outbox-store.ts'
import { lateAfterSeconds } from '../../shared/reminder/owed.ts'
import { ConditionFailed, type Table } from '../../shared/table/table.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'
import { composed } from './compose.ts'
import { retryAt } from './retry.ts'
import { recordReader, type Validated, validated } from './validate.ts'

export type DeliverParts = {
  readonly table: Table
  readonly now: () => Instant
  readonly channel: Channel
  /** One for each call: what makes a claim this worker's own, also where the answer to it is lost. */
  readonly nonce: string
  readonly baseUrl: string | null
  readonly from: string
}

type Work = DeliverParts & { readonly workspaceId: WorkspaceId; readonly held: HeldEnvelope }
type Fenced = Extract<EnvelopeState, { state: 'fenced' }>

/**
 * Sends what one person is to be told at one time. A message may come twice, late, or to two workers at once.
 *
 * 1. Claim the group's unfinished envelope, or open one and bind the deliveries that no envelope holds; close it.
 * 2. Validate its members against the records as they are, and drop what no longer holds.
 * 3. Where an earlier try may have been sent, ask the provider; where it cannot say, send once more, labelled so.
 * 4. Fence: write that it may have been sent, with all that the mail says.
 * 5. Send once, and record the outcome. Then write it to each member.
 */
export async function deliver(parts: DeliverParts, message: GroupMessage): Promise<void> {
  const { workspaceId, ...group } = message
  if (parts.now() < group.sendAt) return
  const envelopes = await envelopesIn(parts.table, workspaceId, group)
  const unfinished = envelopes.filter(({ settled }) => !settled)
  for (const known of unfinished) {
    const held = await HeldEnvelope.claim(parts.table, workspaceId, parts.nonce, parts.now(), known)
    if (held !== undefined) await work({ ...parts, workspaceId, held })
    // Whoever has it open is binding what is free: a second envelope beside it would be a second mail.
    else if (known.status.state === 'open') return
  }
  const free = (await deliveriesIn(parts.table, workspaceId, group)).filter(isFree)
  if (free.length === 0) return
  const n = Math.max(0, ...envelopes.map((each) => each.n)) + 1
  const held = await HeldEnvelope.open(parts.table, workspaceId, parts.nonce, parts.now(), group, n)
  if (held !== undefined) await work({ ...parts, workspaceId, held })
}

function isFree({ outcome, envelopeSk }: Delivery): boolean {
  return outcome.state === 'planned' && envelopeSk === null
}

/** Goes on from wherever the envelope stands. A claim that is lost on the way ends the work: another has it. */
async function work(parts: Work): Promise<void> {
  try {
    if (parts.held.envelope.status.state === 'open') await bindAndClose(parts)
    if (parts.held.envelope.status.state === 'closed') await fenceAndSend(parts)
    else if (parts.held.envelope.status.state === 'fenced') await resolve(parts, parts.held.envelope.status)
    await settle(parts)
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}

async function bindAndClose({ table, workspaceId, held }: Work): Promise<void> {
  const deliveries = await deliveriesIn(table, workspaceId, held.envelope)
  await held.bind(deliveries.filter(isFree))
  await held.become({ state: 'closed' })
}

async function fenceAndSend(parts: Work): Promise<void> {
  const { held, table, workspaceId } = parts
  const reader = new SurroundingsReader(table)
  const valid = await stillHolding(parts, reader, (member, why) => held.drop(member, why, parts.now()))
  if (valid.length === 0) return held.become({ state: 'dropped' })
  const isLate = parts.now() > plusSeconds(held.envelope.sendAt, lateAfterSeconds)
  const label = held.envelope.label === 'none' && isLate ? 'late' : held.envelope.label
  const envelopeKey = await providerKey(workspaceId, held.envelope)
  const { recipient } = held.envelope
  const composition = await composed(
    { ...parts, reader, recipient, now: parts.now(), label, envelopeKey },
    valid,
  )
  if (composition === undefined)
    return held.become({ state: 'failed', why: 'The recipient is no longer in the team.' })
  const fenced = {
    state: 'fenced',
    mail: composition.mail,
    to: composition.to,
    again: label === 'sent_again',
  } as const
  await held.become(fenced)
  await send(parts, fenced, composition.mail)
}

/** The members that hold against the records as they are now; the others are set aside with the reason. */
async function stillHolding(
  parts: Work,
  reader: SurroundingsReader,
  setAside: (member: Delivery, why: string) => Promise<void>,
): Promise<Validated[]> {
  const { held, table, workspaceId } = parts
  const read = recordReader(table, workspaceId)
  const valid: Validated[] = []
  for (const member of await held.members()) {
    const checked = await validated(read, reader, workspaceId, member, parts.now())
    if (typeof checked === 'string') await setAside(member, checked)
    else valid.push(checked)
  }
  return valid
}

/**
 * An earlier try was fenced and its outcome is not known. Where the provider says that it has nothing, it begins anew.
 * Where it cannot say, what still holds goes out once more; what no longer holds may have arrived, and is held.
 */
async function resolve(parts: Work, status: Fenced): Promise<void> {
  const { held, channel, table, now } = parts
  if (channel.lookUp !== undefined) {
    const known = await channel.lookUp(status.mail.envelopeKey)
    if (known !== undefined) return record(parts, status, known)
    await held.become({ state: 'closed' })
    return fenceAndSend(parts)
  }
  if (status.again) return held.become(heldState(held.envelope.attempts))
  const valid = await stillHolding(parts, new SurroundingsReader(table), (member, why) =>
    held.settle(member, { state: 'held', at: now(), why: `Nobody can say whether it arrived. ${why}` }),
  )
  if (valid.length === 0) return held.become(heldState(held.envelope.attempts))
  const ids = new Set(valid.map(({ deadline }) => deadline.id))
  const items = status.mail.items.filter(({ deadlineId }) => ids.has(deadlineId))
  const again = { ...status, again: true, mail: { ...status.mail, items, label: 'sent_again' } } as const
  await held.become(again)
  await send(parts, again, again.mail)
}

async function send(parts: Work, status: Fenced, mail: MailData): Promise<void> {
  const { channel, from } = parts
  const message = { key: mail.envelopeKey, to: status.to, from, ...renderReminderMail(mail) }
  await record(parts, status, await channel.send(message))
}

/** Writes what the provider answered, and when to go on where that is not the end. */
async function record(parts: Work, status: Fenced, outcome: Outcome): Promise<void> {
  const { held } = parts
  const now = parts.now()
  const attempt: Attempt = {
    at: now,
    outcome: outcome.kind,
    detail: outcome.kind === 'accepted' ? outcome.providerId : outcome.reason.slice(0, 500),
  }
  const attempts = [...held.envelope.attempts, attempt].slice(-20)
  if (outcome.kind === 'accepted')
    return held.become({ state: 'sent', providerId: outcome.providerId }, { attempts })
  const mayHaveArrived = status.again && held.envelope.label !== 'sent_again'
  if (outcome.kind === 'unknown') {
    if (status.again) return held.become(heldState(attempts), { attempts })
    return held.rest(status, retryAt(now, attempts) ?? plusSeconds(now, 300), attempts)
  }
  if (mayHaveArrived) return held.become(heldState(attempts), { attempts })
  const at = outcome.permanence === 'permanent' ? undefined : retryAt(now, attempts)
  if (at === undefined)
    return held.become({ state: 'failed', why: outcome.reason.slice(0, 500) }, { attempts })
  await held.rest({ state: 'closed' }, at, attempts)
}

function heldState(attempts: readonly Attempt[]): EnvelopeState {
  const last =
    attempts.findLast(({ detail }) => detail !== null)?.detail ?? 'The answer of the provider was lost.'
  return { state: 'held', why: `Nobody can say whether it arrived. ${last}` }
}

/** Writes the outcome of an envelope that has ended to its members, one by one: cut off, it goes on later. */
async function settle({ held, now }: Work): Promise<void> {
  const { status, attempts } = held.envelope
  if (status.state === 'open' || status.state === 'closed' || status.state === 'fenced') return
  for (const member of await held.members()) {
    const at = attempts.at(-1)?.at ?? now()
    if (status.state === 'sent') await held.settle(member, { state: 'sent', at })
    else if (status.state !== 'dropped')
      await held.settle(member, { state: status.state, at, why: status.why })
  }
  await held.become(status, { settled: true })
}
