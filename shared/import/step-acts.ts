import { type FieldError, Refusal } from '../errors/refusal.ts'
import { channelAct, feedAct, tokenAct, webhookAct } from './connection-acts.ts'
import { muteAct } from './mute-act.ts'
import { organisationAct, sessionAct, sourceAct } from './organisation-act.ts'
import { deadlineAct, eventAct } from './part-acts.ts'
import { recordAct } from './record-act.ts'
import { resolvedBody } from './resolved-body.ts'
import type { ImportScope } from './scope.ts'
import type { LineFault, Step, StepNoun } from './step.ts'
import { refusedAs, type StepAct, type StepCall } from './step-act.ts'
import { calendarAct, choicesAct, personAct, settingsAct } from './team-acts.ts'

const acts: Readonly<Record<StepNoun, (call: StepCall) => Promise<StepAct>>> = {
  settings: settingsAct,
  calendar: calendarAct,
  person: personAct,
  organisation: organisationAct,
  session: sessionAct,
  event: eventAct,
  record: recordAct,
  deadline: deadlineAct,
  mute: muteAct,
  session_source: sourceAct,
  choices: choicesAct,
  channel: channelAct,
  webhook: webhookAct,
  feed: feedAct,
  token: tokenAct,
}

const administrators: ReadonlySet<StepNoun> = new Set([
  'settings',
  'calendar',
  'person',
  'choices',
  'channel',
  'webhook',
  'feed',
])

/**
 * Finds what a step comes to on what is there now. A dry run and a real one differ in what becomes of the writes,
 * and in nothing else.
 */
export async function stepAct(scope: ImportScope, step: Step): Promise<StepAct> {
  const { workspaceId, actor, now, mayWrite, mayAdminister } = scope.parts
  if (administrators.has(step.noun) && !mayAdminister)
    return refusedAs({
      column: null,
      reason: 'Only an administrator may bring this in.',
      remedy: 'Ask an administrator to import it, or leave the line out.',
    })
  if (!mayWrite)
    return refusedAs({
      column: null,
      reason: 'Whoever started the import may no longer write.',
      remedy: 'Have an editor import the file.',
    })
  const first = scope.firstLineOf(step)
  if (first !== undefined && first !== step.line && first !== 0)
    return refusedAs({
      column: step.columns.externalRef ?? null,
      reason: `Line ${first} has the same reference or says the same.`,
      remedy: 'Remove one of the lines, or give each a reference of its own.',
    })
  const { body, faults } = await resolvedBody(scope, step)
  if (faults.length + step.faults.length > 0) {
    const known = new Set(step.faults.map(({ column }) => column))
    return {
      outcome: 'refused',
      faults: [...step.faults, ...faults.filter(({ column }) => !known.has(column))],
    }
  }
  try {
    return await acts[step.noun]({ scope, step, body, by: { workspaceId, now, by: actor } })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { outcome: 'refused', faults: faultsOf(step, error) }
  }
}

function faultsOf({ columns }: Step, { message, errors }: Refusal): LineFault[] {
  if (errors.length === 0)
    return [{ column: null, reason: message, remedy: 'Change the line, or what it is about.' }]
  const faultOf = ({ pointer, detail }: FieldError) => {
    const member = pointer.split('/')[1] ?? ''
    return { column: columns[member] ?? pointer, reason: `"${member}" cannot be accepted.`, remedy: detail }
  }
  return errors.map(faultOf)
}
