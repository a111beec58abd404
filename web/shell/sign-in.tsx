import { useSignal } from '@preact/signals'
import { signIn, wasRefused } from '../api/session.ts'
import { TextField } from '../controls/text-field.tsx'
import { t } from '../words/words.ts'
import { LanguageChoice } from './language-choice.tsx'

/** Signs in by an API token. It is kept for as long as the tab is open. */
export function SignIn() {
  const text = useSignal('')
  const isEmpty = useSignal(false)
  const submit = (event: Event) => {
    event.preventDefault()
    const token = text.value.trim()
    isEmpty.value = !/^[!-~]+$/.test(token)
    if (!isEmpty.value) signIn(token)
  }
  const refused = wasRefused.value ? t('signIn.refused') : undefined
  return (
    <main class="sign-in">
      <p class="brand">Servanda</p>
      <h1>{t('signIn.title')}</h1>
      <p>{t('signIn.lead')}</p>
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
          attributes={{ autocomplete: 'off', spellcheck: false, autofocus: true }}
        />
        <button class="button button-main" type="submit">
          {t('signIn.button')}
        </button>
      </form>
      <LanguageChoice />
    </main>
  )
}
