import { useSignal } from '@preact/signals'
import type { Import } from '../../../shared/import/import.ts'
import { address, refine } from '../../address.ts'
import { type Failure, upload } from '../../api/client.ts'
import { useReading } from '../../api/reading.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Field } from '../../controls/field.tsx'
import { ChoiceField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { t, wordFor } from '../../words/words.ts'
import type { Told } from './columns.tsx'
import { Found } from './found.tsx'

/** Brings a file in: what would become of each line first, then for good. */
export function ImportScreen() {
  const file = useSignal<File | undefined>(undefined)
  const isMissing = useSignal(false)
  const isBusy = useSignal(false)
  const failure = useSignal<Failure | undefined>(undefined)
  const found = useSignal<Import | undefined>(undefined)
  const allTold = useSignal<Told>({})
  const { texts, field } = useTyped({ kind: '', dates: 'day-first', createOrganisations: 'false' })
  // An import that was begun stands in the address: after a reload it is there again.
  const begun = useReading<Import>(
    address.value.query.id === undefined || found.value !== undefined
      ? null
      : `/v1/imports/${encodeURIComponent(address.value.query.id)}`,
  )
  const look = async (told: Told = {}) => {
    isMissing.value = file.value === undefined
    if (file.value === undefined) return
    isBusy.value = true
    const columns = Object.keys(told).length === 0 ? undefined : JSON.stringify(told)
    const query = { dryRun: 'true', name: file.value.name, ...texts, columns }
    const outcome = await upload<Import>('/v1/imports', query, file.value)
    isBusy.value = false
    failure.value = outcome.ok ? undefined : outcome.failure
    found.value = outcome.ok ? outcome.body : undefined
    refine({ id: found.value?.id })
    allTold.value = told
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
  const shown = found.value ?? begun.body
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
                allTold.value = {}
                refine({ id: undefined })
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
      {begun.failure !== undefined && <FailureNote failure={begun.failure} />}
      {shown !== undefined && (
        <Found
          key={shown.id}
          given={shown}
          lookAgain={
            file.value === undefined ? undefined : (told) => void look({ ...allTold.value, ...told })
          }
        />
      )}
    </>
  )
}
