import type { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import type { ReminderLabel } from '../../shared/reminder/delivery.ts'
import type { Envelope } from '../../shared/reminder/envelope.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'

/** One mail to one recipient, as it is about to be written. */
export type Occasion = {
  readonly table: Table
  readonly reader: SurroundingsReader
  readonly workspaceId: WorkspaceId
  readonly recipient: string
  readonly now: Instant
  readonly baseUrl: string | null
  /** Where the links of mails lead; without it, mails have none. */
  readonly linksUrl: string | null
  readonly label: ReminderLabel
  readonly envelope: Envelope
  readonly envelopeKey: string
}
