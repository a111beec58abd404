import type { Channel, Outcome } from '../shared/channel/channel.ts'
import type { WorkspaceId } from '../shared/identity/id.ts'
import type { Period } from '../shared/reminder/planned.ts'
import { ledger, plannedInWorkspace } from '../shared/reminder/reminder-list.ts'
import type { Table } from '../shared/table/table.ts'
import { type Instant, later } from '../shared/time/instant.ts'
import type { MachineClock } from './machine-clock.ts'

/** One deadline of which one person is told at one time. */
export type Telling = {
  readonly sendAt: Instant
  readonly recipient: string
  readonly deadlineId: string
  readonly leadDays: number | null
}

/** What will be told in a period if nothing changes, by the code that the sweep plans with, and of which records. */
export async function foreseen(
  table: Table,
  workspaceId: WorkspaceId,
  period: Period,
): Promise<{ readonly tellings: readonly Telling[]; readonly titles: ReadonlyMap<string, string> }> {
  const titles = new Map<string, string>()
  const planned = await plannedInWorkspace(table, workspaceId, period.from, period, ({ record }) => {
    titles.set(record.id, record.title)
    return true
  })
  return { tellings: inOrder(planned), titles }
}

/** What the ledger says was told in a period. */
export async function wasTold(
  table: Table,
  workspaceId: WorkspaceId,
  period: Period,
): Promise<readonly Telling[]> {
  const tellings: Telling[] = []
  for await (const { delivery } of ledger(table, workspaceId, period)) {
    const { sendAt, recipient, recordId, deadlineKey, word, outcome } = delivery
    if (outcome.state === 'sent')
      tellings.push({
        sendAt,
        recipient,
        deadlineId: `${recordId}.${deadlineKey}`,
        leadDays: word.leadDays,
      })
  }
  return inOrder(tellings)
}

/** What only one of two lists has. */
export function differences(a: readonly Telling[], b: readonly Telling[]) {
  const [inA, inB] = [new Set(a.map(lineOf)), new Set(b.map(lineOf))]
  return {
    onlyFirst: [...inA].filter((line) => !inB.has(line)),
    onlySecond: [...inB].filter((line) => !inA.has(line)),
  }
}

export function lineOf({ sendAt, recipient, deadlineId, leadDays }: Telling): string {
  return `${sendAt} ${recipient} ${deadlineId} ${leadDays}`
}

function inOrder(tellings: readonly Telling[]): readonly Telling[] {
  return tellings
    .map(({ sendAt, recipient, deadlineId, leadDays }) => ({ sendAt, recipient, deadlineId, leadDays }))
    .sort((x, y) => (lineOf(x) < lineOf(y) ? -1 : 1))
}

/** A clock that stands still until it is moved. */
export function stillClock(start: Instant): MachineClock {
  let at = start
  return {
    now: () => at,
    moveTo: (instant) => {
      at = later(at, instant)
    },
  }
}

const accepted: Outcome = { kind: 'accepted', providerId: null }

/** A mail server that takes everything, and tells nobody. */
export const silentChannel: Channel & Required<Pick<Channel, 'lookUp'>> = {
  name: 'email',
  send: async () => accepted,
  lookUp: async () => undefined,
}
