import { arrive, type Person } from '../../api/me.ts'
import { useSending } from '../../api/sending.ts'
import { SendForm } from '../../controls/send-form.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { t, wordFor } from '../../words/words.ts'

/** Who somebody is, where their mail goes, and what they may do. */
export function PersonForm({ given, close }: { given?: Person; close: () => void }) {
  const sending = useSending()
  const { texts, field } = useTyped({
    name: given?.name ?? '',
    email: given?.email ?? '',
    role: given?.role ?? 'editor',
  })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const outcome = await sending.send(
      given === undefined
        ? { method: 'POST', path: '/v1/team', body: texts }
        : { method: 'PATCH', path: `/v1/team/${given.id}`, body: texts, ifMatch: `"${given.version}"` },
    )
    if (!outcome.ok) return
    close()
    await arrive()
  }
  const roles = ['viewer', 'editor', 'administrator'].map(
    (role) => [role, wordFor('teamRole', role)] as const,
  )
  const button = given === undefined ? t('people.add') : t('edit.save')
  return (
    <SendForm sending={sending} submit={submit} button={button} close={close}>
      <TextField label={t('people.name')} {...field('name', failure)} />
      <TextField label={t('people.email')} type="email" {...field('email', failure)} />
      <ChoiceField label={t('people.role')} options={roles} {...field('role', failure)} />
    </SendForm>
  )
}
