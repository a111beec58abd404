import type { OpenDeadline } from './facts.ts'
import { leadsOf } from './leads.ts'
import type { Span } from './timeline.ts'
import type { Word } from './told.ts'

/** The ledger has another clock than the provider, and writes down what that has answered a while later. */
const slackMs = 600_000

/**
 * Whether a word to whoever answers for a deadline had failed, or was held, and none of another reminder was taken
 * since: of what is held the ledger does not know that it was.
 */
function isUnreached(all: readonly Word[], from: number, until: number): boolean {
  return all.some(
    (missed) =>
      isMissed(missed) &&
      missed.at - slackMs <= until &&
      !all.some(
        (word) =>
          !isMissed(word) &&
          word.deliveryId !== missed.deliveryId &&
          word.at > missed.at &&
          word.at <= from - slackMs &&
          // Of what is sent again later, nobody knew that it had arrived.
          !all.some(({ deliveryId, at }) => deliveryId === word.deliveryId && at > from),
      ),
  )
}

function isMissed({ how }: Word): boolean {
  return how === 'failed' || how === 'held'
}

/** Whether somebody was told in the place of whoever answers for a deadline, who was not reached. */
export function standsIn(
  word: Word,
  { readers: [owner] }: OpenDeadline,
  told: Map<string, Word[]>,
  administrator: string,
): boolean {
  const words = told.get(`${word.deadlineId} ${owner.id}`) ?? []
  return word.recipient === administrator && isUnreached(words, word.begunAt, word.at)
}

/** Where whoever answers was not reached by the end, the administrator knows what they were to be told. */
export function missedInTheirPlace(
  told: Map<string, Word[]>,
  spans: Map<string, Span[]>,
  { administrator, settledAt }: { readonly administrator: string; readonly settledAt: number },
  knows: (last: Word | undefined, dueOn: string | null, nearest: number | undefined) => boolean,
): string[] {
  return [...spans].flatMap(([id, own]) => {
    const { deadline, from } = own.at(-1) ?? {}
    if (deadline === undefined || from === undefined) return []
    const [owner] = deadline.readers
    if (owner.id === administrator) return []
    const all = told.get(`${id} ${owner.id}`) ?? []
    const last = all.at(-1)
    const isOver = last !== undefined && isMissed(last) && from < last.at && last.at < settledAt
    if (!isOver) return []
    const nearest = leadsOf(deadline, owner)?.findLast(({ at }) => at <= settledAt)
    const known = told.get(`${id} ${administrator}`)?.at(-1)
    return knows(known, deadline.dueOn, nearest?.days)
      ? []
      : [
          `nobody in the place of ${owner.id.slice(0, 8)} was told of ${id}: ${deadline.dueOn} (${nearest?.days})`,
        ]
  })
}
