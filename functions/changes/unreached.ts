import type { Image } from '../../shared/change/change-source.ts'

export type Unreached = { readonly held: number; readonly failed: number }

/**
 * How many reminders these writes left held or failed. It is counted where the table's stream is read, and not where it
 * is written: so it holds whoever wrote it, and also where that process ended right after.
 */
export function unreachedIn(images: readonly Image[]): Unreached {
  const became = (state: string) =>
    images.filter(
      ({ before, after }) =>
        after?.sk.startsWith('DELIVERY#') === true && after.state === state && before?.state !== state,
    ).length
  return { held: became('held'), failed: became('failed') }
}
