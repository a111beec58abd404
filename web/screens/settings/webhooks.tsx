import { useSignal } from '@preact/signals'
import type { Page } from '../../api/every-page.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Once } from '../../controls/once.tsx'
import { Section } from '../../controls/section.tsx'
import { Sure } from '../../controls/sure.tsx'
import { type Door, ThingRow } from '../../controls/thing-row.tsx'
import { Unfold } from '../../controls/unfold.tsx'
import { t } from '../../words/words.ts'
import { DisabledNote } from './disabled-note.tsx'
import { type KeptWebhook, typeWords } from './kept-webhook.ts'
import { RotateSecret } from './rotate-secret.tsx'
import { WebhookForm } from './webhook-form.tsx'
import { WebhookLog } from './webhook-log.tsx'

/** Programs elsewhere that are told of changes by signed messages. */
export function Webhooks() {
  const reading = useReading<Page<KeptWebhook>>('/v1/webhooks', { limit: 100 })
  const secret = useSignal<string | null>(null)
  const showSecret = (text: string) => {
    secret.value = text
    void reading.again()
  }
  return (
    <Section
      title={t('webhooks.title')}
      reading={reading}
      empty={reading.body?.data.length === 0 && t('webhooks.none')}
    >
      {secret.value !== null && <Once label={t('webhooks.secret')} text={secret.value} />}
      <ul class="rows">
        {reading.body?.data.map((webhook) => (
          <WebhookRow key={webhook.id} webhook={webhook} again={reading.again} showSecret={showSecret} />
        ))}
      </ul>
      <Unfold words={t('webhooks.add')}>
        {(close) => <WebhookForm close={close} saved={(text) => showSecret(text ?? '')} />}
      </Unfold>
    </Section>
  )
}

type WebhookRowProps = {
  readonly webhook: KeptWebhook
  readonly again: () => Promise<void>
  readonly showSecret: (secret: string) => void
}

function WebhookRow({ webhook, again, showSecret }: WebhookRowProps) {
  const { state, send } = useSending()
  const { id, name, url, types, status, version } = webhook
  const path = `/v1/webhooks/${id}`
  const isActive = status.state === 'active'
  const setState = async () => {
    const body = { state: isActive ? 'disabled' : 'active' }
    const outcome = await send({ method: 'PATCH', path, body, ifMatch: `"${version}"` })
    if (outcome.ok) await again()
  }
  const about = (
    <>
      <bdi>{url}</bdi>
      <span>{types.length === 0 ? t('webhooks.all') : types.map(typeWords).join(', ')}</span>
    </>
  )
  const doors: readonly Door[] = [
    { words: t('webhooks.log'), show: () => <WebhookLog path={path} isActive={isActive} /> },
    {
      words: t('record.edit'),
      show: (close) => <WebhookForm given={webhook} close={close} saved={() => void again()} />,
    },
    {
      words: t('webhooks.rotate'),
      show: (close) => <RotateSecret path={path} close={close} showSecret={showSecret} />,
    },
    {
      words: t('form.remove'),
      show: (close) => (
        <Sure
          button={t('form.remove')}
          change={{ method: 'DELETE', path, ifMatch: `"${version}"` }}
          close={close}
          done={again}
        >
          {t('webhooks.sure')}
        </Sure>
      ),
    },
  ]
  const button = (
    <button
      type="button"
      class="button button-small"
      disabled={state.kind === 'sending'}
      onClick={() => void setState()}
    >
      {isActive ? t('webhooks.disable') : t('webhooks.enable')}
      <span class="unseen">: {name}</span>
    </button>
  )
  return (
    <ThingRow name={name} about={about} doors={doors} buttons={button}>
      {status.state === 'disabled' && <DisabledNote why={status.why} />}
      {state.kind === 'failed' && <FailureNote failure={state.failure} />}
    </ThingRow>
  )
}
