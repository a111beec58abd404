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

type HandoverProps = {
  readonly from: Person
  readonly close: () => void
  /** Whether they leave the team: then they are let in no more. */
  readonly isLeaving?: true
}

/** Hands over what a person answers for: first what that is, then, once that has been seen, for good. */
export function Handover({ from, close, isLeaving }: HandoverProps) {
  const sending = useSending()
  const others = team.value.filter(({ id }) => id !== from.id)
  const { texts, field, reset } = useTyped({ toId: others[0]?.id ?? '' })
  const preview = useSignal<Preview | undefined>(undefined)
  const isDone = useSignal(false)
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const isSure = preview.value !== undefined
    const toId = texts.toId || null
    const reason = texts.reason?.trim() || null
    if (isSure && isLeaving) {
      const query = { toId: toId ?? undefined, reason: reason ?? undefined }
      const path = `/v1/team/${from.id}`
      const gone = await sending.send({ method: 'DELETE', path, query, ifMatch: `"${from.version}"` })
      if (gone.ok) await arrive()
      return
    }
    const outcome = await sending.send<Preview>({
      method: 'POST',
      path: `/v1/people/${from.id}/handover`,
      query: { dryRun: String(!isSure) },
      body: { toId, reason },
    })
    if (!outcome.ok) return
    preview.value = outcome.body
    isDone.value = isSure
    if (isSure) await arrive()
  }
  const sure = isLeaving ? t('people.removeNow') : t('handover.sure')
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
      button={preview.value === undefined ? t('handover.preview') : sure}
      close={close}
    >
      <ChoiceField
        label={t('handover.to', { name: from.name })}
        options={others.map(({ id, name }) => [id, name] as const)}
        {...tie}
        onChange={change}
      />
      <TextField label={t('act.reason')} {...field('reason', failure)} />
      {isLeaving && <p class="hint">{t('people.removeHint', { name: from.name })}</p>}
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
