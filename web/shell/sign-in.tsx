import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { address } from '../address.ts'
import { issuer, issuerFailure, readIssuer, signInWithIssuer } from '../api/issuer.ts'
import { signIn, wasRefused } from '../api/session.ts'
import { English } from '../controls/content.tsx'
import { TextField } from '../controls/text-field.tsx'
import { t } from '../words/words.ts'
import { LanguageChoice } from './language-choice.tsx'

/** Signs in: with the issuer that the deployment names, or by an API token. It lasts for as long as the tab is open. */
export function SignIn() {
  useEffect(() => void readIssuer(), [])
  const hasIssuer = issuer.value !== null && issuer.value !== undefined
  return (
    <main class="sign-in">
      <p class="brand">Servanda</p>
      <h1>{t('signIn.title')}</h1>
      <p>{address.value.path[0] === 'invitation' ? t('invitation.first') : t('signIn.lead')}</p>
      {issuer.value !== undefined && (hasIssuer ? <WithIssuer /> : <ByToken />)}
      {hasIssuer && (
        <details>
          <summary>{t('signIn.byToken')}</summary>
          <ByToken />
        </details>
      )}
      <LanguageChoice />
    </main>
  )
}

/** Where a session has ended, another tab signs in, and this one goes on with what was typed. */
function WithIssuer() {
  return (
    <div class="sign-in-issuer">
      {issuerFailure.value !== undefined && (
        <div class="note note-bad" role="alert">
          <p>
            <strong>{t('signIn.failed')}</strong> <English text={issuerFailure.value} />
          </p>
        </div>
      )}
      {wasRefused.value ? (
        <>
          <p>{t('signIn.ended')}</p>
          <a class="button button-main" href="/" target="_blank" rel="noopener">
            {t('signIn.elsewhere')}
          </a>
        </>
      ) : (
        <button type="button" class="button button-main" onClick={() => void signInWithIssuer()}>
          {t('signIn.withIssuer')}
        </button>
      )}
    </div>
  )
}

function ByToken() {
  const text = useSignal('')
  const isEmpty = useSignal(false)
  const submit = (event: Event) => {
    event.preventDefault()
    const token = text.value.trim()
    isEmpty.value = !/^[!-~]+$/.test(token)
    if (!isEmpty.value) signIn(token)
  }
  const refused = wasRefused.value && issuer.value === null ? t('signIn.refused') : undefined
  return (
    <form onSubmit={submit} noValidate>
      <TextField
        label={t('signIn.token')}
        hint={t('signIn.hint')}
        error={isEmpty.value ? t('signIn.empty') : refused}
        type="password"
        value={text.value}
        onChange={(value) => {
          text.value = value
        }}
        attributes={{ autocomplete: 'off', spellcheck: false, autofocus: issuer.value === null }}
      />
      <button class="button button-main" type="submit">
        {t('signIn.button')}
      </button>
    </form>
  )
}
