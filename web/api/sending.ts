import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { type Change, change, type Failure, type Outcome } from './client.ts'

export type SendState =
  | { readonly kind: 'idle' | 'sending' }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type Sending = {
  readonly state: SendState
  readonly send: <Body>(wanted: Omit<Change, 'idempotencyKey'>) => Promise<Outcome<Body>>
  readonly clear: () => void
}

/**
 * Sends a change so that trying again is safe: the same change carries the same Idempotency-Key until it has been
 * answered, so one that was carried out unseen is not carried out twice. A different change gets a key of its own.
 */
export function useSending(): Sending {
  const state = useSignal<SendState>({ kind: 'idle' })
  const tried = useRef<{ readonly text: string; readonly key: string } | null>(null)
  return {
    state: state.value,
    async send(wanted) {
      const text = JSON.stringify(wanted)
      const key = tried.current?.text === text ? tried.current.key : crypto.randomUUID()
      tried.current = { text, key }
      state.value = { kind: 'sending' }
      const outcome = await change<never>({ ...wanted, idempotencyKey: key })
      if (outcome.ok || outcome.failure.kind === 'refused') tried.current = null
      state.value = outcome.ok ? { kind: 'idle' } : { kind: 'failed', failure: outcome.failure }
      return outcome
    },
    clear() {
      state.value = { kind: 'idle' }
    },
  }
}
