import { folded } from '../../shared/text/folded.ts'
import { today } from '../api/me.ts'
import { draftOf } from '../schedules/draft-of-schedule.ts'
import {
  emptyDraft,
  lines,
  offsetOf,
  offsetTexts,
  type ScheduleDraft,
  scheduleOf,
} from '../schedules/schedule-draft.ts'
import type { RecordKind, TheRecord } from './record.ts'

type Texts = Readonly<Record<string, string>>

/** A record while it is being written: what stands in the fields. */
export type RecordDraft = {
  readonly kind: RecordKind
  readonly texts: Texts
  readonly schedule: ScheduleDraft
  readonly milestones: readonly Texts[]
  readonly parties: readonly Texts[]
  readonly terms: readonly Texts[]
}

export function newDraft(kind: RecordKind = 'commitment'): RecordDraft {
  return { kind, texts: {}, schedule: emptyDraft(), milestones: [], parties: [], terms: [] }
}

const single = ['title', 'role', 'note', 'externalRef', 'ownerId', 'deputyId', 'supervisorId', 'trackedFrom']
const ofKind = {
  agreement: ['type', 'bindingness', 'signedOn', 'depositary', 'renewal', 'renewalPeriod', 'notice'],
  membership: ['organisationId', 'asOf', 'candidatureDueOn', 'electionOn'],
  commitment: ['organisationId', 'period'],
} as const satisfies Record<RecordKind, readonly string[]>

type Body = Record<string, unknown>

/** The record that the fields say, as the API takes it: an empty field is null. */
export function bodyOf(draft: RecordDraft): Body {
  const { kind, texts } = draft
  const text = (name: string) => texts[name]?.trim() || null
  const shared = Object.fromEntries([...single, ...ofKind[kind]].map((name) => [name, text(name)]))
  if (kind === 'agreement') delete shared.role
  if (kind === 'membership') shared.role ??= 'member'
  return {
    ...shared,
    areas: lines(texts.areas),
    watchers: lines(texts.watchers),
    visibleTo: lines(texts.visibleTo),
    links: lines(texts.links).map((url) => ({ title: null, url })),
    leadDays: text('leadDays') === null ? null : lines(texts.leadDays).map(Number),
    ...(kind === 'agreement' ? agreementBody(draft) : {}),
    ...(kind === 'membership' ? { terms: draft.terms.map(termOf) } : {}),
    ...(kind === 'commitment' ? commitmentBody(draft) : {}),
  }
}

function agreementBody({ texts, parties, terms }: RecordDraft): Body {
  return {
    type: texts.type || 'memorandum',
    renewal: texts.renewal || 'none',
    terms: terms.map(termOf),
    parties: parties
      .filter(({ organisationId, name }) => organisationId || name)
      .map(({ organisationId, name, capacity }) => ({
        organisationId: organisationId || null,
        name: organisationId ? null : name || null,
        capacity: capacity || null,
      })),
  }
}

function commitmentBody({ texts, schedule, milestones }: RecordDraft): Body {
  const amount = texts.amount?.trim()
  return {
    schedule: scheduleOf(schedule),
    rotation: lines(texts.rotation),
    amount: amount ? { value: Number(amount), currency: texts.currency?.trim().toUpperCase() ?? '' } : null,
    milestones: milestones.map((each, at) => ({
      key: each.key || keyFrom(each.title ?? '', at),
      title: each.title ?? '',
      offset: each.kept === undefined ? offsetOf({ direction: 'before', ...each }) : JSON.parse(each.kept),
    })),
  }
}

/** A key of a milestone from its title; where that leaves nothing, from its place. */
function keyFrom(title: string, at: number): string {
  const plain = folded(title)
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  return plain === '' ? `step_${at + 1}` : `${plain.slice(0, 34)}_${at + 1}`
}

function termOf({ startsOn, endsOn, isOpen }: Texts): Body {
  return { startsOn: startsOn || null, endsOn: isOpen === 'yes' ? '..' : endsOn || null }
}

/** What stands in the fields for a record that is there already. */
export function draftOfRecord(record: TheRecord): RecordDraft {
  const values: Body = { ...record }
  const texts = Object.fromEntries(
    [...single, ...ofKind[record.kind]].flatMap((name) => {
      const value = values[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
  const base = {
    ...newDraft(record.kind),
    texts: {
      ...texts,
      areas: record.areas.join(', '),
      watchers: record.watchers.join(', '),
      visibleTo: record.visibleTo.join(', '),
      links: record.links.map(({ url }) => url).join('\n'),
      leadDays: record.leadDays?.join(', ') ?? '',
    },
  }
  if (record.kind === 'commitment')
    return {
      ...base,
      texts: {
        ...base.texts,
        rotation: record.rotation.join(', '),
        ...(record.amount === null
          ? {}
          : { amount: String(record.amount.value), currency: record.amount.currency }),
      },
      schedule: draftOf(record.schedule),
      milestones: record.milestones.map(({ key, title, offset }) => ({
        key,
        title,
        ...(offsetTexts(offset) ?? { kept: JSON.stringify(offset) }),
      })),
    }
  const terms = record.terms.map(({ startsOn, endsOn }) => ({
    startsOn: startsOn ?? '',
    endsOn: endsOn === '..' || endsOn === null ? '' : endsOn,
    isOpen: endsOn === '..' ? 'yes' : 'no',
  }))
  if (record.kind === 'membership') return { ...base, terms }
  const parties = record.parties.map(({ organisationId, name, capacity }) => ({
    organisationId: organisationId ?? '',
    name: name ?? '',
    capacity: capacity ?? '',
  }))
  return { ...base, terms, parties }
}

/** What differs between two bodies: the merge patch from one to the other. */
export function patchBetween(before: Body, after: Body): Body {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value)),
  )
}

/** A body that can be previewed while it has no title yet. */
export function previewBody(draft: RecordDraft): Body {
  const body = bodyOf(draft)
  return { ...body, title: body.title ?? '…', trackedFrom: body.trackedFrom ?? today() }
}
