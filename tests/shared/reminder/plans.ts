import { planOf } from '../../../shared/reminder/owed.ts'
import type { ToldState } from '../../../shared/reminder/told-state.ts'
import { Instant } from '../../../shared/time/instant.ts'
import type { Workspace } from '../../../shared/workspace/workspace.ts'
import { ada, around, leyla, ministry, otto, type stateOf } from '../../support/cast.ts'

const names = new Map<string, string>([
  [leyla, 'Leyla'],
  [otto, 'Otto'],
  [ada, 'Ada'],
])

/** What the sweep plans at that time. */
export function plan(state: ToldState, now: string, workspace: Workspace = ministry()) {
  return planOf(state, around(workspace), Instant.parse(now))
}

/** Each message in one line: to whom, the word, why, how labelled, when, and what it replaces. */
export function owed(state: ToldState, now: string, workspace?: Workspace): string[] {
  return plan(state, now, workspace).owed.map(({ recipient, word, reason, label, sendAt, replaces }) => {
    const ending = replaces.length === 0 ? '' : ` instead of ${replaces.join(', ')}`
    return `${names.get(recipient) ?? recipient}: ${word.dueOn} in ${word.leadDays}, ${reason}, ${label}, ${sendAt}${ending}`
  })
}

/** A record as it is found, when, and each message that is owed of it in one line. */
export type Case = [name: string, state: Parameters<typeof stateOf>[0], now: string, expected: string[]]
