import * as z from 'zod'
import { PersonId, TokenId } from '../identity/id.ts'
import { Instant } from '../time/instant.ts'

/** Who acts: a person, by the API token that was used, or signed in (null); or the product itself. */
export const Actor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), personId: PersonId, tokenId: TokenId.nullable() }),
  /** Whoever has a link from a mail to that person or address. */
  z.strictObject({ kind: z.literal('mail_link'), recipient: z.string() }),
  z.strictObject({ kind: z.literal('system') }),
])
export type Actor = z.output<typeof Actor>

/**
 * One changed member, from what to what. The digest covers the values with a salt, so that personal data can be
 * erased later (values and salt removed) while the chain still verifies.
 */
export const Change = z.strictObject({
  pointer: z.string(),
  from: z.unknown(),
  to: z.unknown(),
  salt: z.string(),
  digest: z.string(),
})
export type Change = z.output<typeof Change>

/** One entry of the history of a record, organisation or person. */
export const HistoryEntry = z.strictObject({
  seq: z.int().min(1),
  at: Instant,
  by: Actor,
  action: z.string(),
  /** What the change is about, where it is not the whole: a deadline, an event, a session. */
  about: z.string().nullable(),
  reason: z.string().nullable(),
  changes: z.array(Change),
  previousHash: z.string(),
  hash: z.string(),
})
export type HistoryEntry = z.output<typeof HistoryEntry>

/** Where the chain stands: the last entry's number and hash. It is kept on the item whose history it is. */
export const HistoryHead = z.strictObject({ seq: z.int().min(0), hash: z.string() })
export type HistoryHead = z.output<typeof HistoryHead>

/** The head of a history without entries. */
export const noHistory: HistoryHead = { seq: 0, hash: '0'.repeat(64) }

export type Deed = {
  readonly at: Instant
  readonly by: Actor
  readonly action: string
  readonly about?: string
  readonly reason?: string | null
  readonly changes: readonly { readonly pointer: string; readonly from: unknown; readonly to: unknown }[]
}

/** The entry that follows the head: its hash covers the one before, so that no entry can be altered unseen. */
export async function nextEntry(head: HistoryHead, deed: Deed): Promise<HistoryEntry> {
  const changes = await Promise.all(deed.changes.map(sealed))
  const entry = {
    seq: head.seq + 1,
    at: deed.at,
    by: deed.by,
    action: deed.action,
    about: deed.about ?? null,
    reason: deed.reason ?? null,
    changes,
    previousHash: head.hash,
  }
  return { ...entry, hash: await hashOf(entry) }
}

/**
 * The number of the first entry that does not follow from the one before it, or undefined where the chain is whole.
 * Entries that were cut off the end leave a whole chain behind: they are missed only where the item says, in `kept`,
 * how far its history goes.
 */
export async function brokenLink(
  entries: Iterable<HistoryEntry>,
  kept?: HistoryHead,
): Promise<number | undefined> {
  let head = noHistory
  for (const entry of entries) {
    const follows = entry.seq === head.seq + 1 && entry.previousHash === head.hash
    if (!follows || entry.hash !== (await hashOf(entry))) return entry.seq
    for (const change of entry.changes) if (!(await isIntact(change))) return entry.seq
    head = { seq: entry.seq, hash: entry.hash }
  }
  if (kept === undefined || (kept.seq === head.seq && kept.hash === head.hash)) return undefined
  return Math.min(kept.seq, head.seq) + 1
}

/**
 * The entry without what one of its changes was from and to: personal data is gone, and the chain still holds, since
 * it covers the digest. Undefined where the entry has no such change, or it was erased before.
 */
export function erased(entry: HistoryEntry, pointer: string): HistoryEntry | undefined {
  if (!entry.changes.some((change) => change.pointer === pointer && change.salt !== '')) return undefined
  const changes = entry.changes.map((change) =>
    change.pointer === pointer ? { ...change, from: null, to: null, salt: '' } : change,
  )
  return { ...entry, changes }
}

async function sealed(change: { pointer: string; from: unknown; to: unknown }): Promise<Change> {
  const salt = crypto.randomUUID()
  return { ...change, salt, digest: await digestOf({ ...change, salt }) }
}

/** Without a salt nothing can be proved of values, so there must be none. */
async function isIntact(change: Change): Promise<boolean> {
  const isErased = change.salt === '' && (change.from ?? change.to ?? null) === null
  return isErased || change.digest === (await digestOf(change))
}

function digestOf({ pointer, from, to, salt }: Omit<Change, 'digest'>): Promise<string> {
  return sha256([salt, pointer, from ?? null, to ?? null])
}

function hashOf(entry: Omit<HistoryEntry, 'hash'>): Promise<string> {
  const { seq, at, by, action, about, reason, changes, previousHash } = entry
  const digests = changes.map(({ pointer, digest }) => [pointer, digest])
  return sha256([seq, at, by, action, about, reason, digests, previousHash])
}

async function sha256(value: unknown): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical(value)))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** JSON with the members of every object in order: a store does not keep the order in which they were written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}

/** The members that differ, by RFC 6901 pointer; members of members are compared as wholes. */
export function changesBetween(before: object, after: object): Deed['changes'] {
  const was: Record<string, unknown> = { ...before }
  const is: Record<string, unknown> = { ...after }
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return names
    .filter((name) => canonical(was[name] ?? null) !== canonical(is[name] ?? null))
    .map((name) => ({
      pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      from: was[name] ?? null,
      to: is[name] ?? null,
    }))
}
