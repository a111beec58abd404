import { everyPage, type Page } from '../../api/every-page.ts'
import { mayAdminister, team, today } from '../../api/me.ts'
import { useOutcome, useReading } from '../../api/reading.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Section } from '../../controls/section.tsx'
import { Unfold } from '../../controls/unfold.tsx'
import { plusDays } from '../../dates/day-words.ts'
import { type Deadline, isOpen } from '../../deadlines/deadline.ts'
import { t } from '../../words/words.ts'
import type { ListedAbsence } from './absences.tsx'
import { Inherited } from './inherited.tsx'
import { PersonForm } from './person-form.tsx'
import { PersonRow } from './person-row.tsx'

/** How far ahead the load of a person is counted. */
const aheadDays = 90
const mostCounted = 1000

/** The team, and what each answers for in the next three months. */
export function PeopleScreen() {
  const to = plusDays(today(), aheadDays)
  const reading = useOutcome(`load to ${to}`, (signal) =>
    everyPage<Deadline>('/v1/deadlines', { to }, signal),
  )
  const absences = useReading<Page<ListedAbsence>>('/v1/absences', { limit: 100 })
  const open = (reading.body ?? []).filter(isOpen)
  const loadOf = (id: string) => {
    const own = open.filter(({ ownerId }) => ownerId === id)
    return { all: own.length, overdue: own.filter(({ status }) => status === 'overdue').length }
  }
  const most = Math.max(1, ...team.value.map(({ id }) => loadOf(id).all))
  return (
    <>
      <h1>{t('people.title')}</h1>
      <Section title={t('people.load')} reading={reading}>
        {absences.failure !== undefined && <FailureNote failure={absences.failure} again={absences.again} />}
        {(reading.body?.length ?? 0) >= mostCounted && (
          <p class="note">{t('year.atLeast', { n: mostCounted })}</p>
        )}
        <ul class="rows">
          {team.value.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              load={loadOf(person.id)}
              most={most}
              absences={absences.body?.data.filter(({ personId }) => personId === person.id) ?? []}
              again={absences.again}
            />
          ))}
        </ul>
        {mayAdminister.value && (
          <Unfold words={t('people.add')}>{(close) => <PersonForm close={close} />}</Unfold>
        )}
      </Section>
      {mayAdminister.value && <Inherited />}
    </>
  )
}
