import * as z from 'zod'
import type { Deadline } from '../deadline/deadline.ts'
import { deadlinesBetween } from '../deadline/deadlines.ts'
import { SurroundingsReader } from '../deadline/surroundings-store.ts'
import { reaching } from '../deadline/window.ts'
import { loadReconciled } from '../health/reconcile-report.ts'
import { RecordId, type WorkspaceId } from '../identity/id.ts'
import { loadRecord } from '../record/record-store.ts'
import { lateAfterSeconds } from '../reminder/owed-message.ts'
import { verdictOf } from '../reminder/provider-event.ts'
import { type LedgerEntry, ledger } from '../reminder/reminder-list.ts'
import { indexPartitions } from '../table/keys.ts'
import { all, type Table } from '../table/table.ts'
import { day } from '../time/day.ts'
import { latestDay } from '../time/imprecise-day.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import { civilDay, endOfDay, instantOf, TimeOfDay } from '../time/zone.ts'
import type { Figures, Months } from './figures.ts'

/** So many reminders are counted; beyond, the numbers are at least so many. */
const mostReminders = 20_000
/** So many records are read at a time. */
const batch = 25
/** An imprecise date stands in the index at its first day, and belongs to the month of its last. */
const impreciseDays = 366
const firstDay = day('0001-01-01')
const midnight = TimeOfDay.parse('00:00')

/** Counts what became of the deadlines and reminders of some months, as it is known now. */
export async function figuresOf(
  table: Table,
  workspaceId: WorkspaceId,
  months: Months,
  now: Instant,
): Promise<Figures> {
  const reconciled = await loadReconciled(table, workspaceId)
  const { deadlines, unreadable } = await deadlinesOf(table, workspaceId, months, now)
  const standing = deadlines.filter(({ status }) => status === 'open' || status === 'overdue')
  return {
    deadlines: outcomesOf(deadlines.filter((each) => fellDue(each, months))),
    now: {
      overdue: standing.filter(({ status }) => status === 'overdue').length,
      undated: standing.filter(({ dueOn }) => dueOn === null).length,
      unowned: reconciled?.unowned ?? null,
      unreadable,
    },
    reminders: await remindersOf(table, workspaceId, months),
  }
}

function fellDue({ dueOn }: Deadline, { startsOn, endsOn }: Months): boolean {
  if (dueOn === null) return false
  const on = latestDay(dueOn)
  return startsOn <= on && on <= endsOn
}

function outcomesOf(deadlines: readonly Deadline[]): Figures['deadlines'] {
  const counts = { due: deadlines.length, doneOnTime: 0, doneLate: 0, waived: 0, open: 0 }
  for (const { outcome, dueOn } of deadlines) {
    if (outcome.status === 'open') counts.open += 1
    else if (outcome.status !== 'done') counts.waived += 1
    else if (dueOn !== null && outcome.on > latestDay(dueOn)) counts.doneLate += 1
    else counts.doneOnTime += 1
  }
  return counts
}

/** Every deadline that may count: the index says which records have something open by today, or closed in these months. */
async function deadlinesOf(
  table: Table,
  workspaceId: WorkspaceId,
  { startsOn }: Months,
  now: Instant,
): Promise<{ readonly deadlines: readonly Deadline[]; readonly unreadable: number }> {
  const reader = new SurroundingsReader(table)
  const { zone } = await reader.workspace(workspaceId)
  const to = civilDay(now, zone)
  const closedFrom = reaching(startsOn, -impreciseDays)
  const ids = new Set<RecordId>()
  const range = { index: 'byDue' as const, partition: indexPartitions.due(workspaceId), to: `${to}#\uffff` }
  for await (const { pk, sk, dueKey } of all(table, range)) {
    const id = RecordId.safeParse(pk.split('#')[2])
    if (id.success && (sk === 'RECORD' || String(dueKey) >= closedFrom)) ids.add(id.data)
  }
  const read = async (id: RecordId): Promise<readonly Deadline[] | 'unreadable'> => {
    const whole = await loadRecord(table, workspaceId, id).catch(unreadable)
    if (whole === 'unreadable') return whole
    if (whole === undefined || whole.record.status === 'archived') return []
    const around = await reader.around(workspaceId, whole.record)
    return computed(() => deadlinesBetween(whole, around, now, { from: firstDay, to }))
  }
  const wanted = [...ids]
  const found: (readonly Deadline[] | 'unreadable')[] = []
  for (let at = 0; at < wanted.length; at += batch)
    found.push(...(await Promise.all(wanted.slice(at, at + batch).map(read))))
  const readable = found.filter((each) => each !== 'unreadable')
  return { deadlines: readable.flat(), unreadable: found.length - readable.length }
}

/** A row that does not parse is counted, and keeps nobody from hearing of the others. */
function unreadable(error: unknown): 'unreadable' {
  if (error instanceof z.ZodError) return 'unreadable'
  throw error
}

/** What is computed of a record asks nobody: where it fails, it fails at each try. */
function computed<Result>(work: () => Result): Result | 'unreadable' {
  try {
    return work()
  } catch {
    return 'unreadable'
  }
}

async function remindersOf(
  table: Table,
  workspaceId: WorkspaceId,
  { startsOn, endsOn }: Months,
): Promise<Figures['reminders']> {
  const { zone } = await new SurroundingsReader(table).workspace(workspaceId)
  const period = { from: instantOf(startsOn, midnight, zone), to: plusSeconds(endOfDay(endsOn, zone), -1) }
  const counts = { sent: 0, late: 0, again: 0, held: 0, failed: 0, bounced: 0, waiting: 0 }
  let rows = 0
  for await (const entry of ledger(table, workspaceId, period)) {
    for (const what of countedAs(entry)) counts[what] += 1
    rows += 1
    if (rows >= mostReminders) break
  }
  return { ...counts, isAtLeast: rows >= mostReminders }
}

type Counted = Exclude<keyof Figures['reminders'], 'isAtLeast'>

function countedAs({ delivery, envelope }: LedgerEntry): readonly Counted[] {
  const { outcome, label, sendAt } = delivery
  if (outcome.state === 'cancelled') return []
  if (outcome.state === 'planned') return ['waiting']
  if (outcome.state === 'held') return ['held']
  if (outcome.state === 'failed') {
    const cameBack = envelope !== undefined && verdictOf(envelope.events)?.reached === false
    return cameBack ? ['failed', 'bounced'] : ['failed']
  }
  const isLate = label === 'late' || outcome.at > plusSeconds(sendAt, lateAfterSeconds)
  const earlier = envelope?.attempts.slice(0, -1) ?? []
  const isAgain = label === 'sent_again' || earlier.some((attempt) => attempt.outcome === 'unknown')
  return ['sent', ...(isLate ? (['late'] as const) : []), ...(isAgain ? (['again'] as const) : [])]
}
