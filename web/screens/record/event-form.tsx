import { useSignal } from '@preact/signals'
import { useSending } from '../../api/sending.ts'
import { FailureNote, fieldError } from '../../controls/failure-note.tsx'
import { ChoiceField, NoteField, TextField } from '../../controls/text-field.tsx'
import { EventKind } from '../../records/event-kind.ts'
import { OrganisationField } from '../../records/organisation-field.tsx'
import type { RecordEvent } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'

type EventFormProps = {
  readonly path: string
  readonly close: () => void
  readonly again: () => Promise<void>
}

/** Records what has happened, with its date as precisely as it is known. */
export function EventForm({ path, close, again }: EventFormProps) {
  const typed = useSignal<Readonly<Record<string, string>>>({ kind: 'meeting' })
  const { state, send } = useSending()
  const failure = state.kind === 'failed' ? state.failure : undefined
  const field = (name: string) => ({
    value: typed.value[name] ?? '',
    error: fieldError(failure, `/${name}`),
    onChange: (value: string) => {
      typed.value = { ...typed.value, [name]: value }
    },
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const outcome = await send<RecordEvent>({ method: 'POST', path, body: bodyOf(typed.value) })
    if (!outcome.ok) return
    close()
    await again()
  }
  return (
    <form class="act-form" onSubmit={(event) => void submit(event)} noValidate>
      <ChoiceField
        label={t('event.kind')}
        options={EventKind.map((kind) => [kind, wordFor('event', kind)] as const)}
        {...field('kind')}
      />
      <TextField label={t('event.on')} hint={t('event.onHint')} {...field('on')} />
      <OrganisationField label={t('fact.organisation')} {...field('organisationId')} />
      <TextField label={t('event.reference')} {...field('reference')} />
      <NoteField label={t('act.note')} {...field('note')} />
      <div class="pair">
        <TextField label={t('event.amount')} {...field('amount')} type="number" />
        <TextField label={t('event.currency')} hint={t('event.currencyHint')} {...field('currency')} />
      </div>
      <TextField label={t('event.nextDueOn')} hint={t('event.nextDueOnHint')} {...field('nextDueOn')} />
      {failure !== undefined && <FailureNote failure={failure} />}
      <div class="buttons">
        <button type="submit" class="button button-main" disabled={state.kind === 'sending'}>
          {t('events.save')}
        </button>
        <button type="button" class="button button-quiet" onClick={close}>
          {t('action.close')}
        </button>
      </div>
    </form>
  )
}

function bodyOf({ kind, amount, currency, ...texts }: Readonly<Record<string, string>>) {
  const given = Object.entries(texts).flatMap(([name, text]) =>
    text.trim() === '' ? [] : [[name, text.trim()]],
  )
  const money = amount ? { amount: { value: Number(amount), currency: currency?.toUpperCase() ?? '' } } : {}
  return { kind, ...Object.fromEntries(given), ...money }
}
