import type { ComponentChildren } from 'preact'
import type { Sending } from '../api/sending.ts'
import { t } from '../words/words.ts'
import { FailureNote } from './failure-note.tsx'

type SendFormProps = {
  readonly sending: Sending
  readonly submit: () => Promise<unknown>
  readonly button: string
  readonly close?: (() => void) | undefined
  /** Whether nothing takes it back. */
  readonly isGrave?: true
  readonly children: ComponentChildren
}

/** A form that sends one change: it waits, says what went wrong, and keeps what was typed. */
export function SendForm({ sending: { state }, submit, button, close, isGrave, children }: SendFormProps) {
  const onSubmit = (event: Event) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form class="act-form" onSubmit={onSubmit} noValidate>
      {children}
      {state.kind === 'failed' && <FailureNote failure={state.failure} />}
      <div class="buttons">
        <button
          type="submit"
          class={isGrave ? 'button button-danger' : 'button button-main'}
          disabled={state.kind === 'sending'}
        >
          {button}
        </button>
        {close !== undefined && (
          <button type="button" class="button button-quiet" onClick={close}>
            {t('action.close')}
          </button>
        )}
      </div>
    </form>
  )
}
