import type * as z from 'zod'
import { Calendar, KeptCalendar } from '../calendar/calendar.ts'
import { loadCalendar, writeCalendar } from '../calendar/calendar-store.ts'
import { fieldErrors } from '../errors/field-errors.ts'
import { type FieldError, Refusal } from '../errors/refusal.ts'
import { changesBetween } from '../history/history.ts'
import { CalendarId, OrganisationId, PersonId } from '../identity/id.ts'
import { Organisation } from '../organisation/organisation.ts'
import {
  type By,
  recordOrganisation,
  reviseOrganisation,
  writeSession,
} from '../organisation/organisation-acts.ts'
import { KeptOrganisation, loadOrganisation } from '../organisation/organisation-store.ts'
import { Session } from '../organisation/session.ts'
import { KeptPerson, Person } from '../person/person.ts'
import { joinTeam, revisePerson } from '../person/person-acts.ts'
import { loadPerson } from '../person/person-store.ts'
import type { Write } from '../table/table.ts'
import { Settings } from '../workspace/workspace.ts'
import { reviseSettings } from '../workspace/workspace-acts.ts'
import { loadWorkspace } from '../workspace/workspace-store.ts'
import type { Bench } from './bench.ts'
import { deadlineAct, eventAct } from './part-acts.ts'
import { recordAct } from './record-act.ts'
import { resolvedBody } from './resolved-body.ts'
import type { JsonValue, LineFault, Step, StepNoun } from './step.ts'

/** What a step comes to: what is written for it, or why nothing is. Without writes nothing changes. */
export type StepAct =
  | { readonly outcome: 'create' | 'update'; readonly id: string; readonly writes: readonly Write[] }
  | { readonly outcome: 'unchanged'; readonly id: string }
  | { readonly outcome: 'refused'; readonly faults: readonly LineFault[] }

/** What a step works with: its body with ids for keys, and who does it. */
export type StepCall = {
  readonly bench: Bench
  readonly step: Step
  readonly body: Readonly<Record<string, JsonValue>>
  readonly by: By
}

const acts: Readonly<Record<StepNoun, (call: StepCall) => Promise<StepAct>>> = {
  settings: settingsAct,
  calendar: calendarAct,
  person: personAct,
  organisation: organisationAct,
  session: sessionAct,
  event: eventAct,
  record: recordAct,
  deadline: deadlineAct,
}

const administrators: ReadonlySet<StepNoun> = new Set(['settings', 'calendar', 'person'])

/**
 * Finds what a step comes to on what is there now. A dry run and a real one differ in what becomes of the writes,
 * and in nothing else.
 */
export async function stepAct(bench: Bench, step: Step): Promise<StepAct> {
  const { workspaceId, actor, now, mayWrite, mayAdminister } = bench.parts
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
  const first = bench.firstLineOf(step)
  if (first !== undefined && first !== step.line && first !== 0)
    return refusedAs({
      column: step.columns.externalRef ?? null,
      reason: `Line ${first} has the same reference or says the same.`,
      remedy: 'Remove one of the lines, or give each a reference of its own.',
    })
  const { body, faults } = await resolvedBody(bench, step)
  if (faults.length + step.faults.length > 0) {
    const known = new Set(step.faults.map(({ column }) => column))
    return {
      outcome: 'refused',
      faults: [...step.faults, ...faults.filter(({ column }) => !known.has(column))],
    }
  }
  try {
    return await acts[step.noun]({ bench, step, body, by: { workspaceId, now, by: actor } })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { outcome: 'refused', faults: faultsOf(step, error) }
  }
}

export function refusedAs(fault: LineFault): StepAct {
  return { outcome: 'refused', faults: [fault] }
}

/** @throws Refusal invalid, with a pointer to every member that is wrong */
export function parsedBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const errors = read.error.issues.flatMap((issue) => fieldErrors(issue, value))
  throw new Refusal('invalid', 'The line has values that cannot be accepted.', errors)
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

async function settingsAct({ bench, body, by }: StepCall): Promise<StepAct> {
  const stored = await loadWorkspace(bench.parts.table, by.workspaceId)
  if (stored === undefined) throw new Error(`no workspace ${by.workspaceId}`)
  const known = Object.keys(Settings.shape)
  const before = Object.fromEntries(Object.entries(stored.data).filter(([name]) => known.includes(name)))
  const { writes } = await reviseSettings(by, stored, parsedBody(Settings, { ...before, ...body }))
  return written('update', by.workspaceId, writes)
}

async function calendarAct({ bench, step, body, by }: StepCall): Promise<StepAct> {
  const id = CalendarId.parse(await bench.idOf(step))
  const given = parsedBody(Calendar, body)
  const stored = await loadCalendar(bench.parts.table, by.workspaceId, id)
  const { now: at } = by
  if (stored === undefined) {
    const calendar = KeptCalendar.parse({ ...given, id, version: 1, createdAt: at, updatedAt: at })
    return written('create', id, await writeCalendar(by, undefined, calendar))
  }
  const after = { ...stored.data, ...given }
  if (changesBetween(stored.data, after).length === 0) return { outcome: 'unchanged', id }
  return written(
    'update',
    id,
    await writeCalendar(by, stored, { ...after, version: stored.data.version + 1, updatedAt: at }),
  )
}

async function personAct({ bench, step, body, by }: StepCall): Promise<StepAct> {
  const id = PersonId.parse(await bench.idOf(step))
  const given = parsedBody(Person, body)
  const stored = await loadPerson(bench.parts.table, by.workspaceId, id)
  if (stored === undefined)
    return written(
      'create',
      id,
      await joinTeam(
        by,
        KeptPerson.parse({
          ...given,
          id,
          version: 1,
          status: step.status === 'archived' ? 'removed' : 'active',
        }),
      ),
    )
  const { writes } = await revisePerson(by, stored, { ...stored.data, ...given })
  return written('update', id, writes)
}

async function organisationAct({ bench, step, body, by }: StepCall): Promise<StepAct> {
  const id = OrganisationId.parse(await bench.idOf(step))
  const whole = await loadOrganisation(bench.parts.table, by.workspaceId, id)
  const { now: at } = by
  if (whole === undefined) {
    const given = parsedBody(Organisation, { ...step.fallbacks, ...body })
    const organisation = KeptOrganisation.parse({
      ...given,
      id,
      status: step.status,
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
    return written('create', id, await recordOrganisation(by, organisation))
  }
  const { data } = whole.stored
  const { id: _, status: _s, version: _v, createdAt: _c, updatedAt: _u, ...before } = data
  const given = parsedBody(Organisation, step.merges ? { ...before, ...body } : body)
  const status = step.merges ? data.status : step.status
  const { writes } = await reviseOrganisation(by, whole.stored, { ...data, ...given, status }, 'imported')
  return written('update', id, writes)
}

async function sessionAct({ bench, step, body, by }: StepCall): Promise<StepAct> {
  const session = parsedBody(Session, body)
  const owner = await bench.meaningOf('organisation', step.of ?? '')
  if (!('id' in owner)) return refusedAs({ column: null, ...owner })
  const id = `${owner.id}/sessions/${session.ordinal}`
  const whole = await loadOrganisation(bench.parts.table, by.workspaceId, OrganisationId.parse(owner.id))
  if (whole === undefined) return { outcome: 'create', id, writes: [] }
  const before = whole.sessions.find(({ ordinal }) => ordinal === session.ordinal)
  if (before === undefined)
    return written(
      'create',
      id,
      await writeSession(by, whole.stored, { before, after: { ...session, version: 1 } }),
    )
  const { version, ...was } = before
  if (changesBetween(was, session).length === 0) return { outcome: 'unchanged', id }
  return written(
    'update',
    id,
    await writeSession(by, whole.stored, { before, after: { ...session, version: version + 1 } }),
  )
}

export function written(outcome: 'create' | 'update', id: string, writes: readonly Write[]): StepAct {
  return writes.length === 0 ? { outcome: 'unchanged', id } : { outcome, id, writes }
}
