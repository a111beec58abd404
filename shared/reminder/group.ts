import type * as z from 'zod'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { Group } from './delivery.ts'

/** What the sweep says to the delivery: that the hour of a group has come. It may be lost, late or doubled. */
export const GroupMessage = Group.extend({ workspaceId: WorkspaceId })
export type GroupMessage = z.output<typeof GroupMessage>

const partition = /^W#([^#]+)#OUTBOX#([^#]+)#(.+)$/
const sort = /^(?:DELIVERY|ENVELOPE)#([^#]+)#([^#]+)#/

/** The group that an item of the outbox belongs to, or undefined for an item of another kind. */
export function groupOf({ pk, sk }: { readonly pk: string; readonly sk: string }): GroupMessage | undefined {
  const [, workspaceId, channel, recipient] = partition.exec(pk) ?? []
  const [, sendAt, label] = sort.exec(sk) ?? []
  const message = GroupMessage.safeParse({ workspaceId, channel, recipient, sendAt, label })
  return message.success ? message.data : undefined
}
