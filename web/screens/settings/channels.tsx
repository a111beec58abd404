import { useSignal } from '@preact/signals'
import type { ChannelView } from '../../../functions/api/channel-view.ts'
import type { Page } from '../../api/every-page.ts'
import { mayAdminister } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { English } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Once } from '../../controls/once.tsx'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { Sure } from '../../controls/sure.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { type Door, ThingRow } from '../../controls/thing-row.tsx'
import { useTyped } from '../../controls/typed.ts'
import { Unfold } from '../../controls/unfold.tsx'
import { t, wordFor } from '../../words/words.ts'
import { DisabledNote } from './disabled-note.tsx'
import { RotateSecret } from './rotate-secret.tsx'

/** The ways by which people are reached beside e-mail, each with a test. */
export function Channels() {
  const reading = useReading<Page<ChannelView>>('/v1/channels', { limit: 100 })
  const secret = useSignal<string | null>(null)
  return (
    <Section
      title={t('channels.title')}
      reading={reading}
      empty={reading.body?.data.length === 0 && t('channels.none')}
    >
      <ul class="rows">
        {reading.body?.data.map((channel) => (
          <ChannelRow
            key={channel.id}
            channel={channel}
            again={reading.again}
            showSecret={(text) => {
              secret.value = text
            }}
          />
        ))}
      </ul>
      {secret.value !== null && <Once label={t('channels.secret')} text={secret.value} />}
      {mayAdminister.value && (
        <Unfold words={t('channels.add')}>
          {(close) => (
            <AddChannel
              close={close}
              added={(text) => {
                secret.value = text
                void reading.again()
              }}
            />
          )}
        </Unfold>
      )}
    </Section>
  )
}

type Tried = { readonly outcome: 'accepted' | 'refused' | 'unknown'; readonly detail: string | null }

type ChannelRowProps = {
  readonly channel: ChannelView
  readonly again: () => Promise<void>
  readonly showSecret: (secret: string) => void
}

function ChannelRow({ channel, again, showSecret }: ChannelRowProps) {
  const { state, send } = useSending()
  const tried = useSignal<Tried | undefined>(undefined)
  const { id, name, kind, target, status, version } = channel
  const path = `/v1/channels/${id}`
  const test = async () => {
    const outcome = await send<Tried>({ method: 'POST', path: `${path}/test` })
    if (outcome.ok) tried.value = outcome.body
  }
  const takeUp = async () => {
    const body = { state: 'active' }
    const outcome = await send({ method: 'PATCH', path, body, ifMatch: `"${version}"` })
    if (outcome.ok) await again()
  }
  const about = (
    <>
      <span>{wordFor('channel', kind)}</span>
      <bdi>{target}</bdi>
    </>
  )
  const rotate: Door = {
    words: t('webhooks.rotate'),
    show: (close) => <RotateSecret path={path} close={close} showSecret={showSecret} />,
  }
  const remove: Door = {
    words: t('form.remove'),
    show: (close) => (
      <Sure
        button={t('form.remove')}
        change={{ method: 'DELETE', path, ifMatch: `"${version}"` }}
        close={close}
        done={again}
      >
        {t('channels.sure')}
      </Sure>
    ),
  }
  const isActive = status.state === 'active'
  const button = mayAdminister.value && (
    <button
      type="button"
      class="button button-small"
      disabled={state.kind === 'sending'}
      onClick={() => void (isActive ? test() : takeUp())}
    >
      {isActive ? t('channels.test') : t('webhooks.enable')}
      <span class="unseen">: {name}</span>
    </button>
  )
  const offered = kind === 'webhook' ? [rotate, remove] : [remove]
  return (
    <ThingRow name={name} about={about} buttons={button} doors={mayAdminister.value ? offered : []}>
      {status.state === 'disabled' && <DisabledNote why={status.why} />}
      <p class={tried.value?.outcome === 'accepted' ? 'row-state' : 'row-state error'} role="status">
        {tried.value !== undefined && wordFor('tried', tried.value.outcome)}{' '}
        {tried.value?.detail && <English text={tried.value.detail} />}
      </p>
      {state.kind === 'failed' && <FailureNote failure={state.failure} />}
    </ThingRow>
  )
}

function AddChannel({ close, added }: { close: () => void; added: (secret: string | null) => void }) {
  const sending = useSending()
  const { texts, field } = useTyped({ kind: 'slack' })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const body = { name: '', target: '', ...texts }
    const outcome = await sending.send<{ secret: string | null }>({
      method: 'POST',
      path: '/v1/channels',
      body,
    })
    if (!outcome.ok) return
    added(outcome.body.secret)
    close()
  }
  const kinds = ['slack', 'teams', 'webhook'].map((kind) => [kind, wordFor('channel', kind)] as const)
  return (
    <SendForm sending={sending} submit={submit} button={t('channels.add')} close={close}>
      <ChoiceField label={t('search.kind')} options={kinds} {...field('kind', failure)} />
      <TextField label={t('people.name')} {...field('name', failure)} />
      <TextField
        label={t('channels.target')}
        hint={t('channels.targetHint')}
        type="url"
        {...field('target', failure)}
      />
    </SendForm>
  )
}
