import type { Field as ColumnField } from '../../../shared/import/columns.ts'
import type { Import } from '../../../shared/import/import.ts'
import { Content } from '../../controls/content.tsx'
import { Section } from '../../controls/section.tsx'
import { Wide } from '../../controls/wide.tsx'
import { t, wordFor } from '../../words/words.ts'

/** What a column can hold, as far as it is offered here; events are offered by their kind. */
const plainFields = [
  'title',
  'externalRef',
  'kind',
  'type',
  'organisation',
  'parties',
  'role',
  'signedOn',
  'startsOn',
  'endsOn',
  'dueOn',
  'every',
  'renewal',
  'renewalPeriod',
  'notice',
  'bindingness',
  'depositary',
  'owner',
  'areas',
  'links',
  'note',
] as const satisfies readonly ColumnField[]

const eventKinds = [
  'signature',
  'ratification',
  'acceptance',
  'approval',
  'accession',
  'entry_into_force',
  'registration',
  'termination',
] as const

const offered: readonly ColumnField[] = [
  ...plainFields,
  ...eventKinds.map((kind): ColumnField => `event:${kind}`),
]

/** What the reader says that columns hold, by their headers; null: not read. */
export type Told = Readonly<Record<string, string | null>>

type ColumnsProps = {
  readonly columns: Import['columns']
  readonly told: Told
  /** Undefined where the file is not at hand any more: then what was found is only shown. */
  readonly tell: ((header: string, field: string | null) => void) | undefined
}

/** What each column was taken for. The reader says otherwise, and is offered what it may be. */
export function Columns({ columns, told, tell }: ColumnsProps) {
  return (
    <Section title={t('import.columns')}>
      <Wide label={t('import.columns')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import.column')}</th>
              <th scope="col">{t('import.field')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ header, field, suggestions }) => {
              const taken = Object.hasOwn(told, header) ? (told[header] ?? null) : field
              return (
                <tr key={header}>
                  <th scope="row">
                    <Content text={header} />
                  </th>
                  <td>
                    {tell === undefined ? (
                      <TakenFor field={taken} />
                    ) : (
                      <Choice header={header} taken={taken} tell={tell} />
                    )}
                    {taken === null && tell !== undefined && suggestions.length > 0 && (
                      <Suggestions header={header} suggestions={suggestions} tell={tell} />
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Wide>
    </Section>
  )
}

function TakenFor({ field }: { field: string | null }) {
  return field === null ? <span class="quiet">{t('import.ignored')}</span> : <span>{fieldWords(field)}</span>
}

type ChoiceProps = {
  readonly header: string
  readonly taken: string | null
  readonly tell: (header: string, field: string | null) => void
}

function Choice({ header, taken, tell }: ChoiceProps) {
  // What the server has found may be more than is offered here.
  const options = taken === null || includes(taken) ? offered : [taken, ...offered]
  return (
    <select
      aria-label={`${t('import.field')}: ${header}`}
      value={taken ?? ''}
      onChange={({ currentTarget: { value } }) => tell(header, value === '' ? null : value)}
    >
      <option value="" selected={taken === null}>
        {t('import.ignored')}
      </option>
      {options.map((field) => (
        <option key={field} value={field} selected={field === taken}>
          {fieldWords(field)}
        </option>
      ))}
    </select>
  )
}

function includes(field: string): boolean {
  return offered.some((each) => each === field)
}

type SuggestionsProps = Omit<ChoiceProps, 'taken'> & { readonly suggestions: readonly string[] }

function Suggestions({ header, suggestions, tell }: SuggestionsProps) {
  return (
    <p class="presets">
      {t('import.perhaps')}
      {suggestions.map((field) => (
        <button key={field} type="button" class="button button-small" onClick={() => tell(header, field)}>
          {fieldWords(field)}
          <span class="unseen">: {header}</span>
        </button>
      ))}
    </p>
  )
}

function fieldWords(field: string): string {
  const [family, kind] = field.split(':')
  return kind === undefined ? wordFor('fact', field) : wordFor(family ?? '', kind)
}
