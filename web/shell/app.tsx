import { useEffect } from 'preact/hooks'
import { arrivalFailure, arrive, me } from '../api/me.ts'
import { readSample } from '../api/sample.ts'
import { token } from '../api/session.ts'
import { FailureNote } from '../controls/failure-note.tsx'
import { t } from '../words/words.ts'
import { Frame } from './frame.tsx'
import { SignIn } from './sign-in.tsx'

/** The dashboard: who is not signed in signs in, and who is sees the screen that the address names. */
export function App() {
  const text = token.value
  useEffect(() => {
    if (text === null) me.value = undefined
    else void Promise.all([arrive(), readSample()])
  }, [text])
  if (text === null) return <SignIn />
  if (me.value !== undefined) return <Frame />
  return (
    <main class="arrival">
      {arrivalFailure.value === undefined ? (
        <p role="status">{t('shell.arriving')}</p>
      ) : (
        <FailureNote failure={arrivalFailure.value} again={arrive} />
      )}
    </main>
  )
}
