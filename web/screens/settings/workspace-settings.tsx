import type { Settings } from '../../../shared/workspace/workspace.ts'
import { arrive, mayAdminister } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { NoteField, TextField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { lines } from '../../schedules/schedule-draft.ts'
import { t } from '../../words/words.ts'
import { WorkingDays } from './working-days.tsx'

/** The name, the zone, the hour, the days and the lead times of the workspace. */
export function WorkspaceSettings() {
  const reading = useReading<Settings>('/v1/settings')
  const { body, etag } = reading
  return (
    <Section title={t('settings.workspace')} reading={reading}>
      {body !== undefined && etag !== null && (
        <SettingsForm key={etag} settings={body} etag={etag} again={reading.again} />
      )}
    </Section>
  )
}

type SettingsFormProps = {
  readonly settings: Settings
  readonly etag: string
  readonly again: () => Promise<void>
}

function SettingsForm({ settings, etag, again }: SettingsFormProps) {
  const sending = useSending()
  const { texts, field } = useTyped({
    name: settings.name,
    zone: settings.zone,
    sendingHour: settings.sendingHour,
    leadDays: settings.leadDays.join(', '),
    workingDays: settings.workingDays.join(','),
    holidays: settings.holidays.join('\n'),
  })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const { name, zone, sendingHour } = texts
    const body = {
      name,
      zone,
      sendingHour,
      leadDays: lines(texts.leadDays).map(Number),
      workingDays: lines(texts.workingDays).map(Number),
      holidays: lines(texts.holidays),
    }
    const outcome = await sending.send({ method: 'PATCH', path: '/v1/settings', body, ifMatch: etag })
    if (outcome.ok) await Promise.all([again(), arrive()])
  }
  return (
    <fieldset disabled={!mayAdminister.value}>
      <legend class="unseen">{t('settings.workspace')}</legend>
      <SendForm sending={sending} submit={submit} button={t('edit.save')}>
        <TextField label={t('settings.name')} {...field('name', failure)} />
        <div class="pair">
          <TextField
            label={t('settings.zone')}
            hint={t('settings.zoneHint')}
            {...field('zone', failure)}
            attributes={{ list: 'zones' }}
          />
          <TextField
            label={t('settings.hour')}
            hint={t('settings.hourHint')}
            type="time"
            {...field('sendingHour', failure)}
          />
        </div>
        <datalist id="zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <TextField
          label={t('settings.leads')}
          hint={t('settings.leadsHint')}
          {...field('leadDays', failure)}
        />
        <WorkingDays {...field('workingDays', failure)} />
        <NoteField
          label={t('settings.holidays')}
          hint={t('builder.datesHint')}
          {...field('holidays', failure)}
        />
      </SendForm>
    </fieldset>
  )
}
