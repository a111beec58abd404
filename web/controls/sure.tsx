import type { ComponentChildren } from 'preact'
import type { Change } from '../api/client.ts'
import { useSending } from '../api/sending.ts'
import { SendForm } from './send-form.tsx'

type SureProps = {
  /** What follows from it: it cannot be undone. */
  readonly children: ComponentChildren
  readonly button: string
  readonly change: Omit<Change, 'idempotencyKey'>
  readonly close: () => void
  readonly done: () => unknown
}

/** Asks once more before what nothing takes back. */
export function Sure({ children, button, change, close, done }: SureProps) {
  const sending = useSending()
  const submit = async () => {
    const outcome = await sending.send(change)
    if (outcome.ok) await done()
  }
  return (
    <SendForm sending={sending} submit={submit} button={button} close={close} isGrave>
      <p>{children}</p>
    </SendForm>
  )
}
