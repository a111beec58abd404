import { deadlinesBetween } from '../../shared/deadline/deadlines.ts'
import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import { reaching } from '../../shared/deadline/window.ts'
import { type OrganisationId, RecordId } from '../../shared/identity/id.ts'
import { maySee } from '../../shared/record/may-see.ts'
import { loadRecord } from '../../shared/record/record-store.ts'
import { ranges } from '../../shared/table/keys.ts'
import { all } from '../../shared/table/table.ts'
import type { Day } from '../../shared/time/day.ts'
import { type DeadlineView, deadlineView } from './deadline-view.ts'
import type { Call } from './route.ts'

/** How far around its opening the deadlines of a session are looked for. */
const reachDays = 1_000

/** The deadlines that move when a session does: occurrences, the steps to them, ends of terms. By date. */
export async function dependentsOf(
  call: Call,
  organisationId: OrganisationId,
  session: { readonly ordinal: number; readonly opensOn: Day },
): Promise<readonly DeadlineView[]> {
  const { workspaceId, personId } = call.identity
  const reader = new SurroundingsReader(call.table)
  const window = { from: reaching(session.opensOn, -reachDays), to: reaching(session.opensOn, reachDays) }
  const found: DeadlineView[] = []
  for await (const { sk } of all(call.table, ranges.dependents(workspaceId, organisationId))) {
    const whole = await loadRecord(call.table, workspaceId, RecordId.parse(sk))
    if (whole === undefined || whole.record.status === 'archived' || !maySee(whole.record, personId)) continue
    const around = await reader.around(workspaceId, whole.record)
    const deadlines = deadlinesBetween(whole, around, call.now, window)
    const tied = deadlines.filter(({ sessions }) =>
      sessions.some((each) => each.organisationId === organisationId && each.ordinal === session.ordinal),
    )
    found.push(...tied.map((deadline) => deadlineView(deadline, whole.record)))
  }
  return found.sort((a, b) => (`${a.dueOn}#${a.id}` < `${b.dueOn}#${b.id}` ? -1 : 1))
}
