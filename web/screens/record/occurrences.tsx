import { useSignal } from '@preact/signals'
import type { Page } from '../../api/every-page.ts'
import { useReading } from '../../api/reading.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Pager } from '../../controls/pager.tsx'
import type { Deadline } from '../../deadlines/deadline.ts'
import { DeadlineRow } from '../../deadlines/deadline-row.tsx'
import type { TheRecord } from '../../records/record.ts'
import { t } from '../../words/words.ts'

/** What is and was due of a record, with its state and owner: everything that somebody touched, and 18 months ahead. */
export function Occurrences({ record }: { record: TheRecord }) {
  const cursor = useSignal<string | undefined>(undefined)
  const reading = useReading<Page<Deadline>>('/v1/deadlines', {
    recordId: record.id,
    limit: 25,
    cursor: cursor.value,
    // A change of the record changes its dates.
    from: record.trackedFrom,
  })
  const { body, failure, isReading } = reading
  return (
    <section class="section" aria-labelledby="occurrences" aria-busy={isReading}>
      <h2 id="occurrences">{t('record.deadlines')}</h2>
      {failure !== undefined && <FailureNote failure={failure} again={reading.again} />}
      {body?.data.length === 0 && <p class="empty">{t('record.noDeadlines')}</p>}
      <ul class="rows">
        {body?.data.map((deadline) => (
          <DeadlineRow key={deadline.id} deadline={deadline} isOfRecord />
        ))}
      </ul>
      {body !== undefined && <Pager cursor={cursor} next={body.nextCursor} />}
    </section>
  )
}
