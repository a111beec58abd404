import { useEffect } from 'preact/hooks'
import { address } from '../address.ts'
import { signOutEverywhere } from '../api/issuer.ts'
import { arrivalFailure, arrive, me } from '../api/me.ts'
import { readSample } from '../api/sample.ts'
import { token, wasRefused } from '../api/session.ts'
import { FailureNote } from '../controls/failure-note.tsx'
import { t } from '../words/words.ts'
import { Frame } from './frame.tsx'
import { AcceptInvitation } from './invitation.tsx'
import { SignIn } from './sign-in.tsx'

/**
 * The dashboard: who is not signed in signs in, and who is sees the screen that the address names. Where a token expires
 * while somebody writes, the screen waits out of sight until they have signed in again.
 */
export function App() {
  const text = token.value
  const isWaiting = text === null && wasRefused.value
  useEffect(() => {
    if (text !== null) void Promise.all([arrive(), readSample()])
    else if (!wasRefused.value) me.value = undefined
  }, [text])
  useEffect(() => {
    // A page that was left open overnight would go on with yesterday.
    const onReturn = () => {
      if (!document.hidden && token.peek() !== null) void arrive()
    }
    document.addEventListener('visibilitychange', onReturn)
    return () => document.removeEventListener('visibilitychange', onReturn)
  }, [])
  const who = me.value
  return (
    <>
      {text === null && <SignIn />}
      {text !== null && who === undefined && <Arrival />}
      {who !== undefined && (text !== null || isWaiting) && (
        <div hidden={text === null}>
          <Frame key={who.person.id} />
        </div>
      )}
    </>
  )
}

function Arrival() {
  const failure = arrivalFailure.value
  const isUnknown = failure?.kind === 'refused' && failure.problem.status === 403
  return (
    <main class="arrival">
      <h1 class="brand">Servanda</h1>
      {failure === undefined && <p role="status">{t('shell.arriving')}</p>}
      {failure !== undefined && (
        <>
          {isUnknown ? (
            <>
              <p>{t('invitation.lead')}</p>
              <AcceptInvitation code={address.value.path[1]} />
            </>
          ) : (
            <FailureNote failure={failure} again={arrive} />
          )}
          <button type="button" class="link" onClick={() => void signOutEverywhere()}>
            {t('shell.signOut')}
          </button>
        </>
      )}
    </main>
  )
}
