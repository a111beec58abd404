import { describeDueDate, type ImpreciseDay } from '../time/imprecise-day.ts'

/** An event that has happened on a date, however well that is known. */
export type Happened = { readonly kind: string; readonly on: ImpreciseDay; readonly reference: string | null }

/** 'the deposit of 3 May 2026 (C.N.12.2026)': what a reader looks up to check a date that is counted from it. */
export function happenedInWords({ kind, on, reference }: Happened): string {
  const where = reference === null ? '' : ` (${reference})`
  return `the ${kind.replaceAll('_', ' ')} of ${describeDueDate(on)}${where}`
}
