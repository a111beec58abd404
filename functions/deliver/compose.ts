import { type OrganisationId, PersonId, type WorkspaceId } from '../../shared/identity/id.ts'
import { loadOrganisation } from '../../shared/organisation/organisation-store.ts'
import { loadPerson } from '../../shared/person/person-store.ts'
import { loadOwnChoices } from '../../shared/policy/choices-store.ts'
import { organisationIdsOf } from '../../shared/record/record.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Day, daysBetween } from '../../shared/time/day.ts'
import { dayInWords } from '../../shared/time/day-in-words.ts'
import { type DueDate, earliestDay, latestDay } from '../../shared/time/imprecise-day.ts'
import { civilDay } from '../../shared/time/zone.ts'
import type { Composition } from './contents.ts'
import { mailLinks } from './mail-links.ts'
import type { Occasion } from './occasion.ts'
import type { Validated } from './validate.ts'
import { veiled } from './veiled.ts'

/** What the mail says, and its address as it is now; undefined where the recipient is not in the team. */
export async function composed(
  occasion: Occasion,
  all: readonly Validated[],
): Promise<Composition | undefined> {
  const valid = all.map((each) => veiled(each, occasion.recipient))
  const { table, reader, workspaceId, now, baseUrl, label, envelopeKey } = occasion
  const reached = await addressOf(occasion)
  if (reached === undefined) return undefined
  const workspace = await reader.workspace(workspaceId)
  const today = civilDay(now, workspace.zone)
  const names = await namesOf(
    table,
    workspaceId,
    valid.map(({ record }) => firstOrganisation(record)),
  )
  const links = await mailLinks(occasion)
  const discreet = reached.discreet ?? workspace.discreet
  const offersActs = reached.mayAct && !discreet
  const acts = await Promise.all(valid.map((each) => (offersActs ? links.actsOn(each) : [])))
  const whys = await whysOf(occasion, valid)
  const items = valid.map(({ delivery, deadline, record, recipient }, n) => ({
    recordId: record.id,
    recordTitle: record.title,
    organisationName: names.get(firstOrganisation(record)) ?? null,
    deadlineId: deadline.id,
    deadlineTitle: titleOf(deadline, record),
    deadlineKind: deadline.kind,
    dueOn: deadline.dueOn,
    daysLeft: daysLeft(deadline.dueOn, today),
    leadDays: delivery.word.leadDays,
    reason: delivery.reason,
    // A review names the date that is no longer.
    previousDueOn: delivery.previousDueOn ?? (deadline.dueOn === null ? deadline.ruleDueOn : null),
    basis: deadline.basis,
    asks: deadline.asks,
    why: whys[n] ?? recipient.why,
    acts: acts[n] ?? [],
  }))
  const mail = {
    workspaceName: workspace.name,
    recipientName: reached.name,
    label,
    envelopeKey,
    baseUrl,
    discreet,
    unsubscribeUrl: await links.unsubscribe(),
    items,
  }
  return { to: reached.address, mail }
}

/** Why the reader is told of each; where they stand in, for whom and how long, by the name as it is now. */
async function whysOf(
  { table, workspaceId }: Occasion,
  valid: readonly Validated[],
): Promise<readonly string[]> {
  const away = valid.flatMap(
    ({ recipient: { inPlaceOf } }) => PersonId.safeParse(inPlaceOf?.of.id).data ?? [],
  )
  const names = new Map<string, string>()
  for (const id of new Set(away))
    names.set(id, (await loadPerson(table, workspaceId, id))?.data.name ?? 'somebody')
  return valid.map(({ recipient: { role, why, inPlaceOf } }) => {
    if (inPlaceOf === undefined) return why
    const place = `In place of ${names.get(inPlaceOf.of.id)}, who is away until ${dayInWords(inPlaceOf.awayUntil)}.`
    return role === 'cover' ? place : `${place} ${why}`
  })
}

/** A step or a notice alone says little: it is named with its record. */
function titleOf({ title }: Validated['deadline'], record: Validated['record']): string {
  return title === record.title ? title : `${title} – ${record.title}`
}

async function addressOf({ table, workspaceId, recipient }: Occasion) {
  const id = PersonId.safeParse(recipient)
  if (!id.success) return { address: recipient, name: null, mayAct: false, discreet: null }
  const person = await loadPerson(table, workspaceId, id.data)
  if (person === undefined) return undefined
  const { choices } = await loadOwnChoices(table, workspaceId, id.data)
  const { email, name, role } = person.data
  return { address: email, name, mayAct: role !== 'viewer', discreet: choices.discreet }
}

function firstOrganisation(record: Validated['record']): OrganisationId | undefined {
  return organisationIdsOf(record)[0]
}

/** The names of organisations, each read once. */
async function namesOf(
  table: Table,
  workspaceId: WorkspaceId,
  ids: readonly (OrganisationId | undefined)[],
): Promise<ReadonlyMap<OrganisationId | undefined, string>> {
  const names = new Map<OrganisationId | undefined, string>()
  for (const id of new Set(ids)) {
    const whole = id && (await loadOrganisation(table, workspaceId, id))
    if (whole !== undefined) names.set(id, whole.stored.data.name)
  }
  return names
}

/** Days to the earliest day of the date; negative, from its latest one, once that has passed. */
function daysLeft(dueOn: DueDate | null, today: Day): number | null {
  if (dueOn === null) return null
  const latest = latestDay(dueOn)
  return today > latest ? daysBetween(today, latest) : Math.max(0, daysBetween(today, earliestDay(dueOn)))
}
