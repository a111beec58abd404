import { mayAdminister, me, type Person, today } from '../../api/me.ts'
import { type Door, ThingRow } from '../../controls/thing-row.tsx'
import { dayWords } from '../../dates/day-words.ts'
import { t, wordFor } from '../../words/words.ts'
import { Absences, type ListedAbsence, standInWords } from './absences.tsx'
import { Handover } from './handover.tsx'
import { Invite } from './invite.tsx'
import { PersonForm } from './person-form.tsx'

type PersonRowProps = {
  readonly person: Person
  readonly load: { readonly all: number; readonly overdue: number }
  /** The load of whoever has the most: the bars are drawn against it. */
  readonly most: number
  /** When they are away, from today on. */
  readonly absences: readonly ListedAbsence[]
  readonly again: () => Promise<void>
}

/** A member of the team: what they answer for, and what can be done about it. */
export function PersonRow(props: PersonRowProps) {
  const { person, load, most, absences } = props
  const away = absences.find(({ startsOn }) => startsOn <= today())
  const about = (
    <>
      <bdi>{person.email}</bdi>
      <span>{wordFor('teamRole', person.role)}</span>
      {person.signsIn && <span>{t('people.signsIn')}</span>}
      {away !== undefined && (
        <strong>
          {t('absence.away', { until: dayWords(away.endsOn) })} {standInWords(away)}
        </strong>
      )}
    </>
  )
  const aside = (
    <>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" class="load">
        <rect width={(load.all / most) * 100} height="6" class="load-open" />
      </svg>
      <span class="small">
        {t('due.count', { n: load.all })}
        {load.overdue > 0 && <span class="error">, {t('people.overdue', { n: load.overdue })}</span>}
      </span>
    </>
  )
  return <ThingRow name={person.name} about={about} aside={aside} doors={doorsOf(props)} />
}

/** What somebody may do themselves, and what takes an administrator. */
function doorsOf({ person, absences, again }: PersonRowProps): readonly Door[] {
  const away: Door = {
    words: t('absence.button'),
    show: (close) => <Absences personId={person.id} absences={absences} again={again} close={close} />,
  }
  if (!mayAdminister.value) return me.value?.person.id === person.id ? [away] : []
  return [
    away,
    { words: t('handover.button'), show: (close) => <Handover from={person} close={close} /> },
    { words: t('invite.button'), show: (close) => <Invite person={person} close={close} /> },
    { words: t('record.edit'), show: (close) => <PersonForm given={person} close={close} /> },
    { words: t('form.remove'), show: (close) => <Handover from={person} close={close} isLeaving /> },
  ]
}
