import type { WorkspaceId } from '../identity/id.ts'
import { keys, starting } from '../table/keys.ts'
import { all, type Table } from '../table/table.ts'
import { Delivery, deliveriesOf, deliveryKey, type Group } from './delivery.ts'
import { Envelope, envelopesOf } from './envelope.ts'

export async function envelopesIn(table: Table, workspaceId: WorkspaceId, group: Group): Promise<Envelope[]> {
  const found: Envelope[] = []
  const partition = keys.outbox(workspaceId, group.recipient, group.channel)
  for await (const item of all(table, starting(partition, envelopesOf(group))))
    found.push(Envelope.parse(item.data))
  return found
}

export async function deliveriesIn(
  table: Table,
  workspaceId: WorkspaceId,
  group: Group,
): Promise<Delivery[]> {
  const found: Delivery[] = []
  const partition = keys.outbox(workspaceId, group.recipient, group.channel)
  for await (const item of all(table, starting(partition, deliveriesOf(group))))
    found.push(Delivery.parse(item.data))
  return found
}

/** The delivery with this id, or undefined. */
export async function findDelivery(
  table: Table,
  workspaceId: WorkspaceId,
  id: string,
): Promise<Delivery | undefined> {
  const key = deliveryKey(workspaceId, id)
  const item = key && (await table.get(key))
  return item && Delivery.parse(item.data)
}
