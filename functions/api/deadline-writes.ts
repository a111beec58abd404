import * as z from 'zod'
import { addOccurrence } from '../../shared/deadline/added-occurrence.ts'
import {
  type Deadline,
  type DeadlineKey,
  isOpen,
  keyText,
  parseDeadlineId,
} from '../../shared/deadline/deadline.ts'
import { acted, type DeadlineAct, touchedAs } from '../../shared/deadline/deadline-acts.ts'
import { deadlineAt } from '../../shared/deadline/deadlines.ts'
import type { TouchedDeadline } from '../../shared/deadline/touched-deadline.ts'
import { invalid, notFound, Refusal } from '../../shared/errors/refusal.ts'
import { findNamed } from '../../shared/identity/named-ids-store.ts'
import { maySee } from '../../shared/record/may-see.ts'
import type { Circumstances } from '../../shared/record/record-acts.ts'
import type { WholeRecord } from '../../shared/record/record-store.ts'
import { touchDeadlines } from '../../shared/record/touch-deadlines.ts'
import { Title } from '../../shared/text/text.ts'
import { ImpreciseDay } from '../../shared/time/imprecise-day.ts'
import { civilDay } from '../../shared/time/zone.ts'
import { type Act, reason } from './deadline-acts.ts'
import { deadlineEtag, deadlineView } from './deadline-view.ts'
import { requireMatch } from './etag.ts'
import { parse } from './parse.ts'
import { circumstances, recordOf } from './record-call.ts'
import type { Answer, Call } from './route.ts'

type Found = {
  readonly whole: WholeRecord
  readonly key: DeadlineKey
  readonly deadline: Deadline
  readonly at: Circumstances
}

/** @throws Refusal not_found for an id that is unknown, foreign, hidden, or that no rule gives */
export async function deadlineOf(call: Call): Promise<Found> {
  const parsed = parseDeadlineId(call.params.deadlineId ?? '')
  if (parsed === undefined) throw notFound()
  const whole = await recordOf(call, parsed.recordId)
  const at = await circumstances(call, whole.record)
  const deadline = deadlineAt(whole, at.around, call.now, parsed.key)
  if (deadline === undefined) throw notFound()
  return { whole, key: parsed.key, deadline, at }
}

/** Does one act to a deadline that the caller has seen as it is. */
export async function performAct(call: Call, action: string, read: Act['read']): Promise<Answer> {
  const found = await deadlineOf(call)
  requireMatch(call.ifMatch, deadlineEtag(found.deadline))
  refuseArchived(found.whole)
  const today = civilDay(call.now, found.at.around.workspace.zone)
  const act = await read(call.body, { call, today, deadline: found.deadline })
  await findNamed(call, act)
  if (act.act === 'assign' && !maySee(found.whole.record, act.ownerId))
    throw invalid('/ownerId', 'They may not see this record. Name them in its visibleTo first.')
  const { whole, key, deadline } = found
  const closing = alsoClosed(found, call, act)
  const touched = acted(deadline, whole.touched.get(keyText(key)), act, call.now)
  return store(call, found, [touched, ...closing], {
    action,
    reason: 'reason' in act ? act.reason : null,
  })
}

/** The other deadlines of the record that one completion closes: one submission for two periods. */
function alsoClosed({ whole, deadline, at }: Found, call: Call, deed: DeadlineAct): TouchedDeadline[] {
  if (deed.act !== 'complete') return []
  return [...new Set(deed.alsoCloses)].map((id) => {
    const pointer = `/alsoCloses/${deed.alsoCloses.indexOf(id)}`
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

/** What an occurrence that is entered by hand needs. */
export const AddedDeadline = z.strictObject({
  dueOn: ImpreciseDay,
  title: Title.nullable().default(null),
  reason,
})

/** Adds an occurrence that the rule does not give. */
export async function addDeadline(call: Call): Promise<Answer> {
  const body = parse(AddedDeadline, call.body)
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
  const { revised, writes } = await touchDeadlines(at, whole, touched, {
    ...deed,
    about: `${whole.record.id}.${keyText(key)}`,
  })
  const deadline = deadlineAt(revised, at.around, call.now, key)
  if (deadline === undefined) throw new Error(`a touched deadline is not found: ${keyText(key)}`)
  return { ...answerOf(deadline, revised), writes }
}

export function answerOf(deadline: Deadline, { record }: WholeRecord) {
  return { status: 200 as const, body: deadlineView(deadline, record), etag: deadlineEtag(deadline) }
}

function refuseArchived({ record }: WholeRecord): void {
  if (record.status === 'archived')
    throw new Refusal('conflict', 'The record is archived. Unarchive it first.')
}
