import * as z from 'zod'
import { PersonId, type WorkspaceId } from '../identity/id.ts'
import { peopleOf } from '../person/person-store.ts'
import { Envelope, envelopeItem, envelopeKey } from '../reminder/envelope.ts'
import { keys } from '../table/keys.ts'
import { type Item, maxWritesPerTransaction, type Table, type Write } from '../table/table.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import { HeartbeatMail } from './heartbeat.ts'

/** So many administrators are told: their mails are written in one transaction, with what says so. */
export const mostAdministrators = maxWritesPerTransaction - 1

/** That a person has sent somebody's mail once more: which one it is now. */
const Resent = z.strictObject({ recipient: PersonId, mail: HeartbeatMail })
export type Resent = z.output<typeof Resent>

/** What was sent once more. It stands beside the heartbeat, which plans by itself and leaves it alone. */
export function resentIn(item: Item | undefined): readonly Resent[] {
  return z.array(Resent).parse(item?.resent ?? [])
}

/**
 * The mails of a heartbeat that was planned, to whoever administered the workspace then and does now; of one that was
 * sent once more, the last.
 */
export async function loadHeartbeatMails(
  table: Table,
  workspaceId: WorkspaceId,
  mail: HeartbeatMail,
): Promise<readonly (Envelope & { readonly recipient: PersonId })[]> {
  const administrators = await administratorsOf(table, workspaceId)
  const resent = resentIn(await table.get(keys.heartbeat(workspaceId)))
  const wanted = administrators.map(({ id }) => {
    const again = resent.find((each) => each.recipient === id && each.mail.startsOn === mail.startsOn)?.mail
    return envelopeKey(workspaceId, envelopeOf(again ?? mail, id, mail.sendAt))
  })
  const items = await table.getMany(wanted)
  return items.map(({ data }) => {
    const envelope = Envelope.parse(data)
    return { ...envelope, recipient: PersonId.parse(envelope.recipient) }
  })
}

/** Everybody who administers the workspace now. */
export async function administratorsOf(table: Table, workspaceId: WorkspaceId) {
  const people = await peopleOf(table, workspaceId)
  return people
    .map(({ data }) => data)
    .filter(({ role, status }) => role === 'administrator' && status === 'active')
    .slice(0, mostAdministrators)
}

/** The mail of each administrator, to be written with what says that they were planned. */
export async function mailsOf(
  table: Table,
  workspaceId: WorkspaceId,
  mail: HeartbeatMail,
  now: Instant,
): Promise<Write[]> {
  const administrators = await administratorsOf(table, workspaceId)
  return administrators.map(({ id }, n) => ({
    put: envelopeItem(workspaceId, envelopeOf(mail, id, now), {
      nonce: 'nobody',
      // The first one counts for all: the others come a minute later.
      until: n === 0 ? mail.sendAt : plusSeconds(mail.sendAt, 60),
    }),
    when: { pk: 'absent' } as const,
  }))
}

/** The envelope of a mail. Closed from the start: nothing joins it. */
export function envelopeOf(
  { startsOn, endsOn, sendAt, label }: HeartbeatMail,
  recipient: PersonId,
  createdAt: Instant,
): Envelope {
  return {
    channel: 'email',
    recipient,
    sendAt,
    label,
    n: 1,
    heartbeat: { startsOn, endsOn },
    createdAt,
    status: { state: 'closed' },
    attempts: [],
    events: [],
    settled: false,
  }
}
