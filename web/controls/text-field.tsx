import { createElement, type LooseInputHTMLAttributes } from 'preact'
import { dayWords, isPrecise } from '../dates/day-words.ts'
import { Field } from './field.tsx'

type Common = {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly value: string
  readonly onChange: (value: string) => void
}

type InputAttributes = {
  readonly autocomplete?: string
  readonly autofocus?: boolean
  readonly spellcheck?: boolean
  readonly list?: string
  readonly min?: string | number
  readonly max?: string | number
}

type TextProps = Common & {
  readonly type?: 'text' | 'date' | 'number' | 'email' | 'url' | 'password' | 'search' | 'time'
  readonly attributes?: InputAttributes
}

/** An input of any type: Preact's own types know it only with its type written out. */
function Input(props: LooseInputHTMLAttributes) {
  return createElement<LooseInputHTMLAttributes>('input', props)
}

/** A field of one line. A browser shows a date in numbers, which are read differently from one country to the next. */
export function TextField({
  label,
  hint,
  error,
  value,
  onChange,
  type = 'text',
  attributes = {},
}: TextProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tied) => (
        <>
          <Input
            {...tied}
            {...attributes}
            type={type}
            dir={type === 'text' || type === 'search' ? 'auto' : undefined}
            value={value}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          {type === 'date' && isPrecise(value) && <p class="hint">{dayWords(value)}</p>}
        </>
      )}
    </Field>
  )
}

export function NoteField({ label, hint, error, value, onChange }: Common) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tied) => (
        <textarea
          {...tied}
          rows={3}
          dir="auto"
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

type Choice = Common & { readonly options: readonly (readonly [value: string, words: string])[] }

export function ChoiceField({ label, hint, error, value, onChange, options }: Choice) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tied) => (
        <select {...tied} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map(([each, words]) => (
            <option key={each} value={each} selected={each === value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
