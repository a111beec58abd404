import { href } from '../../address.ts'
import { everyPage } from '../../api/every-page.ts'
import { mayWrite } from '../../api/me.ts'
import { useOutcome, useReading } from '../../api/reading.ts'
import { isSample } from '../../api/sample.ts'
import { Content } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import type { RecordEvent, TheRecord } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'
import { Amounts } from './amounts.tsx'
import { ArchiveButton } from './archive-button.tsx'
import { Events } from './events.tsx'
import { Facts } from './facts.tsx'
import { NextReminders } from './next-reminders.tsx'
import { Occurrences } from './occurrences.tsx'
import { RecordHistory } from './record-history.tsx'
import { TreatyParties } from './treaty-parties.tsx'

/** Everything about one record: its facts, what is due of it, what has happened, and who is told what when. */
export function RecordScreen({ id = '' }: { id: string | undefined }) {
  const reading = useReading<TheRecord>(`/v1/records/${encodeURIComponent(id)}`)
  const { body: record, failure, isReading } = reading
  const events = useOutcome<readonly RecordEvent[]>(record === undefined ? null : id, (signal) =>
    everyPage(`/v1/records/${encodeURIComponent(id)}/events`, {}, signal),
  )
  if (record === undefined)
    return (
      <div aria-busy={isReading}>
        <h1>{t('record.title')}</h1>
        {failure !== undefined && <FailureNote failure={failure} again={reading.again} />}
      </div>
    )
  const known = events.body ?? []
  return (
    <article class="record">
      <Head record={record} again={reading.again} etag={reading.etag} />
      <div class="columns">
        <div class="column-main">
          <Occurrences record={record} />
          {record.kind === 'agreement' && <TreatyParties record={record} events={known} />}
          <Events record={record} events={known} isReading={events.isReading} again={events.again} />
          <Amounts record={record} events={known} />
        </div>
        <div class="column-side">
          <Facts record={record} />
          <NextReminders record={record} />
        </div>
      </div>
      <RecordHistory id={record.id} />
    </article>
  )
}

type HeadProps = {
  readonly record: TheRecord
  readonly etag: string | null
  readonly again: () => Promise<void>
}

function Head({ record, etag, again }: HeadProps) {
  return (
    <header class="record-head">
      <p class="over-title">
        <span>{wordFor('kind', record.kind)}</span>
        {isSample(record.id) && <span class="tag">{t('sample.tag')}</span>}
        {record.status === 'archived' && <span class="tag">{t('record.archived')}</span>}
        {record.visibleTo.length > 0 && <span class="tag">{t('record.confidential')}</span>}
      </p>
      <div class="title-line">
        <h1>
          <Content text={record.title} />
        </h1>
        {mayWrite.value && (
          <div class="buttons">
            {record.status === 'active' && (
              <a class="button" href={href(['edit', record.id])}>
                {t('record.edit')}
              </a>
            )}
            <ArchiveButton record={record} etag={etag} again={again} />
          </div>
        )}
      </div>
    </header>
  )
}
