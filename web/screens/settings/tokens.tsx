import { useSignal } from '@preact/signals'
import type { Page } from '../../api/every-page.ts'
import { me, nameOf, zone } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Content } from '../../controls/content.tsx'
import { fieldError } from '../../controls/failure-note.tsx'
import { Once } from '../../controls/once.tsx'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { Sure } from '../../controls/sure.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { ThingRow } from '../../controls/thing-row.tsx'
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
      <ul class="rows">
        {reading.body?.data.map((token) => (
          <TokenRow key={token.id} token={token} again={reading.again} />
        ))}
      </ul>
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
    </Section>
  )
}

function TokenRow({ token, again }: { token: Token; again: () => Promise<void> }) {
  const { id, name, personId, scope, expiresAt } = token
  const about = (
    <>
      <Content text={nameOf(personId)} />
      <span>{wordFor('scope', scope)}</span>
      <span>
        {expiresAt === null ? t('tokens.noEnd') : t('tokens.until', { at: instantWords(expiresAt, zone()) })}
      </span>
    </>
  )
  const revoke = {
    words: t('tokens.revoke'),
    show: (close: () => void) => (
      <Sure
        button={t('tokens.revokeNow')}
        change={{ method: 'DELETE', path: `/v1/tokens/${id}`, ifMatch: '*' }}
        close={close}
        done={again}
      >
        {t('tokens.sure')}
      </Sure>
    ),
  }
  return <ThingRow name={name} about={about} doors={[revoke]} />
}

const dayMs = 86_400_000
/** How long a token may be made for; the longest that the API allows is 366 days. */
const lasting = [7, 30, 90, 365]

function AddToken({ close, added }: { close: () => void; added: (token: string) => void }) {
  const sending = useSending()
  const { texts, field } = useTyped({ scope: 'read', days: '90' })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const { name = '', scope, days } = texts
    const now = Date.parse(me.value?.now ?? new Date().toISOString())
    const expiresAt = new Date(now + Number(days) * dayMs).toISOString().replace(/\.\d+/, '')
    const body = { name, scope, expiresAt }
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
      <ChoiceField
        label={t('tokens.for')}
        options={lasting.map((days) => [String(days), t('period.days', { n: days })] as const)}
        {...field('days')}
        error={fieldError(failure, '/expiresAt')}
      />
    </SendForm>
  )
}
