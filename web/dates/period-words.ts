import { t } from '../words/words.ts'

const units = ['Y', 'M', 'W', 'D'] as const
type Unit = (typeof units)[number]
const keyOf = { Y: 'period.years', M: 'period.months', W: 'period.weeks', D: 'period.days' } as const

export type Offset = string | { readonly workingDays: number }

/** A duration as the counts of its units, without its sign. */
function countsOf(duration: string): readonly (readonly [unit: Unit, n: number])[] {
  return units.flatMap((unit) => {
    const digits = new RegExp(`(\\d+)${unit}`).exec(duration)?.[1]
    return digits === undefined || Number(digits) === 0 ? [] : [[unit, Number(digits)] as const]
  })
}

/** '3 months', '1 year 6 months'. */
export function periodWords(duration: string): string {
  const parts = countsOf(duration).map(([unit, n]) => t(keyOf[unit], { n }))
  return parts.length === 0 ? t('period.days', { n: 0 }) : parts.join(' ')
}

export function isBefore(offset: Offset): boolean {
  return typeof offset === 'string' ? offset.startsWith('-') : offset.workingDays < 0
}

/** '5 weeks before it', '10 working days after it', 'on the day itself'. */
export function offsetWords(offset: Offset): string {
  const isZero = typeof offset === 'string' ? countsOf(offset).length === 0 : offset.workingDays === 0
  if (isZero) return t('period.itself')
  const long =
    typeof offset === 'string'
      ? periodWords(offset)
      : t('period.workingDays', { n: Math.abs(offset.workingDays) })
  return isBefore(offset) ? t('period.before', { long }) : t('period.after', { long })
}
