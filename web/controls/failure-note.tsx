import type { Failure } from '../api/client.ts'
import { t } from '../words/words.ts'

/** What went wrong, and what to do about it. */
export function FailureNote({ failure, again }: { failure: Failure; again?: () => unknown }) {
  return (
    <div class="note note-bad" role="alert">
      <p>
        <strong>{headOf(failure)}</strong> <span>{adviceOf(failure)}</span>
      </p>
      {again !== undefined && (
        <button type="button" class="button" onClick={() => void again()}>
          {t('action.tryAgain')}
        </button>
      )}
    </div>
  )
}

function headOf(failure: Failure): string {
  if (failure.kind === 'refused') return failure.problem.title
  return failure.status === null
    ? t('failure.unreachable')
    : t('failure.broken', { status: String(failure.status) })
}

function adviceOf(failure: Failure): string {
  return failure.kind === 'refused' ? failure.problem.detail : t('failure.kept')
}

/** What the API says of one field of what was sent, by its pointer or one beneath it. */
export function fieldError(failure: Failure | undefined, pointer: string): string | undefined {
  if (failure?.kind !== 'refused') return undefined
  const found = failure.problem.errors.filter(
    (error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`),
  )
  return found.length === 0 ? undefined : found.map(({ detail }) => detail).join(' ')
}
