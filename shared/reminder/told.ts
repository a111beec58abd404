import * as z from 'zod'
import { ChannelName } from '../channel/channel-name.ts'
import type { RecordId, WorkspaceId } from '../identity/id.ts'
import { keys } from '../table/keys.ts'
import type { Item } from '../table/table.ts'
import { DueDate } from '../time/imprecise-day.ts'
import { Instant } from '../time/instant.ts'

/** What one person was told, or is about to be told, of one deadline: its date then, and how far ahead. */
export const Word = z.strictObject({
  /** Null: that it is postponed, with no new date yet. */
  dueOn: DueDate.nullable(),
  /** The lead time that was reached. Null: none was, the message said that the date has moved. */
  leadDays: z.number().nullable(),
})
export type Word = z.output<typeof Word>

/** What is on its way to one recipient. */
export const Pending = z.strictObject({
  deliveryId: z.string(),
  word: Word,
  sendAt: Instant,
  /** Who sends it: the plan, or a person who sends again what is held or has failed. */
  by: z.enum(['plan', 'person']),
})
export type Pending = z.output<typeof Pending>

/**
 * What one recipient was last told of one deadline by one channel, and what is on its way. `seq` numbers the deliveries: a second
 * plan of the same word meets the condition on it, and cannot store the word twice.
 */
export const Told = z.strictObject({
  deadlineKey: z.string(),
  recipient: z.string(),
  channel: ChannelName.default('email'),
  seq: z.int().min(0),
  lastTold: Word.nullable(),
  pending: Pending.nullable(),
  /** Why the last word did not reach them for certain: it has failed, or is held. Null: it was sent, or nothing was. */
  unreached: z.string().nullable().default(null),
})
export type Told = z.output<typeof Told>

/** By what the words of one channel to one recipient about one deadline are known. */
export type ToldIdentity = Pick<Told, 'deadlineKey' | 'recipient' | 'channel'>

export function toldId({ deadlineKey, recipient, channel }: ToldIdentity): string {
  return channel === 'email' ? `${deadlineKey}#${recipient}` : `${deadlineKey}#${recipient}#${channel}`
}

/**
 * The last word that a recipient was told of a deadline by a channel; of one by which nothing was planned yet, by
 * another one that reached them: a channel that somebody has just chosen does not repeat what they know.
 */
export function lastWord(told: ReadonlyMap<string, Told>, by: ToldIdentity): Word | null {
  const own = told.get(toldId(by))
  if (own !== undefined) return own.lastTold
  const others = [...told.values()].filter(
    ({ deadlineKey, recipient, unreached }) =>
      deadlineKey === by.deadlineKey && recipient === by.recipient && unreached === null,
  )
  return others.find(({ lastTold }) => lastTold !== null)?.lastTold ?? null
}

/** `pendingId` stands beside the data so that a write can depend on it. */
export function toldItem(workspaceId: WorkspaceId, recordId: RecordId, told: Told): Item {
  return {
    ...keys.told(workspaceId, recordId, told),
    schema: 1,
    data: told,
    seq: told.seq,
    pendingId: told.pending?.deliveryId ?? '',
  }
}

/** Whether a word says more than what was told last: another date, or a nearer lead. */
export function saysMore(word: Word, lastTold: Word | null): boolean {
  if (lastTold === null) return word.leadDays !== null
  if (word.dueOn !== lastTold.dueOn) return true
  return word.leadDays !== null && (lastTold.leadDays === null || word.leadDays < lastTold.leadDays)
}
