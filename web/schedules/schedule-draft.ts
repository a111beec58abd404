import type { Schedule } from '../../shared/schedule/schedule.ts'

export const draftKinds = [
  'once',
  'every',
  'weekday',
  'session',
  'after',
  'list',
  'later',
  'earlier',
  'nth',
  'rrule',
  'manual',
] as const
export type DraftKind = (typeof draftKinds)[number] | 'kept'

/** A schedule while it is being written: what stands in the fields, and for a choice of two the two. */
export type ScheduleDraft = {
  readonly kind: DraftKind
  readonly texts: Readonly<Record<string, string>>
  readonly of: readonly ScheduleDraft[]
  /** A schedule that the builder has no words for; it stays as it is. */
  readonly kept: Schedule | null
}

export function emptyDraft(kind: DraftKind = 'once'): ScheduleDraft {
  return { kind, texts: {}, of: [], kept: null }
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The schedule that the fields say, as the API takes it. What is missing is left out: the API says what to do. */
export function scheduleOf(draft: ScheduleDraft): unknown {
  if (draft.kind === 'kept') return draft.kept
  return { ...ruleOf(draft), ...boundsOf(draft.texts) }
}

function ruleOf({ kind, texts, of }: ScheduleDraft): Readonly<Record<string, unknown>> {
  const text = (name: string) => texts[name]?.trim() || undefined
  const number = (name: string, otherwise: number) => Number(text(name) ?? otherwise)
  switch (kind) {
    case 'once':
      return { kind, on: text('on') }
    case 'every':
      return { kind, startsOn: text('startsOn'), period: `P${number('n', 1)}${text('unit') ?? 'Y'}` }
    case 'weekday':
      return { kind: 'rrule', startsOn: text('startsOn'), rrule: weekdayRule(texts) }
    case 'rrule':
      return { kind, startsOn: text('startsOn'), rrule: text('rrule') }
    case 'session':
      return {
        kind,
        organisationId: text('organisationId'),
        edge: text('edge') ?? 'opens',
        from: number('from', 1),
        every: number('every', 1),
        offset: offsetOf(texts),
      }
    case 'after':
      return {
        kind,
        event: text('event') ?? 'submission',
        period: `P${number('n', 1)}${text('unit') ?? 'Y'}`,
        firstOn: text('firstOn') ?? null,
      }
    case 'list':
      return { kind, dates: lines(texts.dates) }
    case 'nth':
      // biome-ignore lint/suspicious/noThenProperty: the contract's word; nobody awaits a schedule.
      return { kind, event: text('event') ?? 'ratification', n: number('count', 1), then: offsetOf(texts) }
    case 'later':
    case 'earlier':
      return { kind, of: of.map(scheduleOf), pairBy: 'year' }
    default:
      return { kind: 'manual' }
  }
}

function weekdayRule(texts: ScheduleDraft['texts']): string {
  const every = Number(texts.n || 1)
  const weekday = weekdays[Number(texts.weekday || 1) - 1] ?? 'MO'
  const interval = every === 1 ? '' : `;INTERVAL=${every}`
  return `FREQ=YEARLY${interval};BYMONTH=${texts.month || 1};BYDAY=${texts.place || 1}${weekday}`
}

/** An offset from its number, unit and direction. */
export function offsetOf(texts: Readonly<Record<string, string>>): string | { workingDays: number } {
  const n = Math.abs(Math.trunc(Number(texts.offset || 0)))
  const sign = texts.direction === 'before' && n > 0 ? '-' : ''
  if (texts.offsetUnit === 'workingDays') return { workingDays: Number(`${sign}${n}`) }
  return `${sign}P${n}${texts.offsetUnit || 'D'}`
}

/** The fields of an offset, where one unit is enough to say it. */
export function offsetTexts(
  offset: string | { readonly workingDays: number },
): Record<string, string> | undefined {
  if (typeof offset !== 'string') {
    const direction = offset.workingDays < 0 ? 'before' : 'after'
    return { offset: String(Math.abs(offset.workingDays)), offsetUnit: 'workingDays', direction }
  }
  const [, sign, n = '0', offsetUnit = 'D'] = /^(-?)P(\d+)([YMWD])$/.exec(offset) ?? []
  if (sign === undefined) return undefined
  return { offset: n, offsetUnit, direction: sign === '-' ? 'before' : 'after' }
}

function boundsOf({ roll, validFrom, validTo, except }: Readonly<Record<string, string>>) {
  return {
    ...(roll && roll !== 'none' ? { roll } : {}),
    ...(validFrom ? { validFrom } : {}),
    ...(validTo ? { validTo } : {}),
    ...(lines(except).length > 0 ? { except: lines(except) } : {}),
  }
}

export function lines(text: string | undefined): string[] {
  return (text ?? '').split(/[\n,]/).flatMap((line) => line.trim() || [])
}
