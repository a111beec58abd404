import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Import } from '../../../shared/import/import.ts'
import { useSending } from '../../api/sending.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { t } from '../../words/words.ts'
import { Columns, type Told } from './columns.tsx'
import { Lines } from './lines.tsx'

type FoundProps = {
  readonly given: Import
  /** Looks at the file once more, with what the reader says of its columns; undefined where it is not at hand. */
  readonly lookAgain: ((told: Told) => void) | undefined
}

/** What an import has found: its columns, its lines with all that is wrong with them, and the way on. */
export function Found({ given, lookAgain }: FoundProps) {
  const found = useSignal(given)
  const told = useSignal<Told>({})
  const { state, send } = useSending()
  const { id, status, counts, columns, progress } = found.value
  const act = async (what: 'carry-out' | 'continue', onRefused?: 'skip' | 'stop') => {
    const query = onRefused === undefined ? {} : { onRefused }
    const outcome = await send<Import>({ method: 'POST', path: `/v1/imports/${id}/${what}`, query })
    if (outcome.ok) found.value = outcome.body
  }
  // A long one takes several requests: they follow each other until it is finished, or one of them fails.
  const isUnfinished = status === 'checking' || status === 'storing'
  useEffect(() => {
    if (isUnfinished && state.kind === 'idle') void act('continue')
  }, [isUnfinished, state.kind, progress.checked, progress.stored])
  const tell = (header: string, field: string | null) => {
    told.value = { ...told.value, [header]: field }
  }
  const isTold = Object.keys(told.value).length > 0
  const mayTell = lookAgain !== undefined && status === 'checked'
  const isBusy = state.kind === 'sending'
  const changes = counts.create + counts.update
  return (
    <>
      {columns.length > 0 && (
        <Columns columns={columns} told={told.value} tell={mayTell ? tell : undefined} />
      )}
      {isTold && mayTell && (
        <div class="note">
          <p>{t('import.told')}</p>
          <button type="button" class="button button-main" onClick={() => lookAgain(told.value)}>
            {t('import.lookAgain')}
          </button>
        </div>
      )}
      {isUnfinished && (
        <progress
          aria-label={t('import.progress', progress)}
          max={progress.steps * 2}
          value={progress.checked + progress.stored}
        />
      )}
      <p role="status">
        <strong>{t('import.counts', counts)}</strong>{' '}
        {status === 'done' ? t('import.done') : status !== 'checked' && t('import.progress', progress)}
      </p>
      {counts.refused > 0 && status === 'checked' && <p>{t('import.refused')}</p>}
      {state.kind === 'failed' && <FailureNote failure={state.failure} />}
      <div class="buttons">
        {status === 'checked' && !isTold && counts.refused === 0 && changes > 0 && (
          <button
            type="button"
            class="button button-main"
            disabled={isBusy}
            onClick={() => void act('carry-out', 'stop')}
          >
            {t('import.carryOut')}
          </button>
        )}
        {status === 'checked' && !isTold && counts.refused > 0 && changes > 0 && (
          <button
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() => void act('carry-out', 'skip')}
          >
            {t('import.carryOutSkipping')}
          </button>
        )}
        {isUnfinished && state.kind === 'failed' && (
          <button type="button" class="button" disabled={isBusy} onClick={() => void act('continue')}>
            {t('import.goOn')}
          </button>
        )}
      </div>
      {!isUnfinished && <Lines key={status} id={id} counts={counts} />}
    </>
  )
}
