import { type HeartbeatMail, nextHeartbeat, toldThrough } from '../shared/heartbeat/heartbeat.ts'
import { loadHeartbeatMails } from '../shared/heartbeat/heartbeat-mail-store.ts'
import { loadHeartbeat } from '../shared/heartbeat/heartbeat-store.ts'
import type { WorkspaceId } from '../shared/identity/id.ts'
import { monthsInWords } from '../shared/mail/heartbeat-mail.ts'
import type { Period } from '../shared/reminder/planned.ts'
import type { Table } from '../shared/table/table.ts'
import { countInWords } from '../shared/time/day-in-words.ts'
import { loadWorkspace } from '../shared/workspace/workspace-store.ts'

/** Asks for the monthly mail, as an administrator does. */
export async function turnHeartbeatOn(
  fetch: (request: Request) => Promise<Response> | Response,
  token: string,
): Promise<void> {
  const answer = await fetch(
    new Request('http://127.0.0.1/v1/settings', {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${token}`,
        'if-match': '*',
        'content-type': 'application/merge-patch+json',
      },
      body: JSON.stringify({ heartbeat: 'monthly' }),
    }),
  )
  if (!answer.ok) throw new Error(`the heartbeat was not turned on: ${answer.status}`)
}

/** Each month that administrators will be told of within a period, if the settings stay as they are. */
export async function heartbeatsIn(
  table: Table,
  workspaceId: WorkspaceId,
  { from, to }: Period,
): Promise<readonly HeartbeatMail[]> {
  const workspace = (await loadWorkspace(table, workspaceId))?.data
  if (workspace === undefined) return []
  const found: HeartbeatMail[] = []
  let next = nextHeartbeat(toldThrough(await loadHeartbeat(table, workspaceId), workspace, from), workspace)
  while (next.sendAt <= to) {
    found.push(next)
    next = nextHeartbeat(next.endsOn, workspace)
  }
  return found
}

export function printHeartbeats(heartbeats: readonly HeartbeatMail[]): void {
  for (const each of heartbeats)
    process.stdout.write(
      `${each.sendAt.slice(0, 10)} to every administrator: how ${monthsInWords(each)} went\n`,
    )
  if (heartbeats.length > 0) process.stdout.write(`${countInWords(heartbeats.length, 'heartbeat')}\n`)
}

/** Those that no administrator was sent, in a line each. */
export async function unsentHeartbeats(
  table: Table,
  workspaceId: WorkspaceId,
  heartbeats: readonly HeartbeatMail[],
): Promise<readonly string[]> {
  const lines: string[] = []
  for (const each of heartbeats) {
    const mails = await loadHeartbeatMails(table, workspaceId, each)
    const isSent = mails.length > 0 && mails.every(({ status }) => status.state === 'sent')
    if (!isSent) lines.push(`heartbeat foreseen, not sent: ${each.sendAt}`)
  }
  return lines
}
