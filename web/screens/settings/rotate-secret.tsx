import { useSending } from '../../api/sending.ts'
import { SendForm } from '../../controls/send-form.tsx'
import { t } from '../../words/words.ts'

type RotateSecretProps = {
  readonly path: string
  readonly close: () => void
  readonly showSecret: (secret: string) => void
}

/** Makes a new secret; the one before signs beside it for a day, so that the receiver can be changed without a gap. */
export function RotateSecret({ path, close, showSecret }: RotateSecretProps) {
  const sending = useSending()
  const rotate = async () => {
    const outcome = await sending.send<{ secret: string }>({ method: 'POST', path: `${path}/rotate-secret` })
    if (!outcome.ok) return
    close()
    showSecret(outcome.body.secret)
  }
  return (
    <SendForm sending={sending} submit={rotate} button={t('webhooks.rotateNow')} close={close}>
      <p>{t('webhooks.rotateHint')}</p>
    </SendForm>
  )
}
