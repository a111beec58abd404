import { useSending } from '../../api/sending.ts'
import { SendForm } from '../../controls/send-form.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { toggled } from '../../controls/toggled.ts'
import { useTyped } from '../../controls/typed.ts'
import { t } from '../../words/words.ts'
import { type KeptWebhook, typeWords } from './kept-webhook.ts'

/** What a receiver can be told of; what the API adds does not compile until it is here. */
const offered: Readonly<Record<KeptWebhook['types'][number], true>> = {
  'record.changed': true,
  'organisation.changed': true,
  'person.changed': true,
  'calendar.changed': true,
  'channel.changed': true,
  'webhook.changed': true,
  'settings.changed': true,
  'reminder.sent': true,
  'reminder.held': true,
  'reminder.failed': true,
}

type WebhookFormProps = {
  readonly given?: KeptWebhook
  readonly close: () => void
  /** Given the secret of a new webhook: it is told once. */
  readonly saved: (secret: string | undefined) => void
}

/** Where a webhook is told, and of what. */
export function WebhookForm({ given, close, saved }: WebhookFormProps) {
  const sending = useSending()
  const { texts, field } = useTyped({
    name: given?.name ?? '',
    url: given?.url ?? '',
    types: given?.types.join(' ') ?? '',
  })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const types = field('types', failure)
  const chosen = types.value.split(' ').filter(Boolean)
  const toggle = (type: string) => types.onChange(toggled(chosen, type).join(' '))
  const submit = async () => {
    const body = { name: texts.name, url: texts.url?.trim(), types: chosen }
    const outcome = await sending.send<{ secret?: string }>(
      given === undefined
        ? { method: 'POST', path: '/v1/webhooks', body }
        : { method: 'PATCH', path: `/v1/webhooks/${given.id}`, body, ifMatch: `"${given.version}"` },
    )
    if (!outcome.ok) return
    close()
    saved(outcome.body.secret)
  }
  const button = given === undefined ? t('webhooks.add') : t('edit.save')
  return (
    <SendForm sending={sending} submit={submit} button={button} close={close}>
      <TextField label={t('people.name')} {...field('name', failure)} />
      <TextField
        label={t('channels.target')}
        hint={t('webhooks.urlHint')}
        type="url"
        {...field('url', failure)}
      />
      <fieldset>
        <legend>{t('webhooks.types')}</legend>
        <p class="hint">{t('webhooks.typesHint')}</p>
        {types.error !== undefined && <p class="error">{types.error}</p>}
        <div class="checks">
          {Object.keys(offered).map((type) => (
            <label key={type} class="check">
              <input type="checkbox" checked={chosen.includes(type)} onChange={() => toggle(type)} />
              {typeWords(type)}
            </label>
          ))}
        </div>
      </fieldset>
    </SendForm>
  )
}
