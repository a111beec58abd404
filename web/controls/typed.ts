import { useSignal } from '@preact/signals'
import type { Failure } from '../api/client.ts'
import { fieldError } from './failure-note.tsx'

export type Texts = Readonly<Record<string, string>>

/** What stands in the fields of a form. */
export type Typed = {
  readonly texts: Texts
  /** What ties a control to its field: `name` is also the pointer that a refusal names. */
  readonly field: (name: string, failure?: Failure) => FieldTie
  readonly reset: (texts: Texts) => void
}

type FieldTie = {
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

export function useTyped(beginning: Texts): Typed {
  const texts = useSignal<Texts>(beginning)
  return {
    texts: texts.value,
    field: (name, failure) => ({
      value: texts.value[name] ?? '',
      error: fieldError(failure, `/${name}`),
      onChange: (value) => {
        texts.value = { ...texts.value, [name]: value }
      },
    }),
    reset: (given) => {
      texts.value = given
    },
  }
}
