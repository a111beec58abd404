import { Refusal } from '../errors/refusal.ts'
import type { PersonId, WorkspaceId } from '../identity/id.ts'
import { type Envelope, envelopeItem } from '../reminder/envelope.ts'
import { keys } from '../table/keys.ts'
import type { Table, Write } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import type { HeartbeatMail } from './heartbeat.ts'
import { envelopeOf, loadHeartbeatMails, resentIn } from './heartbeat-mail-store.ts'
import { loadHeartbeat } from './heartbeat-store.ts'

/**
 * Sends the last heartbeat to an administrator once more, by a person's word, where it is held or has failed. Where the
 * first copy may have arrived, the second says so. Of two who ask at once, one is refused by the condition.
 * @throws Refusal conflict where there is none, or it is on its way, was sent, or was called back
 */
export async function resendHeartbeat(
  table: Table,
  workspaceId: WorkspaceId,
  recipient: PersonId,
  now: Instant,
): Promise<{ readonly envelope: Envelope; readonly writes: readonly Write[] }> {
  const key = keys.heartbeat(workspaceId)
  const item = await table.get(key)
  const { last } = await loadHeartbeat(table, workspaceId)
  const mails = last === null ? [] : await loadHeartbeatMails(table, workspaceId, last)
  const before = mails.find((each) => each.recipient === recipient)
  const state = before?.status.state
  if (last === null || (state !== 'held' && state !== 'failed'))
    throw new Refusal('conflict', 'No heartbeat to this person is held or has failed.')
  const mail: HeartbeatMail = { ...last, sendAt: now, label: state === 'held' ? 'sent_again' : 'none' }
  const others = resentIn(item).filter(
    (each) => each.recipient !== recipient && each.mail.startsOn === last.startsOn,
  )
  const envelope = envelopeOf(mail, recipient, now)
  return {
    envelope,
    writes: [
      {
        update: key,
        set: { resent: [...others, { recipient, mail }], resentBy: crypto.randomUUID() },
        when: { resentBy: item?.resentBy === undefined ? 'absent' : { is: String(item.resentBy) } },
      },
      {
        put: envelopeItem(workspaceId, envelope, { nonce: 'nobody', until: now }),
        when: { pk: 'absent' },
      },
    ],
  }
}
