import type { Random } from '../random.ts'
import { dayOf, daysAfter } from './civil-days.ts'
import { deadlinesOf, type Facts, type RecordFacts, type Touched } from './facts.ts'

/** One request to the API, and what is true once it is stored. */
export type Act = {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  /** Where to read the ETag that has to be given; '*' where any will do. */
  readonly etagOf?: string
  readonly after: (facts: Facts, at: number) => Facts
}

type Chosen = { readonly record: RecordFacts; readonly deadlineId: string; readonly dueOn: string | null }

/** What a desk officer may do next: they change their mind for years. Undefined: nothing that makes sense. */
export function nextAct(
  facts: Facts,
  { people, channel }: { readonly people: readonly string[]; readonly channel: string },
  random: Random,
  now: number,
): Act | undefined {
  const record = random.pick([...facts.records.values()])
  if (record.isArchived) return archived(record, false)
  const what = random.pick([
    'move',
    'move',
    'move',
    'back',
    'postpone',
    'complete',
    'complete',
    'waive',
    'reopen',
    'reopen',
    'assign',
    'snooze',
    'acknowledge',
    'owner',
    'leads',
    'watchers',
    'mute',
    'archive',
    'session',
    'session',
  ] as const)
  const today = dayOf(now)
  switch (what) {
    case 'owner':
      return patched(record, { ownerId: random.pick(people) })
    case 'leads':
      return patched(record, { leadDays: random.pick([[30, 7, 1], [60, 30], [90, 14, 3], [7]]) })
    case 'watchers':
      return patched(record, {
        watchers: random.pick([
          [],
          ['registry@example.org'],
          [random.pick(people)],
          channel === '' ? [] : [channel],
        ]),
      })
    case 'mute':
      return muted(record)
    case 'archive':
      return archived(record, true)
    case 'session':
      return movedSession(facts, random, today)
  }
  const near = deadlinesOf(record, facts).filter(
    ({ dueOn }) => dueOn === null || (dueOn > daysAfter(today, -60) && dueOn < daysAfter(today, 200)),
  )
  if (near.length === 0) return undefined
  const { id, dueOn, isOpen } = random.pick(near)
  const chosen = { record, deadlineId: id, dueOn }
  if (what === 'reopen')
    return isOpen ? undefined : act(chosen, 'reopen', {}, (at) => ({ isClosed: false, arrangedAt: at }))
  if (!isOpen) return undefined
  switch (what) {
    case 'move': {
      // As often as not to where a lead is near: that is where it hurts.
      const days = random.chance(0.5) ? random.pick(record.leadDays) + random.below(3) : 1 + random.below(200)
      return moved(chosen, daysAfter(today, days), today)
    }
    case 'back': {
      const rule = ruleOf(facts, record, id)
      return rule !== undefined && rule !== null && rule > today ? moved(chosen, rule, today) : undefined
    }
    case 'postpone':
      return moved(chosen, null, today)
    case 'complete':
      return act(chosen, 'complete', {}, { isClosed: true })
    case 'waive':
      return act(chosen, 'waive', { reason: 'not owed' }, { isClosed: true })
    case 'assign': {
      const ownerId = random.pick(people)
      return act(chosen, 'assign', { ownerId }, (at) => ({ ownerId, arrangedAt: at }))
    }
    case 'acknowledge':
      return act(chosen, 'acknowledge', {}, (at) => ({ acknowledgedAt: at }))
    case 'snooze': {
      if (dueOn === null || dueOn <= daysAfter(today, 2)) return undefined
      const latest = Math.min(60, Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000))
      const untilOn = daysAfter(today, 1 + random.below(latest))
      return act(chosen, 'snooze', { untilOn }, { snoozedUntil: untilOn })
    }
  }
}

/** What the rule gives of a deadline, whatever was moved. */
function ruleOf(facts: Facts, record: RecordFacts, id: string): string | null | undefined {
  const touched = new Map(record.touched)
  const own = touched.get(id)
  if (own === undefined) return undefined
  const { movedTo, movedOn, ...rest } = own
  touched.set(id, rest)
  return deadlinesOf({ ...record, touched }, facts).find((each) => each.id === id)?.dueOn
}

function moved(chosen: Chosen, dueOn: string | null, today: string): Act | undefined {
  if (dueOn === chosen.dueOn) return undefined
  return act(chosen, 'move', { dueOn }, (at) => ({ movedTo: dueOn, movedOn: today, arrangedAt: at }))
}

function act(
  { record, deadlineId }: Chosen,
  action: string,
  body: object,
  touched: Touched | ((at: number) => Touched),
): Act {
  return {
    method: 'POST',
    path: `/v1/deadlines/${deadlineId}/${action}`,
    body,
    etagOf: `/v1/deadlines/${deadlineId}`,
    after: (facts, at) =>
      withRecord(facts, record.id, (now) => ({
        ...now,
        touched: new Map(now.touched).set(deadlineId, {
          ...now.touched.get(deadlineId),
          ...(typeof touched === 'function' ? touched(at) : touched),
        }),
      })),
  }
}

function patched(record: RecordFacts, change: Partial<RecordFacts>): Act {
  return {
    method: 'PATCH',
    path: record.path,
    body: change,
    etagOf: '*',
    after: (facts, at) =>
      withRecord(facts, record.id, (now) => {
        // Who else is told changes nothing for those who answer.
        const isAside = Object.keys(change).every((member) => member === 'watchers')
        return { ...now, ...change, ...(isAside ? {} : { arrangedAt: at }) }
      }),
  }
}

/** Somebody who may watch wants no reminders of it, or wants them again. */
function muted(record: RecordFacts): Act {
  const recipient = 'registry@example.org'
  const isMuted = record.muted.includes(recipient)
  return {
    method: 'POST',
    path: `/v1/records/${record.id}/${isMuted ? 'unmute' : 'mutes'}`,
    body: { recipient },
    etagOf: '*',
    after: (facts) => withRecord(facts, record.id, (now) => ({ ...now, muted: isMuted ? [] : [recipient] })),
  }
}

function archived(record: RecordFacts, isArchived: boolean): Act {
  return {
    method: isArchived ? 'DELETE' : 'POST',
    path: isArchived ? record.path : `${record.path}/unarchive`,
    etagOf: '*',
    after: (facts, at) => withRecord(facts, record.id, (now) => ({ ...now, isArchived, arrangedAt: at })),
  }
}

function movedSession(facts: Facts, random: Random, today: string): Act | undefined {
  const ahead = [...facts.sessions].filter(
    ([, on]) => on > daysAfter(today, 40) && on < daysAfter(today, 300),
  )
  if (ahead.length === 0) return undefined
  const [ordinal, on] = random.pick(ahead)
  const opensOn = daysAfter(on, random.pick([-21, -7, -1, 1, 7, 30]))
  if (opensOn <= daysAfter(today, 35)) return undefined
  return {
    method: 'PATCH',
    path: `SESSIONS/${ordinal}`,
    body: { opensOn },
    etagOf: '*',
    after: (facts, at) => ({
      ...facts,
      sessions: new Map(facts.sessions).set(ordinal, opensOn),
      sessionsArranged: new Map(facts.sessionsArranged).set(ordinal, at),
    }),
  }
}

function withRecord(facts: Facts, id: string, change: (record: RecordFacts) => RecordFacts): Facts {
  const record = facts.records.get(id)
  if (record === undefined) return facts
  return { ...facts, records: new Map(facts.records).set(id, change(record)) }
}
