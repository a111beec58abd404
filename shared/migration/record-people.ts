import { RecordId } from '../identity/id.ts'
import { involvedIn } from '../record/record-acts.ts'
import { asRead, loadRecord } from '../record/record-store.ts'
import { keys } from '../table/keys.ts'
import type { Migration } from './migration.ts'

/**
 * Records name everybody who is involved in them, so that a handover reads only those of one person. Those that were
 * stored before do not, and every handover reads each of them.
 */
export const recordPeople: Migration = {
  id: 'record-people',
  of: { index: 'byTitle', list: 'records' },
  async writes(table, workspaceId, row) {
    const id = RecordId.parse(row.pk.split('#')[2])
    const whole = await loadRecord(table, workspaceId, id)
    if (whole === undefined || whole.stored.personIds !== undefined) return []
    const when = { ...asRead(whole.stored), personIds: 'absent' as const }
    return [{ update: keys.record(workspaceId, id), set: { personIds: involvedIn(whole) }, when }]
  },
}
