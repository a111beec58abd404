import { useSignal } from '@preact/signals'
import { type Person, zone } from '../../api/me.ts'
import { useSending } from '../../api/sending.ts'
import { Once } from '../../controls/once.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { instantWords } from '../../dates/day-words.ts'
import { t } from '../../words/words.ts'

type Invitation = { readonly code: string; readonly endsAt: string }

/** Makes a link with which a person ties their own sign-in to who they are here. It is shown once. */
export function Invite({ person, close }: { person: Person; close: () => void }) {
  const sending = useSending()
  const made = useSignal<Invitation | undefined>(undefined)
  const make = async () => {
    const path = `/v1/team/${person.id}/invitation`
    const outcome = await sending.send<Invitation>({ method: 'POST', path })
    if (outcome.ok) made.value = outcome.body
  }
  if (made.value !== undefined) {
    const { code, endsAt } = made.value
    // After the #, so that no server and no log sees the code.
    const link = `${location.origin}/#/invitation/${encodeURIComponent(code)}`
    return (
      <>
        <Once label={t('invite.made', { name: person.name })} text={link} />
        <p class="hint">{t('invite.until', { at: instantWords(endsAt, zone()), email: person.email })}</p>
      </>
    )
  }
  return (
    <SendForm sending={sending} submit={make} button={t('invite.make')} close={close}>
      <p>{person.signsIn ? t('invite.again') : t('invite.lead')}</p>
    </SendForm>
  )
}
