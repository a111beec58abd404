import type { ListedReminder } from '../../../functions/api/listed-reminder.ts'
import type { ReminderView } from '../../../functions/api/reminder-view.ts'
import type { Page } from '../../api/every-page.ts'
import { nameOf, today, zone } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { instantWords, plusDays } from '../../dates/day-words.ts'
import type { TheRecord } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'

/** Who will be told of a record next, and when. */
export function NextReminders({ record }: { record: TheRecord }) {
  const query = { recordId: record.id, state: 'planned', from: today(), to: plusDays(today(), 365), limit: 8 }
  const reading = useReading<Page<ListedReminder>>('/v1/reminders', query)
  const { body, failure, isReading } = reading
  return (
    <section class="section" aria-labelledby="next-reminders" aria-busy={isReading}>
      <h2 id="next-reminders">{t('record.nextReminders')}</h2>
      {failure !== undefined && <FailureNote failure={failure} again={reading.again} />}
      {body?.data.length === 0 && <p class="empty">{t('record.noReminders')}</p>}
      <ReminderLines reminders={body?.data ?? []} />
    </section>
  )
}

/** Reminders as lines: when, to whom, how long before. */
export function ReminderLines({
  reminders,
}: {
  reminders: readonly (ReminderView & Partial<ListedReminder>)[]
}) {
  return (
    <ul class="plain lines">
      {reminders.map((each) => (
        <li key={`${each.deadlineId} ${each.recipient} ${each.sendAt} ${each.leadDays}`}>
          <time dateTime={each.sendAt}>{instantWords(each.sendAt, zone())}</time>
          <span class="quiet">
            {each.title && `${each.title}, `}
            {t('reminder.to', { name: nameOf(each.recipient) })}
            {each.leadDays === null ? '' : `, ${leadWords(each.leadDays)}`},{' '}
            {wordFor('channel', each.channel)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** '30 days before'; a lead below 0 is a follow-up after the date. */
export function leadWords(leadDays: number): string {
  if (leadDays < 0) return t('reminder.after', { n: -leadDays })
  return t('reminder.before', { n: leadDays })
}
