import { useSignal } from '@preact/signals'
import type { Import } from '../../../shared/import/import.ts'
import { type Failure, upload } from '../../api/client.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Field } from '../../controls/field.tsx'
import { ChoiceField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { t, wordFor } from '../../words/words.ts'
import { Found } from './found.tsx'

/** Brings a file in: what would become of each line first, then for good. */
export function ImportScreen() {
  const file = useSignal<File | undefined>(undefined)
  const isMissing = useSignal(false)
  const isBusy = useSignal(false)
  const failure = useSignal<Failure | undefined>(undefined)
  const found = useSignal<Import | undefined>(undefined)
  const { texts, field } = useTyped({ kind: '', dates: 'day-first', createOrganisations: 'false' })
  const look = async () => {
    isMissing.value = file.value === undefined
    if (file.value === undefined) return
    isBusy.value = true
    const query = { dryRun: 'true', name: file.value.name, ...texts }
    const outcome = await upload<Import>('/v1/imports', query, file.value)
    isBusy.value = false
    failure.value = outcome.ok ? undefined : outcome.failure
    found.value = outcome.ok ? outcome.body : undefined
  }
  const submit = (event: Event) => {
    event.preventDefault()
    void look()
  }
  const kinds = ['agreement', 'membership', 'commitment', 'organisation'].map(
    (kind) => [kind, wordFor('kind', kind)] as const,
  )
  const dates = ['day-first', 'month-first'].map((each) => [each, wordFor('importDates', each)] as const)
  const organisations = field('createOrganisations')
  return (
    <>
      <h1>{t('import.title')}</h1>
      <p class="hint">{t('import.lead')}</p>
      <form class="act-form" onSubmit={submit} noValidate>
        <Field
          label={t('import.file')}
          hint={t('import.fileHint')}
          error={isMissing.value ? t('import.noFile') : undefined}
        >
          {(tied) => (
            <input
              {...tied}
              type="file"
              accept=".csv,.xlsx,.json,.ndjson"
              onChange={(event) => {
                file.value = event.currentTarget.files?.[0]
                found.value = undefined
              }}
            />
          )}
        </Field>
        <ChoiceField
          label={t('import.kind')}
          options={[['', t('import.anyKind')], ...kinds]}
          {...field('kind', failure.value)}
        />
        <ChoiceField label={t('import.dates')} options={dates} {...field('dates', failure.value)} />
        <label class="check">
          <input
            type="checkbox"
            checked={organisations.value === 'true'}
            onChange={(event) => organisations.onChange(String(event.currentTarget.checked))}
          />
          {t('import.makeOrganisations')}
        </label>
        {failure.value !== undefined && <FailureNote failure={failure.value} />}
        <div class="buttons">
          <button type="submit" class="button button-main" disabled={isBusy.value}>
            {t('import.look')}
          </button>
        </div>
      </form>
      {found.value !== undefined && <Found key={found.value.id} given={found.value} />}
    </>
  )
}
