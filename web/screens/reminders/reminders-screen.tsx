import { useSignal } from '@preact/signals'
import type { ListedReminder } from '../../../functions/api/listed-reminder.ts'
import { address, href } from '../../address.ts'
import type { Page } from '../../api/every-page.ts'
import { mayWrite, nameOf, zone } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Content, DueDay, English } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Pager } from '../../controls/pager.tsx'
import { instantWords } from '../../dates/day-words.ts'
import { t, wordFor } from '../../words/words.ts'
import { leadWords } from '../record/next-reminders.tsx'

const states = ['planned', 'sent', 'held', 'failed', 'cancelled'] as const

/** Who was and will be told: what is planned, what went out, what is held and what has failed, with the reason. */
export function RemindersScreen() {
  const state = states.find((each) => each === address.value.query.state) ?? 'planned'
  return (
    <>
      <div class="title-line">
        <h1>{t('reminders.title')}</h1>
        <nav class="tabs" aria-label={t('search.status')}>
          {states.map((each) => (
            <a
              key={each}
              href={href(['reminders'], { state: each })}
              aria-current={each === state ? 'true' : undefined}
            >
              {wordFor('reminderState', each)}
            </a>
          ))}
        </nav>
      </div>
      <List key={state} state={state} />
    </>
  )
}

function List({ state }: { state: (typeof states)[number] }) {
  const cursor = useSignal<string | undefined>(undefined)
  const reading = useReading<Page<ListedReminder>>('/v1/reminders', {
    state,
    limit: 50,
    cursor: cursor.value,
  })
  const { body, failure, isReading, again } = reading
  return (
    <div aria-busy={isReading}>
      <p class="hint">{wordFor('reminderHint', state)}</p>
      {failure !== undefined && <FailureNote failure={failure} again={again} />}
      {body?.data.length === 0 && <p class="empty">{wordFor('remindersNone', state)}</p>}
      <ul class="rows">
        {body?.data.map((each) => (
          <ReminderRow
            key={each.deliveryId ?? `${each.deadlineId} ${each.recipient} ${each.sendAt} ${each.leadDays}`}
            reminder={each}
            again={again}
          />
        ))}
      </ul>
      {body !== undefined && <Pager cursor={cursor} next={body.nextCursor} />}
    </div>
  )
}

function ReminderRow({ reminder, again }: { reminder: ListedReminder; again: () => Promise<void> }) {
  const { state, send } = useSending()
  const { deliveryId, deadlineId, recordTitle, title, dueOn, recipient, sendAt, leadDays, why, channel } =
    reminder
  const mayResend =
    mayWrite.value && deliveryId !== null && (reminder.state === 'held' || reminder.state === 'failed')
  const resend = async () => {
    const path = `/v1/reminders/${encodeURIComponent(deliveryId ?? '')}/resend`
    const outcome = await send({ method: 'POST', path })
    if (outcome.ok) await again()
  }
  return (
    <li class="row" data-row>
      <p class="row-when">
        <time dateTime={sendAt}>{instantWords(sendAt, zone())}</time>
      </p>
      <div class="row-what">
        <a data-row-focus class="row-title" href={href(['deadlines', deadlineId])}>
          <Content text={title ?? recordTitle} />
        </a>
        <p class="row-about">
          {title !== null && title !== recordTitle && <Content text={recordTitle} />}
          <span>
            {t('reminders.due')} <DueDay due={dueOn} />
          </span>
          {leadDays !== null && <span>{leadWords(leadDays)}</span>}
        </p>
        {why !== null && (
          <p class="row-about">
            <span>
              {t('reminders.why')} <English text={why} />
            </span>
          </p>
        )}
        {state.kind === 'failed' && <FailureNote failure={state.failure} />}
      </div>
      <p class="row-owner">
        {nameOf(recipient)}
        <br />
        {wordFor('channel', channel)}
      </p>
      <div class="row-buttons">
        {mayResend && (
          <button
            type="button"
            class="button button-small"
            disabled={state.kind === 'sending'}
            onClick={() => void resend()}
          >
            {t('reminders.resend')}
            <span class="unseen">: {title ?? recordTitle}</span>
          </button>
        )}
      </div>
    </li>
  )
}
