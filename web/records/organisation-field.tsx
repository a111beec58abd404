import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { mayWrite } from '../api/me.ts'
import { learnOrganisation, organisationName, organisations } from '../api/organisations.ts'
import { useSending } from '../api/sending.ts'
import { TextField } from '../controls/text-field.tsx'
import { t } from '../words/words.ts'
import { organisationCalled } from './organisation-called.ts'
import type { Organisation } from './record.ts'

type OrganisationFieldProps = {
  readonly label: string
  /** The id of the organisation, or empty. */
  readonly value: string
  readonly error?: string | undefined
  readonly onChange: (id: string) => void
  /** Called with what is typed where no organisation has that name. */
  readonly onName?: (name: string) => void
}

const mostOffered = 200

/** Chooses an organisation by its name, and records a new one where there is none of that name. */
export function OrganisationField({ label, value, error, onChange, onName }: OrganisationFieldProps) {
  const list = useId()
  const typed = useSignal<string | undefined>(undefined)
  const { state, send } = useSending()
  const text = typed.value ?? organisationName(value)
  const all = organisations()
  const isUnknown = text.trim() !== '' && value === ''
  const type = (name: string) => {
    typed.value = name
    const found = organisationCalled(name.trim(), all)
    onChange(found?.id ?? '')
    onName?.(found === undefined ? name : '')
  }
  const add = async () => {
    const outcome = await send<Organisation>({
      method: 'POST',
      path: '/v1/organisations',
      body: { name: text.trim() },
    })
    if (!outcome.ok) return
    learnOrganisation(outcome.body)
    onChange(outcome.body.id)
    onName?.('')
  }
  return (
    <div class="organisation-field">
      <TextField
        label={label}
        error={error}
        value={text}
        onChange={type}
        attributes={{ list, autocomplete: 'off' }}
      />
      <datalist id={list}>
        {all.slice(0, mostOffered).map(({ id, name, shortName }) => (
          <option key={id} value={name} label={shortName ?? undefined} />
        ))}
      </datalist>
      {isUnknown && mayWrite.value && (
        <p class="hint">
          {t('organisation.unknown')}{' '}
          <button type="button" class="link" disabled={state.kind === 'sending'} onClick={() => void add()}>
            {t('organisation.add', { name: text.trim() })}
          </button>
        </p>
      )}
    </div>
  )
}
