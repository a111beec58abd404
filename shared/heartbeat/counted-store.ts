import * as z from 'zod'
import type { WorkspaceId } from '../identity/id.ts'
import { ignoreConditionFailed } from '../reminder/replan.ts'
import { keys } from '../table/keys.ts'
import type { Table } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { Figures, Months } from './figures.ts'
import { figuresOf } from './figures-store.ts'

const Counted = z.strictObject({ ...Months.shape, figures: Figures })

/**
 * The figures of some months as they were first counted for a mail: every administrator is told the same, and the
 * records are read once, however many are told. They stand beside the heartbeat, until the next one is counted.
 */
export async function countedFigures(
  table: Table,
  workspaceId: WorkspaceId,
  { startsOn, endsOn }: Months,
  now: Instant,
): Promise<Figures> {
  const key = keys.heartbeat(workspaceId)
  const known = Counted.safeParse((await table.get(key))?.counted).data
  if (known?.startsOn === startsOn && known.endsOn === endsOn) return known.figures
  const figures = await figuresOf(table, workspaceId, { startsOn, endsOn }, now)
  const counted = { startsOn, endsOn, figures }
  await table.write([{ update: key, set: { counted }, when: { pk: 'present' } }]).catch(ignoreConditionFailed)
  return figures
}
