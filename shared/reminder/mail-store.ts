import type { WorkspaceId } from '../identity/id.ts'
import type { Key, Table } from '../table/table.ts'
import { epochMs, type Instant } from '../time/instant.ts'
import { type Envelope, envelopeKey, type KeptMail } from './envelope.ts'
import { MailData } from './mail-data.ts'

/** So many bytes of deadlines stand in one item: the table holds 400 KB in each, and an envelope has more in it. */
const mostBytes = 250_000
/** What did not fit is dropped after this time, by the table itself; no outage lasts as long. */
const keptSeconds = 400 * 86_400

/**
 * What the envelope keeps of a mail before it is sent, so that a re-send says the same. A silence may leave hundreds of
 * deadlines for one mail: those that do not fit into the envelope are stored beside it, under the name of their writer.
 */
export async function keepMail(
  table: Table,
  workspaceId: WorkspaceId,
  envelope: Envelope,
  by: string,
  mail: MailData,
  now: Instant,
): Promise<KeptMail> {
  const [items = [], ...more] = packed(mail.items)
  const expiresAt = epochMs(now) / 1_000 + keptSeconds
  for (const [part, each] of more.entries()) {
    const key = partKey(workspaceId, envelope, by, part)
    await table.write([{ put: { ...key, schema: 1, data: { ...mail, items: each }, expiresAt } }])
  }
  return { mail: { ...mail, items }, more: more.length === 0 ? null : { by, parts: more.length } }
}

/** @throws Error where a part is missing */
export async function wholeMail(
  table: Table,
  workspaceId: WorkspaceId,
  envelope: Envelope,
  { mail, more }: KeptMail,
): Promise<MailData> {
  const items = [...mail.items]
  for (let part = 0; more !== null && part < more.parts; part += 1) {
    const key = partKey(workspaceId, envelope, more.by, part)
    const item = await table.get(key)
    if (item === undefined) throw new Error(`a part of a mail is missing: ${key.pk} ${key.sk}`)
    items.push(...MailData.parse(item.data).items)
  }
  return { ...mail, items }
}

function partKey(workspaceId: WorkspaceId, envelope: Envelope, by: string, part: number): Key {
  const { pk, sk } = envelopeKey(workspaceId, envelope)
  return { pk, sk: `MAIL#${sk}#${by}#${part}` }
}

function packed(items: MailData['items']): MailData['items'][] {
  const parts: MailData['items'][] = [[]]
  let bytes = 0
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item))
    const isFull = bytes + size > mostBytes && bytes > 0
    if (isFull) parts.push([])
    bytes = isFull ? size : bytes + size
    parts.at(-1)?.push(item)
  }
  return parts
}
