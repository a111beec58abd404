import type { ReminderLabel } from '../../shared/reminder/delivery.ts'
import type { MailData } from '../../shared/reminder/mail-data.ts'

export type Composition = { readonly to: string; readonly mail: MailData }

/** What an envelope has to say, whatever it is about. */
export type Contents = {
  /**
   * What it says as things are now, and the address; `nothing` where none of it holds any more; in words, why it can
   * reach nobody.
   */
  readonly compose: (label: ReminderLabel) => Promise<Composition | 'nothing' | { readonly failed: string }>
  /** Of what may have arrived, what holds now; undefined where none of it does. */
  readonly stillTrue: (mail: MailData) => Promise<MailData | undefined>
}
