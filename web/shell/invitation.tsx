import { arrive, me } from '../api/me.ts'
import { useSending } from '../api/sending.ts'
import { SendForm } from '../controls/send-form.tsx'
import { TextField } from '../controls/text-field.tsx'
import { useTyped } from '../controls/typed.ts'
import { t } from '../words/words.ts'

/** Ties who has just signed in to the person that an invitation names. */
export function AcceptInvitation({ code = '' }: { code: string | undefined }) {
  const sending = useSending()
  const { texts, field } = useTyped({ code })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const body = { code: texts.code?.trim() }
    const outcome = await sending.send({ method: 'POST', path: '/v1/invitations/accept', body })
    if (!outcome.ok) return
    location.hash = ''
    await arrive()
  }
  return (
    <SendForm sending={sending} submit={submit} button={t('invitation.accept')}>
      <TextField
        label={t('invitation.code')}
        hint={t('invitation.hint')}
        {...field('code', failure)}
        attributes={{ autocomplete: 'off', spellcheck: false }}
      />
    </SendForm>
  )
}

/** The link of an invitation, opened by somebody who is known here already. */
export function InvitationScreen() {
  return (
    <>
      <h1>{t('invitation.title')}</h1>
      <p>{t('invitation.already', { name: me.value?.person.name ?? '' })}</p>
    </>
  )
}
