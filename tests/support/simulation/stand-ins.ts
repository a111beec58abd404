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
          !all.some(({ deliveryId, at }) => deliveryId === word.deliveryId && at > from - slackMs),
      ),
  )
}

function isMissed({ how }: Word): boolean {
  return how === 'failed' || how === 'held'
}

/**
 * Who is told in the place of those who answer, in turn: the deputy, then the administrator. Who answers or watches is
 * told anyway, and stands in for nobody.
 */
function standInsOf({ readers, deputyId }: OpenDeadline, administrator: string): string[] {
  const isTold = (id: string) => readers.some((reader) => reader.id === id && !reader.isEscalated)
  const inTurn = [deputyId, administrator].filter((id) => id !== null && !isTold(id))
  return [...new Set(inTurn)].filter((id) => id !== null)
}

/** Whether somebody was told in the place of those who come before them, none of whom was reached. */
export function standsIn(
  word: Word,
  deadline: OpenDeadline,
  told: Map<string, Word[]>,
  administrator: string,
): boolean {
  const standIns = standInsOf(deadline, administrator)
  const turn = standIns.indexOf(word.recipient)
  const before = [deadline.readers[0].id, ...standIns.slice(0, Math.max(0, turn))]
  return (
    turn >= 0 &&
    before.every((id) => isUnreached(told.get(`${word.deadlineId} ${id}`) ?? [], word.begunAt, word.at))
  )
}

/** Where whoever answers was not reached by the end, the next one who was knows what they were to be told. */
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
    const lastTo = (reader: string) => told.get(`${id} ${reader}`)?.at(-1)
    const isLost = (last: Word | undefined) =>
      last !== undefined && isMissed(last) && from < last.at && last.at < settledAt
    if (!isLost(lastTo(owner.id))) return []
    const nearest = leadsOf(deadline, owner)?.findLast(({ at }) => at <= settledAt)
    const next = standInsOf(deadline, administrator).find((each) => !isLost(lastTo(each)))
    return next === undefined || knows(lastTo(next), deadline.dueOn, nearest?.days)
      ? []
      : [
          `nobody in the place of ${owner.id.slice(0, 8)} was told of ${id}: ${deadline.dueOn} (${nearest?.days})`,
        ]
  })
}
