import * as z from 'zod'
import { addOccurrence } from '../../../shared/deadline/added-occurrence.ts'
import {
  Deadline,
  type DeadlineKey,
  DeadlineStatus,
  isOpen,
  keyText,
  parseDeadlineId,
} from '../../../shared/deadline/deadline.ts'
import { acted, type DeadlineAct, touchedAs } from '../../../shared/deadline/deadline-acts.ts'
import { touchedItem } from '../../../shared/deadline/deadline-store.ts'
import { deadlineAt } from '../../../shared/deadline/deadlines.ts'
import { Evidence, type TouchedDeadline } from '../../../shared/deadline/touched-deadline.ts'
import { invalid, notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { changesBetween } from '../../../shared/history/history.ts'
import { OrganisationId, PersonId, RecordId } from '../../../shared/identity/id.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { type Circumstances, touchRecord } from '../../../shared/record/record-acts.ts'
import type { WholeRecord } from '../../../shared/record/record-store.ts'
import { Note, Title } from '../../../shared/text/text.ts'
import { Day } from '../../../shared/time/day.ts'
import { ImpreciseDay } from '../../../shared/time/imprecise-day.ts'
import { civilDay } from '../../../shared/time/zone.ts'
import { listDeadlines } from '../deadline-list.ts'
import { DeadlineView, deadlineEtag, deadlineView } from '../deadline-view.ts'
import { requireMatch } from '../etag.ts'
import { pageOf, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { circumstances, recordOf } from '../record-call.ts'
import { type Answer, type Call, noBody, noQuery, type Route, route } from '../route.ts'

const one = '/v1/deadlines/{deadlineId}'
const reason = Note.nullable().default(null)

/** The body of each act, and the act that it says. */
const acts = {
  complete: act(
    'completed',
    'Mark it done, with evidence',
    z.strictObject({
      on: Day.nullable().default(null),
      note: Note.nullable().default(null),
      evidence: z.array(Evidence).max(50).default([]),
      alsoCloses: z.array(z.string().max(200)).max(50).default([]),
    }),
    ({ on, note, evidence }, { today }) => ({ act: 'complete', on: on ?? today, note, evidence }),
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
    (body) => ({ act: 'move', ...body }),
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
} as const

type Setting = { readonly call: Call; readonly today: Day }

type Act = {
  /** What the history calls it. */
  readonly deed: string
  readonly summary: string
  readonly body: z.ZodType
  readonly read: (body: unknown, setting: Setting) => DeadlineAct
}

function act<Body extends z.ZodType>(
  deed: string,
  summary: string,
  body: Body,
  read: (body: z.output<Body>, setting: Setting) => DeadlineAct,
): Act {
  return { deed, summary, body, read: (value, setting) => read(parse(body, value), setting) }
}

export const deadlineRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/deadlines',
    operationId: 'listDeadlines',
    summary: 'List deadlines by date',
    permission: 'read',
    query: z.strictObject({
      ...pageQuery,
      from: Day.optional(),
      to: Day.optional(),
      status: DeadlineStatus.optional(),
      kind: Deadline.shape.kind.optional(),
      ownerId: PersonId.optional(),
      organisationId: OrganisationId.optional(),
      recordId: RecordId.optional(),
    }),
    answer: pageOf(DeadlineView),
    status: 200,
    run: listDeadlines,
  }),
  route({
    method: 'get',
    path: one,
    operationId: 'readDeadline',
    summary: 'Read a deadline',
    permission: 'read',
    query: noQuery,
    answer: DeadlineView,
    status: 200,
    async run(call) {
      const { deadline, whole } = await deadlineOf(call)
      return answerOf(deadline, whole)
    },
  }),
  route({
    method: 'post',
    path: '/v1/records/{recordId}/deadlines',
    operationId: 'addDeadline',
    summary: 'Add an occurrence that the rule does not give',
    permission: 'write',
    query: noQuery,
    body: z.strictObject({ dueOn: ImpreciseDay, title: Title.nullable().default(null), reason }),
    answer: DeadlineView,
    status: 201,
    run: add,
  }),
  ...Object.entries(acts).map(([name, { deed, summary, body, read }]) =>
    route({
      method: 'post',
      path: `${one}/${name}`,
      operationId: `${name}Deadline`,
      summary,
      permission: 'write',
      query: noQuery,
      body,
      ifMatch: 'required',
      answer: DeadlineView,
      status: 200,
      run: (call) => perform(call, deed, read),
    }),
  ),
]

type Found = {
  readonly whole: WholeRecord
  readonly key: DeadlineKey
  readonly deadline: Deadline
  readonly at: Circumstances
}

/** @throws Refusal not_found for an id that is unknown, foreign, hidden, or that no rule gives */
async function deadlineOf(call: Call): Promise<Found> {
  const parsed = parseDeadlineId(call.params.deadlineId ?? '')
  if (parsed === undefined) throw notFound()
  const whole = await recordOf(call, parsed.recordId)
  const at = await circumstances(call, whole.record)
  const deadline = deadlineAt(whole, at.around, call.now, parsed.key)
  if (deadline === undefined) throw notFound()
  return { whole, key: parsed.key, deadline, at }
}

async function perform(call: Call, action: string, read: Act['read']): Promise<Answer> {
  const found = await deadlineOf(call)
  requireMatch(call.ifMatch, deadlineEtag(found.deadline))
  refuseArchived(found.whole)
  const today = civilDay(call.now, found.at.around.workspace.zone)
  const act = read(call.body, { call, today })
  await findNamed(call.table, call.identity.workspaceId, act)
  const { whole, key, deadline } = found
  const closing = alsoClosed(found, call, act)
  const touched = acted(deadline, whole.touched.get(keyText(key)), act)
  return store(call, found, [touched, ...closing], {
    action,
    reason: 'reason' in act ? act.reason : null,
  })
}

/** The other deadlines of the record that one completion closes: one submission for two periods. */
function alsoClosed({ whole, deadline, at }: Found, call: Call, deed: DeadlineAct): TouchedDeadline[] {
  if (deed.act !== 'complete') return []
  const { alsoCloses } = z.object({ alsoCloses: z.array(z.string()).default([]) }).parse(call.body)
  return [...new Set(alsoCloses)].map((id, index) => {
    const pointer = `/alsoCloses/${index}`
    const parsed = parseDeadlineId(id)
    const other =
      parsed?.recordId === whole.record.id && id !== deadline.id
        ? deadlineAt(whole, at.around, call.now, parsed.key)
        : undefined
    if (parsed === undefined || other === undefined)
      throw invalid(pointer, 'Name another deadline of the same record.')
    if (!isOpen(other)) throw invalid(pointer, `This deadline is ${other.outcome.status} already.`)
    const base = touchedAs(other, whole.touched.get(keyText(parsed.key)))
    const { on, note, evidence } = deed
    return { ...base, outcome: { status: 'done', on, note, evidence: [...evidence], closedBy: deadline.id } }
  })
}

async function add(call: Call): Promise<Answer> {
  const body = parse(
    z.strictObject({ dueOn: ImpreciseDay, title: Title.nullable().default(null), reason }),
    call.body,
  )
  const whole = await recordOf(call)
  refuseArchived(whole)
  const at = await circumstances(call, whole.record)
  const { touched, key } = addOccurrence(whole, at.around, call.now, body)
  const after = new Map(whole.touched).set(touched.key, touched)
  const deadline = deadlineAt({ ...whole, touched: after }, at.around, call.now, key)
  if (deadline === undefined) throw new Error(`an added occurrence is not found: ${touched.key}`)
  const answer = await store(call, { whole, key, deadline, at }, [touched], {
    action: 'added',
    reason: body.reason,
  })
  return { ...answer, status: 201, location: `/v1/deadlines/${deadline.id}` }
}

/** Stores touched deadlines and answers with the one that the request was about. */
async function store(
  call: Call,
  { whole, key, at }: Found,
  touched: readonly TouchedDeadline[],
  deed: { readonly action: string; readonly reason: string | null },
): Promise<Answer> {
  const after = new Map(whole.touched)
  for (const each of touched) after.set(each.key, each)
  const revised = { ...whole, touched: after }
  const changes = touched.flatMap((each) =>
    changesBetween(whole.touched.get(each.key) ?? {}, each).map((change) => ({
      ...change,
      pointer: `/${each.key}${change.pointer}`,
    })),
  )
  const deadline = deadlineAt(revised, at.around, call.now, key)
  if (deadline === undefined) throw new Error(`a touched deadline is not found: ${keyText(key)}`)
  const writes = [
    ...(await touchRecord(at, revised, { ...deed, about: deadline.id, changes })),
    ...touched.map((each) => ({ put: touchedItem(at.workspaceId, whole.record.id, each) })),
  ]
  return { ...answerOf(deadline, revised), writes }
}

function answerOf(deadline: Deadline, { record }: WholeRecord) {
  return { status: 200 as const, body: deadlineView(deadline, record), etag: deadlineEtag(deadline) }
}

function refuseArchived({ record }: WholeRecord): void {
  if (record.status === 'archived')
    throw new Refusal('conflict', 'The record is archived. Unarchive it first.')
}
