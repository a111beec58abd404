import { useSignal } from '@preact/signals'
import { href } from '../../address.ts'
import { everyPage, type Page } from '../../api/every-page.ts'
import { mayWrite } from '../../api/me.ts'
import { useOutcome, useReading } from '../../api/reading.ts'
import { isSample } from '../../api/sample.ts'
import { Content } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Pager } from '../../controls/pager.tsx'
import { Section } from '../../controls/section.tsx'
import { Unfold } from '../../controls/unfold.tsx'
import { type Deadline, isOpen } from '../../deadlines/deadline.ts'
import { DeadlineRow } from '../../deadlines/deadline-row.tsx'
import type { Organisation, RecordEvent, TheRecord } from '../../records/record.ts'
import { RecordLine } from '../../records/record-line.tsx'
import { t, wordFor } from '../../words/words.ts'
import { EventLine } from '../record/events.tsx'
import { OrganisationForm } from './organisation-form.tsx'
import { Sessions } from './sessions.tsx'

/** What there is with one organisation: what is open, what was agreed by area, and when it meets. It prints as a brief. */
export function OrganisationPage({ id }: { id: string }) {
  const path = `/v1/organisations/${encodeURIComponent(id)}`
  const reading = useReading<Organisation>(path)
  const { body: organisation, etag, failure, isReading } = reading
  if (organisation === undefined)
    return (
      <div aria-busy={isReading}>
        <h1>{t('organisations.one')}</h1>
        {failure !== undefined && <FailureNote failure={failure} again={reading.again} />}
      </div>
    )
  return (
    <article class="brief">
      <p class="over-title">
        <span>{wordFor('organisationKind', organisation.kind)}</span>
        {organisation.shortName !== null && <Content text={organisation.shortName} />}
        {isSample(id) && <span class="tag">{t('sample.tag')}</span>}
      </p>
      <div class="title-line">
        <h1>
          <Content text={organisation.name} />
        </h1>
      </div>
      <div class="buttons brief-buttons">
        {mayWrite.value && (
          <a class="button button-small" href={href(['new'], { organisationId: id })}>
            {t('organisations.newRecord')}
          </a>
        )}
        <button type="button" class="button button-small" onClick={() => print()}>
          {t('organisations.print')}
        </button>
        {mayWrite.value && etag !== null && (
          <Unfold words={t('record.edit')}>
            {(close) => (
              <OrganisationForm given={{ organisation, etag }} close={close} again={reading.again} />
            )}
          </Unfold>
        )}
      </div>
      {organisation.note !== null && (
        <p class="brief-note">
          <Content text={organisation.note} />
        </p>
      )}
      <OpenDeadlines id={id} />
      <RecordsByArea id={id} />
      <Sessions organisation={organisation} />
      <Events path={path} />
    </article>
  )
}

function OpenDeadlines({ id }: { id: string }) {
  const cursor = useSignal<string | undefined>(undefined)
  const reading = useReading<Page<Deadline>>('/v1/deadlines', {
    organisationId: id,
    limit: 25,
    cursor: cursor.value,
  })
  const open = reading.body?.data.filter(isOpen)
  return (
    <Section
      title={t('organisations.open')}
      reading={reading}
      empty={open?.length === 0 && t('organisations.noneOpen')}
    >
      <ul class="rows">
        {open?.map((deadline) => (
          <DeadlineRow key={deadline.id} deadline={deadline} />
        ))}
      </ul>
      {reading.body !== undefined && <Pager cursor={cursor} next={reading.body.nextCursor} />}
    </Section>
  )
}

const mostOfArea = 50

function RecordsByArea({ id }: { id: string }) {
  const reading = useOutcome(`records of ${id}`, (signal) =>
    everyPage<TheRecord>('/v1/records', { organisationId: id }, signal),
  )
  const groups = Map.groupBy(reading.body ?? [], ({ areas }) => areas[0] ?? '')
  const sorted = [...groups].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)))
  return (
    <Section
      title={t('organisations.records')}
      reading={reading}
      empty={reading.body?.length === 0 && t('organisations.noRecords')}
    >
      {sorted.map(([area, records]) => (
        <div key={area} class="area">
          <h3>{area === '' ? t('organisations.noArea') : <Content text={area} />}</h3>
          <ul class="rows">
            {records.slice(0, mostOfArea).map((record) => (
              <RecordLine key={record.id} record={record} />
            ))}
          </ul>
          {records.length > mostOfArea && (
            <a href={href(['search'], { area })}>{t('preview.more', { n: records.length - mostOfArea })}</a>
          )}
        </div>
      ))}
    </Section>
  )
}

function Events({ path }: { path: string }) {
  const reading = useReading<Page<RecordEvent>>(`${path}/events`, { limit: 50 })
  if (reading.body?.data.length === 0) return null
  return (
    <Section title={t('events.title')} reading={reading}>
      <ol class="plain events">
        {reading.body?.data.map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </ol>
    </Section>
  )
}
