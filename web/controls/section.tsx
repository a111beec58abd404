import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Reading } from '../api/reading.ts'
import { FailureNote } from './failure-note.tsx'

type SectionProps = {
  readonly title: string
  /** What is read for it: busy and failed states are shown. */
  readonly reading?: Pick<Reading<unknown>, 'failure' | 'isReading' | 'again'>
  /** What belongs here, while there is nothing. */
  readonly empty?: string | false | undefined
  readonly children?: ComponentChildren
}

/** A part of a screen under its own heading. */
export function Section({ title, reading, empty, children }: SectionProps) {
  const id = useId()
  return (
    <section class="section" aria-labelledby={id} aria-busy={reading?.isReading ?? false}>
      <h2 id={id}>{title}</h2>
      {reading?.failure !== undefined && <FailureNote failure={reading.failure} again={reading.again} />}
      {empty !== undefined && empty !== false && <p class="empty">{empty}</p>}
      {children}
    </section>
  )
}
