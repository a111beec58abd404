import type { KeptCalendar } from '../../../shared/calendar/calendar.ts'
import type { Page } from '../../api/every-page.ts'
import { mayAdminister } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { NoteField, TextField } from '../../controls/text-field.tsx'
import { type Door, ThingRow } from '../../controls/thing-row.tsx'
import { useTyped } from '../../controls/typed.ts'
import { Unfold } from '../../controls/unfold.tsx'
import { lines } from '../../schedules/schedule-draft.ts'
import { t } from '../../words/words.ts'
import { WorkingDays } from './working-days.tsx'

/** Working days and holidays of other places, which schedules can roll and count by. */
export function Calendars() {
  const reading = useReading<Page<KeptCalendar>>('/v1/calendars', { limit: 100 })
  return (
    <Section
      title={t('calendars.title')}
      reading={reading}
      empty={reading.body?.data.length === 0 && t('calendars.none')}
    >
      <p class="hint">{t('calendars.lead')}</p>
      <ul class="rows">
        {reading.body?.data.map((calendar) => (
          <ThingRow
            key={calendar.id}
            name={calendar.name}
            about={<span>{t('calendars.holidays', { n: calendar.holidays.length })}</span>}
            doors={mayAdminister.value ? [editOf(calendar, reading.again)] : []}
          />
        ))}
      </ul>
      {mayAdminister.value && (
        <Unfold words={t('calendars.add')}>
          {(close) => <CalendarForm close={close} again={reading.again} />}
        </Unfold>
      )}
    </Section>
  )
}

function editOf(calendar: KeptCalendar, again: () => Promise<void>): Door {
  return {
    words: t('record.edit'),
    show: (close) => <CalendarForm given={calendar} close={close} again={again} />,
  }
}

type CalendarFormProps = {
  readonly given?: KeptCalendar
  readonly close: () => void
  readonly again: () => Promise<void>
}

function CalendarForm({ given, close, again }: CalendarFormProps) {
  const sending = useSending()
  const { texts, field } = useTyped({
    name: given?.name ?? '',
    workingDays: given?.workingDays.join(',') ?? '1,2,3,4,5',
    holidays: given?.holidays.join('\n') ?? '',
  })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const body = {
      name: texts.name,
      workingDays: lines(texts.workingDays).map(Number),
      holidays: lines(texts.holidays),
    }
    const outcome =
      given === undefined
        ? await sending.send({ method: 'POST', path: '/v1/calendars', body })
        : await sending.send({
            method: 'PATCH',
            path: `/v1/calendars/${given.id}`,
            body,
            ifMatch: `"${given.version}"`,
          })
    if (!outcome.ok) return
    close()
    await again()
  }
  return (
    <SendForm sending={sending} submit={submit} button={t('new.save')} close={close}>
      <TextField label={t('people.name')} {...field('name', failure)} />
      <WorkingDays {...field('workingDays', failure)} />
      <NoteField
        label={t('settings.holidays')}
        hint={t('builder.datesHint')}
        {...field('holidays', failure)}
      />
    </SendForm>
  )
}
