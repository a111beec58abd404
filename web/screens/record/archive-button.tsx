import { useSending } from '../../api/sending.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { collectionOf, type TheRecord } from '../../records/record.ts'
import { t } from '../../words/words.ts'

type ArchiveProps = {
  readonly record: TheRecord
  readonly etag: string | null
  readonly again: () => Promise<void>
}

/** Archives a record, or brings it back: each takes back the other, so neither asks first. */
export function ArchiveButton({ record: { kind, id, status }, etag, again }: ArchiveProps) {
  const { state, send } = useSending()
  const path = `/v1/${collectionOf[kind]}/${id}`
  const act = async () => {
    const outcome =
      status === 'active'
        ? await send<TheRecord>({ method: 'DELETE', path, ifMatch: etag ?? '*' })
        : await send<TheRecord>({ method: 'POST', path: `${path}/unarchive` })
    if (outcome.ok || outcome.failure.kind === 'refused') await again()
  }
  return (
    <>
      <button
        type="button"
        class="button button-quiet"
        disabled={state.kind === 'sending'}
        onClick={() => void act()}
      >
        {status === 'active' ? t('record.archive') : t('record.unarchive')}
      </button>
      {state.kind === 'failed' && <FailureNote failure={state.failure} again={act} />}
    </>
  )
}
