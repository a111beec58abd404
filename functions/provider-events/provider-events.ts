import { type Delivery, Group } from '../../shared/reminder/delivery.ts'
import { Envelope } from '../../shared/reminder/envelope.ts'
import { writeLateOutcome } from '../../shared/reminder/late-outcome.ts'
import { deliveriesIn } from '../../shared/reminder/outbox-store.ts'
import { type ProviderEvent, type Verdict, verdictOf } from '../../shared/reminder/provider-event.ts'
import {
  type EnvelopePointer,
  eventsAbout,
  findPointer,
  keepEvent,
} from '../../shared/reminder/provider-event-store.ts'
import { ignoreConditionFailed } from '../../shared/reminder/replan.ts'
import { wake } from '../../shared/table/keys.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import type { ToldLater } from './ses-event.ts'

/** `later`: somebody is at work on the envelope, so the event has to come again. */
export type Taken = 'taken' | 'unknown' | 'later'

/**
 * Takes one event of a provider. It may come twice, late, before another one, or be about nothing of ours.
 *
 * 1. Find the envelope by the key that the mail was tagged with. Without one, it is none of ours.
 * 2. Store the event beside it, once.
 * 3. An envelope whose outcome nobody knows is woken: the delivery asks what was told of it before it sends again.
 * 4. One that has ended is set right: a mail that came back has failed, one that was held has arrived.
 */
export async function takeEvent(table: Table, now: Instant, { key, event }: ToldLater): Promise<Taken> {
  const pointer = await findPointer(table, key)
  if (pointer === undefined) return 'unknown'
  await keepEvent(table, pointer, event, now)
  const item = await table.get({ pk: pointer.pk, sk: pointer.sk })
  if (item === undefined) return 'unknown'
  const envelope = Envelope.parse(item.data)
  if (!envelope.settled) {
    await wakeResting(table, item, now)
    return 'later'
  }
  const events = await eventsAbout(table, pointer)
  await setRight(table, pointer, envelope, events, now)
  await showEvents(table, item, envelope, events)
  return 'taken'
}

/** Lets the delivery look at an envelope that rests until its next try. One that somebody works on is left to them. */
async function wakeResting(table: Table, item: Item, now: Instant): Promise<void> {
  const { pk, sk, claimNonce, claimUntil, state } = item
  if (claimNonce !== 'nobody' || state !== 'fenced' || String(claimUntil) <= now) return
  await table
    .write([
      {
        update: { pk, sk },
        set: { claimUntil: now, ...wake(pk, now) },
        when: { claimNonce: { is: 'nobody' }, claimUntil: { is: String(claimUntil) } },
      },
    ])
    .catch(ignoreConditionFailed)
}

async function setRight(
  table: Table,
  { workspaceId, sk }: EnvelopePointer,
  envelope: Envelope,
  events: readonly ProviderEvent[],
  now: Instant,
): Promise<void> {
  const verdict = verdictOf(events)
  if (verdict === undefined) return
  const { channel, recipient, sendAt, label } = envelope
  const group = Group.parse({ channel, recipient, sendAt, label })
  const members = (await deliveriesIn(table, workspaceId, group)).filter((each) => each.envelopeSk === sk)
  for (const member of members) {
    const outcome = outcomeAfter(member, verdict, now)
    if (outcome !== undefined) await writeLateOutcome(table, workspaceId, member, outcome, now)
  }
}

/** What a delivery comes to by what was told later; undefined where that changes nothing. */
function outcomeAfter({ outcome }: Delivery, verdict: Verdict, now: Instant) {
  const isOver = outcome.state === 'sent' || outcome.state === 'held'
  if (isOver && !verdict.reached) return { state: 'failed', at: now, why: verdict.why } as const
  if (outcome.state === 'held' && verdict.reached) return { state: 'sent', at: now } as const
  return undefined
}

/** Puts the events into the envelope, where the list of reminders shows them with their tries. */
async function showEvents(
  table: Table,
  item: Item,
  envelope: Envelope,
  events: readonly ProviderEvent[],
): Promise<void> {
  if (events.length === envelope.events.length) return
  const data: Envelope = { ...envelope, events: events.slice(-mostShown) }
  await table.write([
    {
      update: { pk: item.pk, sk: item.sk },
      set: { data, eventCount: events.length },
      when: {
        settled: { is: true },
        eventCount: item.eventCount === undefined ? 'absent' : { is: Number(item.eventCount) },
      },
    },
  ])
}

const mostShown = 50
