import type { MailPage } from '../mail/mail-page.ts'
import type { ReminderMail } from '../mail/reminder-mail.ts'
import type { Instant } from '../time/instant.ts'
import type { Outcome } from './channel.ts'

/** What a channel other than e-mail is to tell: what a mail would say, as it would say it. */
export type Notice = {
  /** Stable per envelope, also across tries. */
  readonly key: string
  /** When it was meant to go out. */
  readonly sendAt: Instant
  readonly page: MailPage
  readonly mail: ReminderMail
}

/** The port of every channel but e-mail: it makes what it sends of a notice, and sends that once. */
export type NoticeChannel = {
  /** Rendered at once, so that what cannot be rendered was certainly not sent; what is returned never throws. */
  prepare(notice: Notice): () => Promise<Outcome>
}

/**
 * What follows where nobody can say whether a try was accepted. `labelled`: once more, and the copy says so; after that
 * it is held. `same_key`: again and again, since the receiver knows by the key what it has already.
 */
export type UnknownPolicy = 'labelled' | 'same_key'
