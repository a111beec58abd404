import type { Term } from '../../../shared/organisation/organisation.ts'
import { dayWords } from '../../dates/day-words.ts'
import { t } from '../../words/words.ts'

/** '1 February 2024 to 31 January 2027'. An end that is not known and one that is open are said as such. */
export function termWords({ startsOn, endsOn }: Term): string {
  const first = startsOn === null ? t('term.unknown') : dayWords(startsOn)
  if (endsOn === '..') return t('term.open', { first })
  return t('term.closed', { first, last: endsOn === null ? t('term.unknown') : dayWords(endsOn) })
}
