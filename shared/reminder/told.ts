import * as z from 'zod'
import { DueDate } from '../time/imprecise-day.ts'

/** What one person was told, or is about to be told, of one deadline: its date then, and how far ahead. */
export const Word = z.strictObject({
  /** Null: that it is postponed, with no new date yet. */
  dueOn: DueDate.nullable(),
  /** The lead time that was reached; null: none was, the message said that the date has moved. */
  leadDays: z.number().nullable(),
})
export type Word = z.output<typeof Word>

/**
 * What one recipient was last told of one deadline on one channel, and what is on its way. The sequence numbers the
 * deliveries, so that a second plan of the same word is the same delivery and cannot be stored twice.
 */
export const Told = z.strictObject({
  deadlineKey: z.string(),
  recipient: z.string(),
  channel: z.literal('email'),
  seq: z.int().min(0),
  lastTold: Word.nullable(),
  pending: z.strictObject({ deliverySk: z.string(), deliveryPk: z.string(), word: Word }).nullable(),
})
export type Told = z.output<typeof Told>

export function toldId(told: { readonly deadlineKey: string; readonly recipient: string }): string {
  return `${told.deadlineKey}#${told.recipient}`
}
