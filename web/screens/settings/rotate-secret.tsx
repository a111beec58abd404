import { useSending } from '../../api/sending.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { t } from '../../words/words.ts'

type RotateSecretProps = {
  readonly path: string
  readonly close: () => void
  readonly showSecret: (secret: string) => void
}

/** Makes a new secret; the one before signs beside it for a day, so that the receiver can be changed without a gap. */
export function RotateSecret({ path, close, showSecret }: RotateSecretProps) {
  const { state, send } = useSending()
  const rotate = async () => {
    const outcome = await send<{ secret: string }>({ method: 'POST', path: `${path}/rotate-secret` })
    if (!outcome.ok) return
    close()
    showSecret(outcome.body.secret)
  }
  return (
    <>
      <p>{t('webhooks.rotateHint')}</p>
      {state.kind === 'failed' && <FailureNote failure={state.failure} />}
      <div class="buttons">
        <button
          type="button"
          class="button button-main"
          disabled={state.kind === 'sending'}
          onClick={() => void rotate()}
        >
          {t('webhooks.rotateNow')}
        </button>
        <button type="button" class="button button-quiet" onClick={close}>
          {t('action.close')}
        </button>
      </div>
    </>
  )
}
