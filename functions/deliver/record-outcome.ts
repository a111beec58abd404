import type { Outcome } from '../../shared/channel/channel.ts'
import { disableChannel } from '../../shared/channel/disable-channel.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import type { Attempt, EnvelopeState } from '../../shared/reminder/envelope.ts'
import type { HeldEnvelope } from '../../shared/reminder/held-envelope.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'
import type { Way } from './way.ts'

export type Fenced = Extract<EnvelopeState, { state: 'fenced' }>

/** An envelope that was handed over by a way. */
export type Sent = {
  readonly table: Table
  readonly now: () => Instant
  readonly workspaceId: WorkspaceId
  readonly held: HeldEnvelope
  readonly way: Way
}

/** Writes what the provider answered, and when to go on where that is not the end. */
export async function recordOutcome(parts: Sent, status: Fenced, outcome: Outcome): Promise<void> {
  const { held, way } = parts
  const now = parts.now()
  const attempt: Attempt = {
    at: now,
    outcome: outcome.kind,
    detail: outcome.kind === 'accepted' ? outcome.providerId : outcome.reason.slice(0, 500),
  }
  const attempts = [...held.envelope.attempts.slice(0, -1), attempt]
  if (outcome.kind === 'accepted')
    return held.become({ state: 'sent', providerId: outcome.providerId }, { attempts })
  const mayHaveArrived = mayHaveGoneBefore(parts, status, attempts)
  if (outcome.kind === 'unknown') {
    const at = way.retryAt(now, attempts) ?? (way.unknown === 'labelled' ? plusSeconds(now, 300) : undefined)
    if (status.again || at === undefined) return held.become(heldState(attempts), { attempts })
    return held.rest(status, at, attempts)
  }
  const failed = { state: 'failed', why: outcome.reason.slice(0, 500) } as const
  const isPassing = outcome.permanence === 'transient'
  const at = isPassing ? way.retryAt(now, attempts, outcome.retryAfterSeconds) : undefined
  if (at === undefined) {
    await held.become(mayHaveArrived ? heldState(attempts) : failed, { attempts })
    if (outcome.permanence === 'gone') await endChannel(parts, outcome.reason)
    return
  }
  // A second copy that was refused for now is still to come; only of the first one nobody can say anything.
  await held.rest(mayHaveArrived ? { ...status, again: false } : { state: 'closed' }, at, attempts)
}

/** Whether an earlier try of the envelope may have arrived: a labelled copy follows one, and so may a copy by its key. */
function mayHaveGoneBefore({ held, way }: Sent, status: Fenced, attempts: readonly Attempt[]): boolean {
  if (way.unknown === 'same_key') return attempts.some(({ outcome }) => outcome === 'unknown')
  return status.again && held.envelope.label !== 'sent_again'
}

/** Its target wants nothing more: nobody is reached by it until an administrator takes it up again. */
async function endChannel({ table, workspaceId, held, now }: Sent, reason: string): Promise<void> {
  const { channel } = held.envelope
  if (channel === 'email') return
  const why = `Its target answered that it takes nothing more: ${reason}.`
  await disableChannel(table, workspaceId, channel, why, now())
}

/** That nobody can say whether it arrived, with what was last heard of it. */
export function heldState(attempts: readonly Attempt[]): EnvelopeState {
  const last =
    attempts.findLast(({ detail }) => detail !== null)?.detail ?? 'The answer of the provider was lost.'
  return { state: 'held', why: `Nobody can say whether it arrived. ${last}` }
}
