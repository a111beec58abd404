import * as z from 'zod'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { keys, starting } from '../table/keys.ts'
import { all, type Key, type Table } from '../table/table.ts'
import { epochMs, type Instant } from '../time/instant.ts'
import { type Envelope, envelopeKey } from './envelope.ts'
import { ProviderEvent } from './provider-event.ts'
import { ignoreConditionFailed } from './replan.ts'

/** A provider tells of a mail for so long; what is stored for it is dropped after that by the table itself. */
const keptSeconds = 60 * 86_400

/** Where the envelope is that a provider knows by its key. */
const Pointer = z.object({ workspaceId: WorkspaceId, pk: z.string(), sk: z.string() })
export type EnvelopePointer = z.output<typeof Pointer>

/** Written before a mail is sent whose provider tells more of it later. */
export async function keepPointer(
  table: Table,
  workspaceId: WorkspaceId,
  envelope: Envelope,
  key: string,
  now: Instant,
): Promise<void> {
  const data = { workspaceId, ...envelopeKey(workspaceId, envelope) }
  await table.write([{ put: { ...keys.sentMail(key), schema: 1, data, expiresAt: expiryAt(now) } }])
}

export async function findPointer(table: Table, key: string): Promise<EnvelopePointer | undefined> {
  const item = await table.get(keys.sentMail(key))
  return item && Pointer.parse(item.data)
}

/** Stores an event beside its envelope, once however often it comes. */
export async function keepEvent(table: Table, of: Key, event: ProviderEvent, now: Instant): Promise<void> {
  const key = { pk: of.pk, sk: `${eventsOf(of)}${event.id}` }
  await table
    .write([{ put: { ...key, schema: 1, data: event, expiresAt: expiryAt(now) }, when: { pk: 'absent' } }])
    .catch(ignoreConditionFailed)
}

/** What the provider has told of an envelope, by time. */
export async function eventsAbout(table: Table, of: Key): Promise<ProviderEvent[]> {
  const found: ProviderEvent[] = []
  for await (const { data } of all(table, starting(of.pk, eventsOf(of))))
    found.push(ProviderEvent.parse(data))
  return found.sort((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? -1 : 1))
}

function eventsOf({ sk }: Key): string {
  return `MAILEVENT#${sk}#`
}

function expiryAt(now: Instant): number {
  return epochMs(now) / 1_000 + keptSeconds
}
