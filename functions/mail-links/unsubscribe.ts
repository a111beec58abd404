import { PersonId, type RecordId } from '../../shared/identity/id.ts'
import type { UnsubscribeLink } from '../../shared/mail-link/mail-link.ts'
import { loadPerson } from '../../shared/person/person-store.ts'
import { loadOwnChoices } from '../../shared/policy/choices-store.ts'
import { circumstancesOf } from '../../shared/record/circumstances-store.ts'
import { maySee } from '../../shared/record/may-see.ts'
import type { Circumstances } from '../../shared/record/record-acts.ts'
import { loadRecord, type WholeRecord } from '../../shared/record/record-store.ts'
import { groupOf } from '../../shared/reminder/group.ts'
import { answeredFor, muteReminders } from '../../shared/reminder/mute-acts.ts'
import { deliveriesIn } from '../../shared/reminder/outbox-store.ts'
import { keys } from '../../shared/table/keys.ts'
import type { Table, Write } from '../../shared/table/table.ts'
import { loadWorkspace } from '../../shared/workspace/workspace-store.ts'
import type { LinkCall } from './deadline-link.ts'
import type { Page } from './page.ts'

/** What becomes of one record: its watcher hears no more of it; or its owner hands it over, or has nobody to. */
type Ending = {
  readonly whole: WholeRecord
  readonly at: Circumstances
  readonly how: 'muted' | 'handed_over' | 'stays'
  readonly to: PersonId | null
  readonly inWords: string
}

/** The records that a mail was about. */
export async function recordsOf({ table }: LinkCall, link: UnsubscribeLink): Promise<RecordId[]> {
  const { workspaceId, recipient, channel, envelopeSk } = link
  const group = groupOf({ pk: keys.outbox(workspaceId, recipient, channel), sk: envelopeSk })
  const deliveries = group === undefined ? [] : await deliveriesIn(table, workspaceId, group)
  const own = deliveries.filter((each) => each.envelopeSk === envelopeSk)
  return [...new Set(own.map(({ recordId }) => recordId))]
}

/** What ending the reminders would do, with a button that does it. */
export async function offerEnd(call: LinkCall, link: UnsubscribeLink): Promise<Page> {
  const ids = await recordsOf(call, link)
  const endings: Ending[] = []
  for (const id of ids) endings.push(...(await endingOf(call, link, id)))
  if (endings.length === 0)
    return {
      status: 200,
      title: 'No reminders of this come to you',
      lines: ['There is nothing left to end.'],
    }
  const lines = (await isDiscreet(call, link))
    ? [`This is about ${endings.length} of what you were reminded of.`]
    : endings.map(({ inWords }) => inWords)
  const canEnd = endings.some(({ how }) => how !== 'stays')
  return {
    status: 200,
    title: 'End these reminders?',
    lines,
    buttons: canEnd ? [{ label: 'End them' }] : [],
  }
}

/** Ends the reminders of one record. Nothing is written where there is nothing to end, or nobody to hand it over to. */
export async function endReminders(
  call: LinkCall,
  link: UnsubscribeLink,
  id: RecordId,
): Promise<{ readonly how: Ending['how'] | 'nothing'; readonly writes: readonly Write[] }> {
  const [ending] = await endingOf(call, link, id)
  if (ending === undefined) return { how: 'nothing', writes: [] }
  const { at, whole, how, to } = ending
  if (how === 'stays') return { how, writes: [] }
  const { writes } = await muteReminders(at, whole, { recipient: link.recipient, deadline: null }, to)
  return { how, writes }
}

/** Empty where the reader is not told of it any more, or only because nobody else has answered. */
async function endingOf(
  { table, now }: LinkCall,
  { workspaceId, recipient }: UnsubscribeLink,
  id: RecordId,
): Promise<Ending[]> {
  const whole = await loadRecord(table, workspaceId, id)
  if (whole?.record.status !== 'active') return []
  const by = { kind: 'mail_link', recipient } as const
  const at = await circumstancesOf(table, { workspaceId, now, by }, whole.record)
  const { record, deadlines } = answeredFor(whole, at, { recipient, deadline: null })
  const { watchers } = whole.record
  const title = titleFor(recipient, whole)
  if (!record && deadlines.length === 0) {
    const isMuted = whole.mutes.some((mute) => mute.recipient === recipient && mute.deadlineKey === null)
    const watches = watchers.some((watcher) => watcher === recipient) && !isMuted
    const inWords = `${title}: you watch it, and will hear no more of it.`
    return watches ? [{ whole, at, how: 'muted', to: null, inWords }] : []
  }
  const next = await nextOwner(table, at, whole, recipient)
  if (next === undefined)
    return [
      {
        whole,
        at,
        how: 'stays',
        to: null,
        inWords: `${title}: you answer for it, and there is nobody to hand it over to. Its reminders go on until somebody else owns it.`,
      },
    ]
  const inWords = `${title}: you answer for it. It goes to ${next.name}, who is told.`
  return [{ whole, at, how: 'handed_over', to: next.id, inWords }]
}

/** An administrator who inherits a confidential record learns that it exists, and not what it is. */
function titleFor(recipient: string, { record }: WholeRecord): string {
  const person = PersonId.safeParse(recipient)
  return person.success && !maySee(record, person.data) ? 'A confidential record' : record.title
}

/** Who takes over: the deputy, else the administrator; never nobody, nor somebody who has left or may not see it. */
async function nextOwner(table: Table, at: Circumstances, { record }: WholeRecord, recipient: string) {
  for (const id of [record.deputyId, at.around.workspace.administratorId]) {
    if (id === null || id === recipient || !maySee(record, id)) continue
    const person = await loadPerson(table, at.workspaceId, id)
    if (person?.data.status === 'active') return { id, name: person.data.name }
  }
  return undefined
}

async function isDiscreet(
  { table }: LinkCall,
  { workspaceId, recipient }: UnsubscribeLink,
): Promise<boolean> {
  const id = PersonId.safeParse(recipient)
  const own = id.success ? (await loadOwnChoices(table, workspaceId, id.data)).choices.discreet : null
  return own ?? (await loadWorkspace(table, workspaceId))?.data.discreet ?? true
}
