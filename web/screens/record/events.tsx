import { useSignal } from '@preact/signals'
import { mayWrite } from '../../api/me.ts'
import { Content, DueDay } from '../../controls/content.tsx'
import { amountWords } from '../../dates/amount-words.ts'
import type { RecordEvent, TheRecord } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'
import { EventForm } from './event-form.tsx'
import { OrganisationLink } from './facts.tsx'
import { Timeline } from './timeline.tsx'

type EventsProps = {
  readonly record: TheRecord
  readonly events: readonly RecordEvent[]
  readonly isReading: boolean
  readonly again: () => Promise<void>
}

/** What has happened: drawn, and in words. */
export function Events({ record, events, isReading, again }: EventsProps) {
  const isAdding = useSignal(false)
  const close = () => {
    isAdding.value = false
  }
  return (
    <section class="section" aria-labelledby="events" aria-busy={isReading}>
      <h2 id="events">{t('events.title')}</h2>
      <Timeline events={events} />
      {events.length === 0 && !isReading && <p class="empty">{t('events.none')}</p>}
      <ol class="plain events">
        {[...events].reverse().map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </ol>
      {mayWrite.value && record.status === 'active' && !isAdding.value && (
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            isAdding.value = true
          }}
        >
          {t('events.add')}
        </button>
      )}
      {isAdding.value && <EventForm path={`/v1/records/${record.id}/events`} close={close} again={again} />}
    </section>
  )
}

export function EventLine({ event }: { event: RecordEvent }) {
  const { on, kind, organisationId, reference, note, amount, nextDueOn } = event
  return (
    <li>
      <p class="event-when">
        {on === null ? <span class="imprecise">{t('date.unknown')}</span> : <DueDay due={on} />}
      </p>
      <div>
        <p>
          <strong>{wordFor('event', kind)}</strong>{' '}
          {organisationId !== null && <OrganisationLink id={organisationId} />}{' '}
          {reference !== null && <Content text={reference} />} {amount !== null && amountWords(amount)}
        </p>
        {note !== null && (
          <p class="quiet">
            <Content text={note} />
          </p>
        )}
        {nextDueOn !== null && (
          <p class="quiet">
            {t('events.next')} <DueDay due={nextDueOn} />
          </p>
        )}
      </div>
    </li>
  )
}
