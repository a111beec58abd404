import { Refusal } from '../errors/refusal.ts'
import { touchRecord } from '../record/record-acts.ts'
import { Mute, muteItem } from '../reminder/mute.ts'
import { ownerOf } from './part-acts.ts'
import { circumstances } from './record-act.ts'
import { parsedBody, refusedAs, type StepAct, type StepCall, written } from './step-act.ts'

/** That somebody who watches a record wants no reminders of it. What they answer for cannot be muted. */
export async function muteAct(call: StepCall): Promise<StepAct> {
  const { scope, body, by } = call
  const mute = parsedBody(Mute, body)
  const owner = await ownerOf(call)
  if (!('id' in owner)) return refusedAs({ column: null, ...owner })
  const id = `${owner.id}/mutes/${mute.recipient}`
  const record = await scope.visibleRecord(owner.id)
  if (record === undefined) return { outcome: 'create', id, writes: [] }
  const { recipient, deadlineKey } = mute
  const isThere = record.mutes.some(
    (each) => each.recipient === recipient && each.deadlineKey === deadlineKey,
  )
  if (isThere) return { outcome: 'unchanged', id }
  const at = await circumstances(scope, record.record)
  if ((record.record.ownerId ?? at.around.workspace.administratorId) === recipient)
    throw new Refusal('conflict', 'They answer for the record: it cannot be muted, only handed over.')
  const pointer = `/mutes/${recipient}/${deadlineKey ?? ''}`
  const changes = [{ pointer, from: false, to: true }]
  return written('create', id, [
    ...(await touchRecord(at, record, { action: 'muted', changes })),
    { put: muteItem(by.workspaceId, record.record.id, mute) },
  ])
}
