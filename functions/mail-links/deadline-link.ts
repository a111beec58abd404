import { type Deadline, isOpen, keyText, parseDeadlineId } from '../../shared/deadline/deadline.ts'
import { acted, type DeadlineAct } from '../../shared/deadline/deadline-acts.ts'
import { deadlineAt } from '../../shared/deadline/deadlines.ts'
import { invalid, Refusal } from '../../shared/errors/refusal.ts'
import { PersonId } from '../../shared/identity/id.ts'
import type { DeadlineLink } from '../../shared/mail-link/mail-link.ts'
import { loadPerson } from '../../shared/person/person-store.ts'
import { circumstancesOf } from '../../shared/record/circumstances-store.ts'
import { maySee } from '../../shared/record/may-see.ts'
import type { Circumstances } from '../../shared/record/record-acts.ts'
import { loadRecord, toldStateOf, type WholeRecord } from '../../shared/record/record-store.ts'
import { touchDeadlines } from '../../shared/record/touch-deadlines.ts'
import { addresseesOf } from '../../shared/reminder/addressees.ts'
import type { Table, Write } from '../../shared/table/table.ts'
import { addDays, Day } from '../../shared/time/day.ts'
import { dayInWords } from '../../shared/time/day-in-words.ts'
import { describeDueDate, earliestDay } from '../../shared/time/imprecise-day.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { civilDay } from '../../shared/time/zone.ts'
import type { Button, Page } from './page.ts'

/** What a link leads to, read anew each time. */
export type LinkCall = { readonly table: Table; readonly now: Instant }

type Found = {
  readonly at: Circumstances
  readonly whole: WholeRecord
  readonly deadline: Deadline
  readonly personId: PersonId
  readonly today: Day
}

const titles = {
  acknowledge: 'I know of it',
  snooze: 'Remind me later',
  complete: 'It is done',
} as const

const deeds = { acknowledge: 'acknowledged', snooze: 'snoozed', complete: 'completed' } as const

/** What the link would do, with a button that does it. */
export async function offerDeed(call: LinkCall, link: DeadlineLink): Promise<Page> {
  const found = await foundBy(call, link)
  const { deadline } = found
  if (!isOpen(deadline)) return { status: 200, title: aboutIt(found), lines: [closedAlready(deadline)] }
  return { status: 200, title: titles[link.action], lines: [aboutIt(found)], buttons: buttonsOf(link, found) }
}

/** Does it. @throws Refusal where it is no longer theirs, or its state or the day does not allow it */
export async function doDeed(
  call: LinkCall,
  link: DeadlineLink,
  form: URLSearchParams,
): Promise<{ readonly page: Page; readonly writes: readonly Write[] }> {
  const found = await foundBy(call, link)
  const { at, whole, deadline } = found
  const key = parseDeadlineId(deadline.id)?.key
  const touched = acted(deadline, key && whole.touched.get(keyText(key)), deedOf(link, found, form), call.now)
  const { writes } = await touchDeadlines(at, whole, [touched], {
    action: deeds[link.action],
    about: deadline.id,
    reason: null,
  })
  const said = {
    acknowledge: 'Noted: you know of it. It stays open until it is done.',
    snooze: `You will hear of it again on ${dayInWords(touched.snoozedUntilOn ?? found.today)}. The due date stays.`,
    complete: 'Noted: it is done.',
  } as const
  return { page: { status: 200, title: said[link.action], lines: [aboutIt(found)] }, writes }
}

/** @throws Refusal not_found where the reader has left, may only read, or no longer answers for it */
async function foundBy({ table, now }: LinkCall, link: DeadlineLink): Promise<Found> {
  const { workspaceId, recipient } = link
  const gone = new Refusal(
    'not_found',
    'This is no longer yours to answer: it was handed over, or it is gone.',
  )
  const parsed = parseDeadlineId(link.deadlineId)
  const personId = PersonId.safeParse(recipient)
  const person = personId.success ? await loadPerson(table, workspaceId, personId.data) : undefined
  const mayAct = person?.data.status === 'active' && person.data.role !== 'viewer'
  const whole = parsed && (await loadRecord(table, workspaceId, parsed.recordId))
  if (!personId.success || !mayAct || parsed === undefined || whole?.record.status !== 'active') throw gone
  if (!maySee(whole.record, personId.data)) throw gone
  const by = { kind: 'mail_link', recipient } as const
  const at = await circumstancesOf(table, { workspaceId, now, by }, whole.record)
  const { workspace } = at.around
  const deadline = deadlineAt(whole, at.around, now, parsed.key)
  const { deputyId, supervisorId } = whole.record
  const answers = [deadline?.ownerId, deputyId, supervisorId, workspace.administratorId]
  if (deadline === undefined) throw gone
  const standsIn = addresseesOf(deadline, toldStateOf(whole), at.around, now).some(
    ({ id, inPlaceOf }) => id === personId.data && inPlaceOf !== undefined,
  )
  if (!standsIn && !answers.includes(personId.data)) throw gone
  return { at, whole, deadline, personId: personId.data, today: civilDay(now, workspace.zone) }
}

function deedOf(
  { action }: DeadlineLink,
  { at, personId, today }: Found,
  form: URLSearchParams,
): DeadlineAct {
  switch (action) {
    case 'acknowledge':
      return { act: 'acknowledge', at: at.now, by: personId }
    case 'complete':
      return { act: 'complete', on: today, note: null, evidence: [], alsoCloses: [] }
    case 'snooze': {
      const untilOn = Day.safeParse(form.get('untilOn'))
      if (!untilOn.success) throw invalid('/untilOn', 'Choose a day.')
      return { act: 'snooze', untilOn: untilOn.data, today }
    }
  }
}

/** A day, a week and a month on, as far as they do not lie beyond the due date. */
function buttonsOf({ action }: DeadlineLink, { deadline, today }: Found): Button[] {
  if (action !== 'snooze') return [{ label: titles[action] }]
  const dueOn = deadline.dueOn && earliestDay(deadline.dueOn)
  const days = [1, 7, 30].map((n) => addDays(today, n))
  const possible = days.filter((day) => dueOn === null || dueOn < today || day <= dueOn)
  return possible.map((day) => ({
    label: `On ${dayInWords(day)}`,
    field: { name: 'untilOn', value: day },
  }))
}

function aboutIt({ deadline, whole }: Found): string {
  const { title, dueOn } = deadline
  const named = title === whole.record.title ? title : `${title} – ${whole.record.title}`
  return dueOn === null ? named : `${named}, due on ${describeDueDate(dueOn)}`
}

function closedAlready({ outcome }: Deadline): string {
  return `It is ${outcome.status} already: there is nothing left to do here.`
}
