import type { KeptAbsence } from '../../../shared/absence/absence.ts'
import { nameOf, team, today } from '../../api/me.ts'
import { useSending } from '../../api/sending.ts'
import { Content } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { dayWords } from '../../dates/day-words.ts'
import { t } from '../../words/words.ts'

/** When somebody is away, as the API lists it. */
export type ListedAbsence = KeptAbsence & { readonly personId: string }

type AbsencesProps = {
  readonly personId: string
  readonly absences: readonly ListedAbsence[]
  readonly again: () => Promise<void>
  readonly close: () => void
}

/** When a person is away and who stands in: what is recorded, and one more. */
export function Absences({ personId, absences, again, close }: AbsencesProps) {
  return (
    <>
      <ul class="plain lines">
        {absences.map((absence) => (
          <AbsenceLine key={absence.id} absence={absence} again={again} />
        ))}
      </ul>
      <AddAbsence personId={personId} again={again} close={close} />
    </>
  )
}

function AbsenceLine({ absence, again }: { absence: ListedAbsence; again: () => Promise<void> }) {
  const { state, send } = useSending()
  const { id, personId, startsOn, endsOn, note, version } = absence
  const remove = async () => {
    const path = `/v1/team/${personId}/absences/${id}`
    const outcome = await send({ method: 'DELETE', path, ifMatch: `"${version}"` })
    if (outcome.ok) await again()
  }
  const days = { first: dayWords(startsOn), last: dayWords(endsOn) }
  return (
    <li>
      <strong>{t('absence.days', days)}</strong> {standInWords(absence)}{' '}
      {note !== null && (
        <span class="quiet">
          <Content text={note} />
        </span>
      )}
      <button
        type="button"
        class="button button-small button-quiet"
        disabled={state.kind === 'sending'}
        onClick={() => void remove()}
      >
        {t('form.remove')}
        <span class="unseen">: {t('absence.days', days)}</span>
      </button>
      {state.kind === 'failed' && <FailureNote failure={state.failure} again={remove} />}
    </li>
  )
}

/** Who is told besides, and answers, while somebody is away. */
export function standInWords({ standInId }: ListedAbsence): string {
  return standInId === null ? t('absence.deputies') : t('absence.standIn', { name: nameOf(standInId) })
}

type AddAbsenceProps = Omit<AbsencesProps, 'absences'>

function AddAbsence({ personId, again, close }: AddAbsenceProps) {
  const sending = useSending()
  const { texts, field } = useTyped({ startsOn: today(), endsOn: '', standInId: '', note: '' })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const body = {
      startsOn: texts.startsOn,
      endsOn: texts.endsOn,
      standInId: texts.standInId || null,
      note: texts.note?.trim() || null,
    }
    const outcome = await sending.send({ method: 'POST', path: `/v1/team/${personId}/absences`, body })
    if (!outcome.ok) return
    close()
    await again()
  }
  const others = team.value.flatMap(({ id, name }) => (id === personId ? [] : [[id, name] as const]))
  return (
    <SendForm sending={sending} submit={submit} button={t('absence.add')} close={close}>
      <div class="pair">
        <TextField label={t('absence.startsOn')} type="date" {...field('startsOn', failure)} />
        <TextField label={t('absence.endsOn')} type="date" {...field('endsOn', failure)} />
      </div>
      <ChoiceField
        label={t('absence.who')}
        hint={t('absence.hint')}
        options={[['', t('absence.noStandIn')], ...others]}
        {...field('standInId', failure)}
      />
      <TextField label={t('act.note')} {...field('note', failure)} />
    </SendForm>
  )
}
