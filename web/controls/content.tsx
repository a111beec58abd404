import { dayWords, isPrecise } from '../dates/day-words.ts'
import { language, t } from '../words/words.ts'

/** What people have written: in any language, so its own direction, apart from that of the page. */
export function Content({ text, lang }: { text: string; lang?: string | undefined }) {
  return (
    <bdi dir="auto" class="content" lang={lang}>
      {text}
    </bdi>
  )
}

/** What the API says in English, marked as such where the page is in another language. */
export function English({ text }: { text: string }) {
  return (
    <bdi dir="auto" class="content" lang={language.value === 'en' ? undefined : 'en'}>
      {text}
    </bdi>
  )
}

/** A date as precisely as it is known; one that is not known to the day says so. */
export function DueDay({ due }: { due: string | null }) {
  if (due === null) return <span class="imprecise">{t('date.postponed')}</span>
  if (isPrecise(due)) return <time dateTime={due}>{dayWords(due)}</time>
  return (
    <span class="imprecise" title={t('date.imprecise')}>
      {dayWords(due)}
      <span class="unseen"> ({t('date.imprecise')})</span>
    </span>
  )
}
