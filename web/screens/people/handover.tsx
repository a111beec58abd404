import { useSignal } from '@preact/signals'
import { arrive, type Person, team } from '../../api/me.ts'
import { useSending } from '../../api/sending.ts'
import { Content } from '../../controls/content.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { t, wordFor } from '../../words/words.ts'

type Preview = {
  readonly count: number
  readonly data: readonly {
    readonly recordId: string
    readonly title: string | null
    readonly roles: readonly string[]
    readonly deadlines: number
  }[]
}

/** Hands over what a person answers for: first what that is, then, once that has been seen, for good. */
export function Handover({ from, close }: { from: Person; close: () => void }) {
  const sending = useSending()
  const others = team.value.filter(({ id }) => id !== from.id)
  const { texts, field, reset } = useTyped({ toId: others[0]?.id ?? '' })
  const preview = useSignal<Preview | undefined>(undefined)
  const isDone = useSignal(false)
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const isSure = preview.value !== undefined
    const outcome = await sending.send<Preview>({
      method: 'POST',
      path: `/v1/people/${from.id}/handover`,
      query: { dryRun: String(!isSure) },
      body: { toId: texts.toId || null, reason: texts.reason?.trim() || null },
    })
    if (!outcome.ok) return
    preview.value = outcome.body
    isDone.value = isSure
    if (isSure) await arrive()
  }
  if (isDone.value) return <p role="status">{t('handover.done', { n: preview.value?.count ?? 0 })}</p>
  const tie = field('toId', failure)
  const change = (toId: string) => {
    preview.value = undefined
    reset({ ...texts, toId })
  }
  return (
    <SendForm
      sending={sending}
      submit={submit}
      button={preview.value === undefined ? t('handover.preview') : t('handover.sure')}
      close={close}
    >
      <ChoiceField
        label={t('handover.to', { name: from.name })}
        options={others.map(({ id, name }) => [id, name] as const)}
        {...tie}
        onChange={change}
      />
      <TextField label={t('act.reason')} {...field('reason', failure)} />
      {preview.value !== undefined && <Records preview={preview.value} />}
    </SendForm>
  )
}

function Records({ preview: { count, data } }: { preview: Preview }) {
  return (
    <div>
      <p role="status">
        <strong>{t('handover.count', { n: count })}</strong>
      </p>
      <ul class="plain lines" aria-label={t('handover.records')}>
        {data.map(({ recordId, title, roles, deadlines }) => (
          <li key={recordId}>
            {title === null ? t('handover.confidential') : <Content text={title} />}
            <span class="quiet">
              {roles.map((role) => wordFor('handoverRole', role)).join(', ')}
              {deadlines > 0 && `, ${t('due.count', { n: deadlines })}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
