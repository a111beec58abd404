import { countInWords } from '../time/day-in-words.ts'
import { cutLine, isolated, oneLine } from './line.ts'
import type { Dated, Item, ReminderMail } from './reminder-mail.ts'
import { firstInWords, whenInWords } from './reminder-words.ts'

const SUBJECT_CHARACTERS = 150
const ORGANISATION_CHARACTERS = 50
const TITLE_CHARACTERS = 40
/** What the subject of a mail begins with that is late, or whose first copy may have arrived; of no other. */
export const PREFIX = { none: '', late: 'Late: ', sent_again: 'Sent again: ' } as const
// A title that begins as a label does is quoted, since only labelled mails begin so.
const LOOKS_LABELLED = /^\p{Cf}*(late|sent again):/iu

/**
 * What is owed, to whom and by when. A long title is cut and the date is not: the date is what the reader must see in a
 * list of mails.
 * @throws RangeError where there is no deadline
 */
export function subjectOf(label: ReminderMail['label'], items: readonly Dated[]): string {
  const [first] = items
  if (first === undefined) throw new RangeError('A reminder needs at least one deadline.')
  if (items.length === 1) {
    const ending = `: ${whenInWords(first.when)}`
    const toWhom = toWhomInSubject(first.item)
    const taken = PREFIX[label].length + toWhom.length + ending.length
    const room = Math.max(SUBJECT_CHARACTERS - taken, TITLE_CHARACTERS)
    const title = isolated(cutLine(oneLine(first.item.deadlineTitle), room))
    return PREFIX[label] + (LOOKS_LABELLED.test(title) ? `“${title}”` : title) + toWhom + ending
  }
  const { dueOn } = first.when
  const ending = dueOn === null ? 'postponed, no new date yet' : firstInWords(dueOn)
  return `${PREFIX[label]}${countInWords(items.length, 'deadline')}, ${ending}`
}

/** To whom it is owed, where the title does not say so already. */
function toWhomInSubject({ organisationName, deadlineTitle }: Item): string {
  if (organisationName === null || deadlineTitle.includes(organisationName)) return ''
  return `, ${isolated(cutLine(oneLine(organisationName), ORGANISATION_CHARACTERS))}`
}

/** How much there is, and nothing of what. */
export function discreetSubject(label: ReminderMail['label'], count: number): string {
  return `${PREFIX[label]}${countInWords(count, 'deadline')} due`
}
