import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'

type UnfoldProps = {
  readonly words: string
  readonly children: (close: () => void) => ComponentChildren
}

/** A button that gives way to a form, and comes back when that is done. */
export function Unfold({ words, children }: UnfoldProps) {
  const isOpen = useSignal(false)
  const set = (open: boolean) => () => {
    isOpen.value = open
  }
  if (isOpen.value) return <>{children(set(false))}</>
  return (
    <button type="button" class="button button-small" onClick={set(true)}>
      {words}
    </button>
  )
}
