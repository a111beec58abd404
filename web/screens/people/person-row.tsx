import { mayAdminister, type Person } from '../../api/me.ts'
import { type Door, ThingRow } from '../../controls/thing-row.tsx'
import { t, wordFor } from '../../words/words.ts'
import { Handover } from './handover.tsx'
import { Invite } from './invite.tsx'
import { PersonForm } from './person-form.tsx'

type PersonRowProps = {
  readonly person: Person
  readonly load: { readonly all: number; readonly overdue: number }
  /** The load of whoever has the most: the bars are drawn against it. */
  readonly most: number
}

/** A member of the team: what they answer for, and what can be done about it. */
export function PersonRow({ person, load, most }: PersonRowProps) {
  const about = (
    <>
      <bdi>{person.email}</bdi>
      <span>{wordFor('teamRole', person.role)}</span>
      {person.signsIn && <span>{t('people.signsIn')}</span>}
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
  return (
    <ThingRow
      name={person.name}
      about={about}
      aside={aside}
      doors={mayAdminister.value ? doorsOf(person) : []}
    />
  )
}

function doorsOf(person: Person): readonly Door[] {
  return [
    { words: t('handover.button'), show: (close) => <Handover from={person} close={close} /> },
    { words: t('invite.button'), show: (close) => <Invite person={person} close={close} /> },
    { words: t('record.edit'), show: (close) => <PersonForm given={person} close={close} /> },
    { words: t('form.remove'), show: (close) => <Handover from={person} close={close} isLeaving /> },
  ]
}
