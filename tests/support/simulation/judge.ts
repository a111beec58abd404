import { dayOf, daysAfter, msOf, nextSending } from './civil-days.ts'
import type { OpenDeadline, Reader } from './facts.ts'
import { leadsOf, possibleLeads } from './leads.ts'
import { missedInTheirPlace, standsIn } from './stand-ins.ts'
import type { Span } from './timeline.ts'
import { inWords, ledger, type Word, words } from './told.ts'
import type { World } from './world.ts'

const dayMs = 86_400_000
/** What may pass between the instant that is meant and the provider's: two clocks, a minute's wait, a function's run. */
const slackMs = 300_000 + 60_000 + 120_000
const lateMs = 900_000
const skewMs = 300_000

/** What the rules say of a simulated life, by facts of its own: nothing here asks the product what it planned. */
export function violations(world: World): string[] {
  const told = words(world)
  const spans = new Map([...world.timeline.ids].map((id) => [id, world.timeline.spansOf(id)]))
  return [
    ...world.faults,
    ...world.provider.wrongs,
    ...doubled(told),
    ...unfounded(told, spans, world.administrator),
    ...wronglyLabelled(told, spans, world),
    ...missedAtTheEnd(told, spans, world),
    ...missedOnTheWay(told, spans, world),
    ...missedInTheirPlace(told, spans, inTheEnd(world), knows),
    ...unsettled(world),
  ]
}

function inTheEnd({ administrator, turns }: World) {
  return { administrator, settledAt: turns.now - 5 * dayMs }
}

/** A reader is told the same date again only as a labelled copy, or because a nearer lead was reached. */
function doubled(told: Map<string, Word[]>): string[] {
  return [...told.values()].flatMap((all) =>
    all.flatMap((word, n) => {
      if (['sent_again', 'held', 'failed'].includes(word.how)) return []
      const since = all.slice(0, n).findLastIndex(({ dueOn }) => dueOn !== word.dueOn)
      const before = all
        .slice(since + 1, n)
        .filter(({ deliveryId, how }) => deliveryId !== word.deliveryId || !['held', 'failed'].includes(how))
      const isNearer = before.every(
        ({ leadDays }) => word.leadDays !== null && (leadDays === null || word.leadDays < leadDays),
      )
      return isNearer ? [] : [`doubled: ${inWords(word)} after ${before.map(inWords).join('; ')}`]
    }),
  )
}

/** What is sent was so at some moment while its worker ran: open, of that date, and for that reader. */
function unfounded(told: Map<string, Word[]>, spans: Map<string, Span[]>, administrator: string): string[] {
  return [...told.values()].flat().flatMap((word) => {
    if (word.how === 'held' || word.how === 'failed') return []
    const then = (spans.get(word.deadlineId) ?? []).filter(
      ({ from, until }) => from <= word.at && until >= word.begunAt,
    )
    const isSo = then.some(({ deadline }) => {
      if (deadline === undefined || deadline.dueOn !== word.dueOn) return false
      const reader = readerOf(word, deadline)
      if (standsIn(word, deadline, told, administrator)) return true
      if (reader === undefined) return false
      const leads = possibleLeads(deadline, reader)
      const isReached = leads.some(({ at }) => at <= word.at + slackMs)
      const isAsked = deadline.snoozedUntil !== null || reader.isEscalated
      return word.leadDays === null || !isAsked || isReached
    })
    return isSo ? [] : [`unfounded: ${inWords(word)}`]
  })
}

function readerOf({ recipient }: Word, { readers }: OpenDeadline): Reader | undefined {
  return readers.find(({ id }) => id === recipient)
}

/** How the deadline was while the reader was owed the word, without a break until it was sent; empty where never. */
function owedWhile(word: Word, spans: readonly Span[]): readonly Span[] {
  const isOwed = ({ deadline, from }: Span) => {
    const reader = deadline && readerOf(word, deadline)
    if (reader === undefined || deadline?.dueOn !== word.dueOn) return false
    const leads = possibleLeads(deadline, reader)
    // While a lead is reached, what is owed is the word of that lead, and not that the date has moved.
    if (word.leadDays === null) return leads.every(({ at }) => at > from)
    return leads.some(({ days }) => days === word.leadDays)
  }
  const last = spans.findLastIndex(
    (span) => span.from <= word.at && span.until >= word.begunAt && isOwed(span),
  )
  const broken = spans.slice(0, Math.max(0, last)).findLastIndex((span) => !isOwed(span))
  return spans.slice(broken + 1, last + 1)
}

/** By how much whoever changed a record was ahead, and how long a word takes to go out once its time has come. */
type Clock = { readonly skew: number; readonly goesOutWithin: number }

/** A change in the minutes in which a word goes out may put it off, and may come too late for that. */
const latest: Clock = { skew: skewMs, goesOutWithin: lateMs + slackMs }
const earliest: Clock = { skew: -skewMs, goesOutWithin: 0 }

/**
 * When the word was meant to go out: at its lead, or, where a change brought it when its lead was over, at the next
 * sending hour after that. Undefined where it depends on a moment of which the product's clock may have thought otherwise.
 */
function meantAt(word: Word, owed: readonly Span[], clock: Clock): number | undefined {
  let meant: number | undefined
  for (const [n, span] of owed.entries()) {
    const ahead = aheadOf(word, span, clock)
    if (ahead === undefined) return undefined
    meant = ahead === 'behind' ? broughtBy(word, span.from + clock.skew) : ahead
    const goesOut = meant + clock.goesOutWithin < span.until
    const next = owed[n + 1]
    // What a change brought may be put off where its reader becomes one to whom it only escalates.
    const isPutOff = !goesOut && next !== undefined && aheadOf(word, next, clock) !== 'behind'
    // One that is further off than this lasts may be another's by then, or be put off by a change of the record.
    if (goesOut || (ahead === 'behind' && !isPutOff)) return meant
  }
  return meant
}

/** When the lead of a word comes while something lasts, or that it was over before; undefined where nobody can say. */
function aheadOf(word: Word, { from, deadline }: Span, { skew }: Clock): number | 'behind' | undefined {
  const reader = deadline && readerOf(word, deadline)
  const leads = deadline && reader && leadsOf(deadline, reader)
  if (leads === undefined) return undefined
  const lead = leads.find(({ days }) => days === word.leadDays)
  return lead !== undefined && lead.at > from + skew ? lead.at : 'behind'
}

/** Somebody to whom it escalates hears of it sooner where they stand in, and is told so by the same words. */
function mayStandIn(
  word: Word,
  { from, until, deadline }: Span,
  told: Map<string, Word[]>,
  administrator: string,
): boolean {
  const isThen = deadline !== undefined && from <= word.at && until >= word.begunAt
  return isThen && standsIn(word, deadline, told, administrator)
}

function broughtBy({ dueOn }: Word, since: number): number {
  const next = nextSending(since)
  const passesFirst = dueOn !== null && msOf(daysAfter(dueOn, 1)) <= next && since < msOf(daysAfter(dueOn, 1))
  return passesFirst ? since : next
}

function wronglyLabelled(
  told: Map<string, Word[]>,
  spans: Map<string, Span[]>,
  { outages, administrator }: World,
): string[] {
  return [...told.values()].flat().flatMap((word) => {
    if (word.how !== 'none' && word.how !== 'late') return []
    const own = spans.get(word.deadlineId) ?? []
    if (own.some((span) => mayStandIn(word, span, told, administrator))) return []
    const owed = owedWhile(word, own)
    const since = owed[0]?.from
    // By the clock of whoever changed it, the sending hour may have been over already, or not yet.
    const meant = meantAt(word, owed, latest)
    const atFirst = meantAt(word, owed, earliest)
    if (since === undefined || meant === undefined || atFirst === undefined) return []
    const isLate = word.firstAt > meant + lateMs + slackMs
    const isInTime = word.at < atFirst + lateMs - slackMs
    // A change in the middle of a silence: what was owed before it cannot be told from what it brought.
    const isMixed = outages.some(({ from, until }) => from - dayMs <= since && since <= until + dayMs)
    const meantText = new Date(meant).toISOString().slice(0, 16)
    if (word.how === 'none' && isLate)
      return [`late without saying so: ${inWords(word)}, meant at ${meantText}`]
    if (word.how === 'late' && isInTime && !isMixed)
      return [`called late: ${inWords(word)}, meant at ${meantText}`]
    return []
  })
}

/** Whether the last word says the date as it is, and no lead that is further than the one reached. */
function knows(last: Word | undefined, dueOn: string | null, nearest: number | undefined): boolean {
  if (last === undefined) return nearest === undefined
  if (last.dueOn !== dueOn) return false
  return nearest === undefined || (last.leadDays !== null && last.leadDays <= nearest)
}

function missedAtTheEnd(told: Map<string, Word[]>, spans: Map<string, Span[]>, { turns }: World): string[] {
  const settledAt = turns.now - 5 * dayMs
  return [...spans].flatMap(([id, own]) => {
    const { deadline, from } = own.at(-1) ?? {}
    if (deadline === undefined || from === undefined || from > settledAt) return []
    return deadline.readers.flatMap((reader) => {
      const recipient = reader.id
      const leads = leadsOf(deadline, reader)
      if (leads === undefined) return []
      const nearest = leads.findLast(({ at }) => at <= settledAt)
      const all = told.get(`${id} ${recipient}`) ?? []
      if (knows(all.at(-1), deadline.dueOn, nearest?.days)) return []
      return [
        `missed: ${recipient.slice(0, 8)} of ${id}: ${deadline.dueOn} (${nearest?.days}), last told ${all.slice(-2).map(inWords).join('; ')}`,
      ]
    })
  })
}

/** A lead that is reached while all is quiet around it is told within days, though a nearer one would follow. */
function missedOnTheWay(
  told: Map<string, Word[]>,
  spans: Map<string, Span[]>,
  { outages, turns }: World,
): string[] {
  const within = 5 * dayMs
  return [...spans].flatMap(([id, own]) =>
    own.flatMap(({ from, until, deadline }) => {
      if (deadline === undefined) return []
      return deadline.readers.flatMap((reader) =>
        (leadsOf(deadline, reader) ?? []).flatMap(({ days, at }) => {
          const recipient = reader.id
          const end = at + within
          const isQuiet = outages.every((out) => out.until < at - dayMs || out.from > end)
          if (at < from + dayMs || end > Math.min(until, turns.now) || !isQuiet) return []
          const all = (told.get(`${id} ${recipient}`) ?? []).filter((word) => word.at <= end)
          return knows(all.at(-1), deadline.dueOn, days)
            ? []
            : [
                `missed on the way: ${recipient.slice(0, 8)} of ${id}: ${deadline.dueOn} (${days}) at ${dayOf(at)}, last told ${all.slice(-2).map(inWords).join('; ')}`,
              ]
        }),
      )
    }),
  )
}

/** The ledger says of each delivery what became of it: what it calls sent was taken, and the other way round. */
function unsettled(world: World): string[] {
  const taken = new Set(world.provider.accepted.map(({ deliveryId }) => deliveryId))
  return ledger(world).flatMap(({ id, outcome, sendAt, word, deadlineKey }) => {
    const what = `${deadlineKey} ${word.dueOn} (${word.leadDays}) of ${sendAt}`
    if (outcome.state === 'sent' && !taken.has(id)) return [`called sent, and never taken: ${what}`]
    if (taken.has(id) && !['sent', 'held'].includes(outcome.state))
      return [`taken, and called ${outcome.state}: ${what}`]
    const isOld = Date.parse(sendAt) < world.turns.now - 5 * dayMs
    return outcome.state === 'planned' && isOld ? [`still planned: ${what}`] : []
  })
}
