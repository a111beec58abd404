import * as z from 'zod'
import type { Deadline } from '../../shared/deadline/deadline.ts'
import type { DeadlineAct } from '../../shared/deadline/deadline-acts.ts'
import { formerAcknowledgement } from '../../shared/deadline/former-acknowledgement-store.ts'
import { Evidence } from '../../shared/deadline/touched-deadline.ts'
import { PersonId } from '../../shared/identity/id.ts'
import { Note } from '../../shared/text/text.ts'
import { Day } from '../../shared/time/day.ts'
import { ImpreciseDay } from '../../shared/time/imprecise-day.ts'
import { parse } from './parse.ts'
import { type Call, noBody } from './route.ts'

/** Why something is done. */
export const reason = Note.nullable().default(null)

/** The body of each act, and the act that it says. */
export const deadlineActs = {
  complete: act(
    'completed',
    'Mark it done, with evidence',
    z.strictObject({
      on: Day.nullable().default(null),
      note: Note.nullable().default(null),
      evidence: z.array(Evidence).max(50).default([]),
      alsoCloses: z.array(z.string().max(200)).max(50).default([]),
    }),
    ({ on, ...rest }, { today }) => ({ act: 'complete', on: on ?? today, ...rest }),
  ),
  waive: act('waived', 'Waive it: it was not owed after all', z.strictObject({ reason }), (body) => ({
    act: 'waive',
    ...body,
  })),
  cancel: act('cancelled', 'Cancel it: it will not take place', z.strictObject({ reason }), (body) => ({
    act: 'cancel',
    ...body,
  })),
  reopen: act('reopened', 'Open it again', z.strictObject({ reason }), (body) => ({
    act: 'reopen',
    ...body,
  })),
  move: act(
    'moved',
    'Move this one date; the series stays. null: postponed, with no new date yet',
    z.strictObject({ dueOn: ImpreciseDay.nullable(), reason }),
    (body, { today }) => ({ act: 'move', ...body, today }),
  ),
  assign: act('assigned', 'Give it to somebody', z.strictObject({ ownerId: PersonId, reason }), (body) => ({
    act: 'assign',
    ...body,
  })),
  acknowledge: act('acknowledged', 'Say that you know of it', noBody, (_, { call }) => ({
    act: 'acknowledge',
    at: call.now,
    by: call.identity.personId,
  })),
  unacknowledge: act(
    'unacknowledged',
    'Take the last acknowledgement back: reminders and escalation go on as if it had not been',
    noBody,
    async (_, { call, deadline }) => ({
      act: 'unacknowledge',
      former: await formerAcknowledgement(call.table, call.identity.workspaceId, deadline),
    }),
  ),
  snooze: act(
    'snoozed',
    'Be silent about it until a day',
    z.strictObject({ untilOn: Day }),
    ({ untilOn }, { today }) => ({
      act: 'snooze',
      untilOn,
      today,
    }),
  ),
  unsnooze: act('unsnoozed', 'End the snooze before its day', noBody, () => ({ act: 'unsnooze' })),
} as const

type Setting = { readonly call: Call; readonly today: Day; readonly deadline: Deadline }

export type Act = {
  /** What the history calls it. */
  readonly deed: string
  readonly summary: string
  readonly body: z.ZodType
  readonly read: (body: unknown, setting: Setting) => DeadlineAct | Promise<DeadlineAct>
}

function act<Body extends z.ZodType>(
  deed: string,
  summary: string,
  body: Body,
  read: (body: z.output<Body>, setting: Setting) => DeadlineAct | Promise<DeadlineAct>,
): Act {
  return { deed, summary, body, read: (value, setting) => read(parse(body, value), setting) }
}
