import { useSignal } from '@preact/signals'
import type { ChannelView } from '../../../functions/api/channel-view.ts'
import type { Page } from '../../api/every-page.ts'
import { mayAdminister } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Content, English } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Once } from '../../controls/once.tsx'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { Unfold } from '../../controls/unfold.tsx'
import { t, wordFor } from '../../words/words.ts'

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
      <ul class="plain lines">
        {reading.body?.data.map((channel) => (
          <ChannelLine key={channel.id} channel={channel} again={reading.again} />
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

function ChannelLine({ channel, again }: { channel: ChannelView; again: () => Promise<void> }) {
  const { state, send } = useSending()
  const tried = useSignal<Tried | undefined>(undefined)
  const path = `/v1/channels/${channel.id}`
  const test = async () => {
    const outcome = await send<Tried>({ method: 'POST', path: `${path}/test` })
    if (outcome.ok) tried.value = outcome.body
  }
  const remove = async () => {
    const outcome = await send({ method: 'DELETE', path, ifMatch: `"${channel.version}"` })
    if (outcome.ok) await again()
  }
  const isBusy = state.kind === 'sending'
  return (
    <li>
      <strong>
        <Content text={channel.name} />
      </strong>{' '}
      {wordFor('channel', channel.kind)} <bdi>{channel.target}</bdi>
      {channel.status.state === 'disabled' && (
        <span class="error">
          {t('channels.disabled')} <English text={channel.status.why} />
        </span>
      )}
      {mayAdminister.value && (
        <div class="buttons">
          <button type="button" class="button button-small" disabled={isBusy} onClick={() => void test()}>
            {t('channels.test')}
            <span class="unseen">: {channel.name}</span>
          </button>
          <button
            type="button"
            class="button button-small button-quiet"
            disabled={isBusy}
            onClick={() => void remove()}
          >
            {t('form.remove')}
            <span class="unseen">: {channel.name}</span>
          </button>
        </div>
      )}
      {tried.value !== undefined && (
        <p role="status">
          {wordFor('tried', tried.value.outcome)}{' '}
          {tried.value.detail !== null && <English text={tried.value.detail} />}
        </p>
      )}
      {state.kind === 'failed' && <FailureNote failure={state.failure} />}
    </li>
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
