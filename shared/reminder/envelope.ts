import * as z from 'zod'
import { Months } from '../heartbeat/figures.ts'
import type { WorkspaceId } from '../identity/id.ts'
import { keys, wake } from '../table/keys.ts'
import type { Item, Key } from '../table/table.ts'
import { Instant } from '../time/instant.ts'
import { Group } from './delivery.ts'
import { MailData } from './mail-data.ts'
import { ProviderEvent } from './provider-event.ts'

/** One try to send, and what came of it: `unknown` from before the try on, until the provider has answered. */
export const Attempt = z.strictObject({
  at: Instant,
  outcome: z.enum(['accepted', 'refused', 'unknown']),
  detail: z.string().nullable(),
})
export type Attempt = z.output<typeof Attempt>

/** What the mail is rendered from; a re-send says the same. `more`: deadlines that are stored beside the envelope. */
export const KeptMail = z.strictObject({
  mail: MailData,
  more: z.strictObject({ by: z.string(), parts: z.int().min(1) }).nullable(),
})
export type KeptMail = z.output<typeof KeptMail>

/**
 * Where an envelope stands. `open` takes members; `closed` never again. `fenced` is written before each try and never
 * taken back by a crash: from then on the message may have been sent, and only an answer of the provider says
 * otherwise. What ends is `sent`, `held` (nobody can say whether it arrived), `failed` or `dropped` (nothing left).
 */
export const EnvelopeState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('open') }),
  z.strictObject({ state: z.literal('closed') }),
  z.strictObject({
    state: z.literal('fenced'),
    ...KeptMail.shape,
    to: z.string(),
    /** Whether the one labelled re-send has been started. */
    again: z.boolean(),
  }),
  z.strictObject({ state: z.literal('sent'), providerId: z.string().nullable() }),
  z.strictObject({ state: z.literal('held'), why: z.string() }),
  z.strictObject({ state: z.literal('failed'), why: z.string() }),
  z.strictObject({ state: z.literal('dropped') }),
])
export type EnvelopeState = z.output<typeof EnvelopeState>

/** The message that one person receives on one channel at one time; it holds one or more deliveries. */
export const Envelope = z.strictObject({
  ...Group.shape,
  n: z.int().min(1),
  /** It tells an administrator how these months went, and holds no deliveries. */
  heartbeat: Months.optional(),
  createdAt: Instant,
  status: EnvelopeState,
  attempts: z.array(Attempt).max(100),
  /** What the provider has told of it later. */
  events: z.array(ProviderEvent).default([]),
  /** Whether its outcome has been written to all its members. */
  settled: z.boolean(),
})
export type Envelope = z.output<typeof Envelope>

/** What the sort keys of a group's envelopes begin with. */
export function envelopesOf({ sendAt, label }: Pick<Group, 'sendAt' | 'label'>): string {
  return `ENVELOPE#${sendAt}#${label}#`
}

export function envelopeKey(
  workspaceId: WorkspaceId,
  envelope: Pick<Envelope, keyof Group | 'n' | 'heartbeat'>,
): Key {
  const tail = envelope.heartbeat === undefined ? String(envelope.n).padStart(4, '0') : 'HEARTBEAT'
  return {
    pk: keys.outbox(workspaceId, envelope.recipient, envelope.channel),
    sk: `${envelopesOf(envelope)}${tail}`,
  }
}

/** The claim that a worker holds: nobody else works on the envelope until it ends. */
export type Claim = { readonly nonce: string; readonly until: Instant }

/** `state`, `settled`, `claimNonce` and `claimUntil` stand beside the data so that a write can depend on them. */
export function envelopeItem(workspaceId: WorkspaceId, envelope: Envelope, claim: Claim): Item {
  const key = envelopeKey(workspaceId, envelope)
  return {
    ...key,
    schema: 1,
    data: envelope,
    state: envelope.status.state,
    settled: envelope.settled,
    claimNonce: claim.nonce,
    claimUntil: claim.until,
    ...(envelope.settled ? {} : wake(key.pk, claim.until)),
  }
}

/**
 * What the provider knows the envelope by, in every try. It says nothing of whom or what it is about: it travels in
 * headers and in the provider's events.
 */
export async function providerKey(workspaceId: WorkspaceId, envelope: Envelope): Promise<string> {
  const { pk, sk } = envelopeKey(workspaceId, envelope)
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${pk}\n${sk}`))
  return Buffer.from(bytes).toString('hex').slice(0, 40)
}
