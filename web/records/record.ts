import type { KeptEvent } from '../../shared/event/event.ts'
import type { HistoryEntry as Entry } from '../../shared/history/history.ts'
import type { KeptOrganisation } from '../../shared/organisation/organisation-store.ts'
import type { TrackedRecord } from '../../shared/record/record.ts'

export type TheRecord = TrackedRecord
export type RecordEvent = KeptEvent
export type Organisation = KeptOrganisation
export type HistoryEntry = Entry
export type RecordKind = TheRecord['kind']
export type RecordOf<Kind extends RecordKind> = Extract<TheRecord, { kind: Kind }>

/** Where the records of a kind are in the API. */
export const collectionOf = {
  agreement: 'agreements',
  membership: 'memberships',
  commitment: 'commitments',
} as const satisfies Record<RecordKind, string>
