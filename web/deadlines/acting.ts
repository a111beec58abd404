import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { type Failure, read } from '../api/client.ts'
import { useSending } from '../api/sending.ts'
import { type ActBody, type ActName, type Deadline, undoOf } from './deadline.ts'

export type Done = { readonly act: ActName; readonly undo: { act: ActName; body: ActBody } | undefined }

/** A deadline on the page, and what the reader does to it in place. */
export type Acting = {
  readonly deadline: Deadline
  /** What was done last, and what takes it back. */
  readonly done: Done | undefined
  readonly isSending: boolean
  readonly failure: Failure | undefined
  /** Whether somebody else changed it between: what it is now is shown, and what was typed stays. */
  readonly isConflict: boolean
  readonly act: (act: ActName, body: ActBody) => Promise<boolean>
  readonly undo: () => Promise<void>
  readonly dismiss: () => void
}

export function useActing(given: Deadline): Acting {
  const deadline = useSignal(given)
  const done = useSignal<Done | undefined>(undefined)
  const isConflict = useSignal(false)
  const { state, send, clear } = useSending()
  const shown = useRef(given)
  if (shown.current !== given) {
    shown.current = given
    deadline.value = given
    done.value = undefined
  }

  const act = async (name: ActName, body: ActBody, isUndo?: true): Promise<boolean> => {
    const before = deadline.value
    const path = `/v1/deadlines/${encodeURIComponent(before.id)}/${name}`
    const outcome = await send<Deadline>({ method: 'POST', path, body, ifMatch: before.etag })
    if (outcome.ok) {
      deadline.value = outcome.body
      done.value = isUndo ? undefined : { act: name, undo: undoOf(name, before) }
      isConflict.value = false
      return true
    }
    if (outcome.failure.kind === 'refused' && outcome.failure.problem.status === 412)
      await showCurrent(before.id)
    return false
  }
  const showCurrent = async (id: string) => {
    const current = await read<Deadline>(`/v1/deadlines/${encodeURIComponent(id)}`)
    if (!current.ok) return
    deadline.value = current.body
    isConflict.value = true
  }
  return {
    deadline: deadline.value,
    done: done.value,
    isSending: state.kind === 'sending',
    failure: state.kind === 'failed' ? state.failure : undefined,
    isConflict: isConflict.value,
    act,
    async undo() {
      const undo = done.value?.undo
      if (undo !== undefined) await act(undo.act, undo.body, true)
    },
    dismiss() {
      isConflict.value = false
      clear()
    },
  }
}
