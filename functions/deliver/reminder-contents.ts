import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import type { Delivery } from '../../shared/reminder/delivery.ts'
import type { HeldEnvelope } from '../../shared/reminder/held-envelope.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { composed } from './compose.ts'
import type { Contents } from './contents.ts'
import { type LeftOut, recordReader, type Validated, validated } from './validate.ts'

export type Reminding = {
  readonly table: Table
  readonly now: () => Instant
  readonly workspaceId: WorkspaceId
  readonly held: HeldEnvelope
  readonly envelopeKey: string
  readonly baseUrl: string | null
  readonly linksUrl: string | null
}

/** The reminders that are bound in an envelope: those that hold against the records as they are now. */
export function reminderContents(reminding: Reminding): Contents {
  const { held, now } = reminding
  const { recipient } = held.envelope
  return {
    async compose(label) {
      const reader = new SurroundingsReader(reminding.table)
      const valid = await stillHolding(reminding, reader, (member, { left, why }) =>
        left === 'obsolete'
          ? held.drop(member, why, now())
          : held.settle(member, { state: 'failed', at: now(), why }, now()),
      )
      if (valid.length === 0) return 'nothing'
      const { envelope } = held
      const occasion = { ...reminding, reader, recipient, now: now(), label, envelope }
      return (await composed(occasion, valid)) ?? { failed: 'The recipient is no longer in the team.' }
    },
    async stillTrue(mail) {
      const valid = await stillHolding(
        reminding,
        new SurroundingsReader(reminding.table),
        (member, { why }) =>
          held.settle(
            member,
            { state: 'held', at: now(), why: `Nobody can say whether it arrived. ${why}` },
            now(),
          ),
      )
      const ids = new Set(valid.map(({ deadline }) => deadline.id))
      const items = mail.items.filter(({ deadlineId }) => ids.has(deadlineId))
      return valid.length === 0 ? undefined : { ...mail, items }
    },
  }
}

/** The members that hold; the others are set aside with the reason. */
async function stillHolding(
  { table, workspaceId, held, now }: Reminding,
  reader: SurroundingsReader,
  setAside: (member: Delivery, why: LeftOut) => Promise<void>,
): Promise<Validated[]> {
  const read = recordReader(table, reader, workspaceId, now())
  const valid: Validated[] = []
  for (const member of await held.members()) {
    const checked = await validated(read, member, now())
    if ('left' in checked) await setAside(member, checked)
    else valid.push(checked)
  }
  return valid
}
