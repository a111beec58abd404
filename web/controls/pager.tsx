import { type Signal, useSignal } from '@preact/signals'
import { t } from '../words/words.ts'

/** Leads through a list page by page, so that the page on the screen stays small. */
export function Pager({ cursor, next }: { cursor: Signal<string | undefined>; next: string | null }) {
  const before = useSignal<readonly (string | undefined)[]>([])
  if (next === null && before.value.length === 0) return null
  const turn = (to: string | undefined, trail: readonly (string | undefined)[]) => {
    before.value = trail
    cursor.value = to
    document.getElementById('main')?.scrollIntoView()
  }
  return (
    <nav class="pager" aria-label={t('pager.label')}>
      <button
        type="button"
        class="button"
        disabled={before.value.length === 0}
        onClick={() => turn(before.value.at(-1), before.value.slice(0, -1))}
      >
        {t('pager.previous')}
      </button>
      <span>{t('pager.page', { n: before.value.length + 1 })}</span>
      <button
        type="button"
        class="button"
        disabled={next === null}
        onClick={() => turn(next ?? undefined, [...before.value, cursor.value])}
      >
        {t('pager.next')}
      </button>
    </nav>
  )
}
