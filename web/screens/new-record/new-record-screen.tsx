import { useSignal } from '@preact/signals'
import { address, go, href } from '../../address.ts'
import { team } from '../../api/me.ts'
import { useSending } from '../../api/sending.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { ChoiceField } from '../../controls/text-field.tsx'
import { collectionOf, type RecordKind, type TheRecord } from '../../records/record.ts'
import { bodyOf, newDraft, previewBody, type RecordDraft } from '../../records/record-draft.ts'
import { t, wordFor } from '../../words/words.ts'
import { keepDraft, keptDraft } from './kept-draft.ts'
import { Preview } from './preview.tsx'
import { type FormProps, fieldOf, MainFields, MoreFields } from './record-fields.tsx'

const kinds = ['commitment', 'agreement', 'membership'] as const satisfies readonly RecordKind[]

/** Records something new, and shows what would follow from it before it is saved. */
export function NewRecordScreen() {
  const draft = useSignal<RecordDraft>(keptDraft() ?? startingDraft())
  const { state, send } = useSending()
  const failure = state.kind === 'failed' ? state.failure : undefined
  const onChange: FormProps['onChange'] = (change) => {
    draft.value = change(draft.peek())
    // At once, and not once it is drawn: the page may be gone by then.
    keepDraft(draft.peek())
  }
  const { kind } = draft.value
  const path = `/v1/${collectionOf[kind]}`
  const submit = async (event: Event) => {
    event.preventDefault()
    const outcome = await send<TheRecord>({ method: 'POST', path, body: bodyOf(draft.value) })
    if (!outcome.ok) {
      focusFirstError()
      return
    }
    keepDraft(undefined)
    go(href(['records', outcome.body.id]))
  }
  const props = { draft: draft.value, failure, onChange }
  const people = [['', t('fact.noOwner')] as const, ...team.value.map(({ id, name }) => [id, name] as const)]
  return (
    <>
      <h1>{t('new.title')}</h1>
      <div class="columns columns-form">
        <form class="form-stack" onSubmit={(event) => void submit(event)} noValidate>
          <fieldset class="tabs" aria-label={t('new.kind')}>
            {kinds.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={each === kind}
                onClick={() => onChange((now) => ({ ...now, kind: each }))}
              >
                {wordFor('kind', each)}
              </button>
            ))}
          </fieldset>
          <p class="hint">{wordFor('kindHint', kind)}</p>
          <MainFields {...props} />
          <ChoiceField label={t('fact.owner')} options={people} {...fieldOf(props)('ownerId')} />
          <MoreFields {...props} />
          {failure !== undefined && <FailureNote failure={failure} />}
          <div class="buttons">
            <button type="submit" class="button button-main" disabled={state.kind === 'sending'}>
              {t('new.save')}
            </button>
            <button type="button" class="button button-quiet" onClick={() => onChange(() => newDraft(kind))}>
              {t('new.clear')}
            </button>
          </div>
        </form>
        <Preview path={path} body={previewBody(draft.value)} />
      </div>
    </>
  )
}

/** An organisation's screen leads here with its id. */
function startingDraft(): RecordDraft {
  const { organisationId = '' } = address.value.query
  const draft = newDraft()
  return { ...draft, texts: { organisationId }, parties: organisationId === '' ? [] : [{ organisationId }] }
}

/** Leads the reader to the first field that is refused. */
export function focusFirstError(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus())
}
