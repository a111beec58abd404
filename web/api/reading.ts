import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type Failure, type Outcome, type Query, read } from './client.ts'

/** What a screen knows of what it asked for. While it is read again, what was known stays in sight. */
export type Reading<Body> = {
  readonly body: Body | undefined
  readonly etag: string | null
  readonly failure: Failure | undefined
  readonly isReading: boolean
  /** Reads again: after a change, or where it failed. */
  readonly again: () => Promise<void>
  /** Shows what a change has answered without asking again. */
  readonly show: (body: Body) => void
}

/** Reads when the screen opens and whenever path or query change; `null` for nothing to read. */
export function useReading<Body>(path: string | null, query: Query = {}): Reading<Body> {
  const wanted = path === null ? null : JSON.stringify([path, query])
  return useOutcome(wanted, (signal) => read<Body>(path ?? '', query, signal))
}

type Known<Body> = Pick<Reading<Body>, 'body' | 'etag' | 'failure' | 'isReading'>

/** As `useReading`, for what takes more than one request: `key` says what is wanted. */
export function useOutcome<Body>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<Outcome<Body>>,
): Reading<Body> {
  const known = useSignal<Known<Body>>({
    body: undefined,
    etag: null,
    failure: undefined,
    isReading: key !== null,
  })
  const turn = useSignal(0)
  const take = async (signal: AbortSignal, keepsBody: boolean) => {
    turn.value += 1
    const mine = turn.peek()
    const before = known.peek()
    known.value = keepsBody
      ? { ...before, isReading: true }
      : { ...before, failure: undefined, isReading: true }
    const outcome = await ask(signal)
    if (signal.aborted || mine !== turn.peek()) return
    known.value = outcome.ok
      ? { body: outcome.body, etag: outcome.etag, failure: undefined, isReading: false }
      : { ...known.peek(), failure: outcome.failure, isReading: false }
  }
  useEffect(() => {
    if (key === null) return
    const abort = new AbortController()
    void take(abort.signal, false)
    return () => abort.abort()
  }, [key])
  return {
    ...known.value,
    again: () => take(new AbortController().signal, true),
    show: (body) => {
      known.value = { ...known.peek(), body, failure: undefined }
    },
  }
}
