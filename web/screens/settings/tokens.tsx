import { useSignal } from '@preact/signals'
import type { Page } from '../../api/every-page.ts'
import { mayWrite, nameOf, zone } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Content } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Once } from '../../controls/once.tsx'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { Unfold } from '../../controls/unfold.tsx'
import { instantWords } from '../../dates/day-words.ts'
import { t, wordFor } from '../../words/words.ts'

type Token = {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly scope: 'read' | 'write'
  readonly expiresAt: string | null
}

/** What programs sign in with. A token is shown once, where it is made. */
export function Tokens() {
  const reading = useReading<Page<Token>>('/v1/tokens', { limit: 100 })
  const made = useSignal<string | null>(null)
  return (
    <Section
      title={t('tokens.title')}
      reading={reading}
      empty={reading.body?.data.length === 0 && t('tokens.none')}
    >
      {made.value !== null && <Once label={t('tokens.made')} text={made.value} />}
      <ul class="plain lines">
        {reading.body?.data.map((token) => (
          <TokenLine key={token.id} token={token} again={reading.again} />
        ))}
      </ul>
      {mayWrite.value && (
        <Unfold words={t('tokens.add')}>
          {(close) => (
            <AddToken
              close={close}
              added={(text) => {
                made.value = text
                void reading.again()
              }}
            />
          )}
        </Unfold>
      )}
    </Section>
  )
}

function TokenLine({ token, again }: { token: Token; again: () => Promise<void> }) {
  const { state, send } = useSending()
  const { id, name, personId, scope, expiresAt } = token
  const revoke = async () => {
    const outcome = await send({ method: 'DELETE', path: `/v1/tokens/${id}`, ifMatch: '*' })
    if (outcome.ok) await again()
  }
  return (
    <li>
      <strong>
        <Content text={name} />
      </strong>
      <span class="quiet">
        {nameOf(personId)}, {wordFor('scope', scope)},{' '}
        {expiresAt === null ? t('tokens.noEnd') : t('tokens.until', { at: instantWords(expiresAt, zone()) })}
      </span>
      <button
        type="button"
        class="button button-small button-quiet"
        disabled={state.kind === 'sending'}
        onClick={() => void revoke()}
      >
        {t('tokens.revoke')}
        <span class="unseen">: {name}</span>
      </button>
      {state.kind === 'failed' && <FailureNote failure={state.failure} />}
    </li>
  )
}

function AddToken({ close, added }: { close: () => void; added: (token: string) => void }) {
  const sending = useSending()
  const { texts, field } = useTyped({ scope: 'read' })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const body = { name: '', ...texts }
    const outcome = await sending.send<{ token: string }>({ method: 'POST', path: '/v1/tokens', body })
    if (!outcome.ok) return
    added(outcome.body.token)
    close()
  }
  const scopes = ['read', 'write'].map((scope) => [scope, wordFor('scope', scope)] as const)
  return (
    <SendForm sending={sending} submit={submit} button={t('tokens.add')} close={close}>
      <TextField label={t('people.name')} hint={t('tokens.nameHint')} {...field('name', failure)} />
      <ChoiceField label={t('tokens.scope')} options={scopes} {...field('scope', failure)} />
    </SendForm>
  )
}
