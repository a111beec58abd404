import { useSignal } from '@preact/signals'
import type { WebhookMessage } from '../../../shared/webhook/webhook-message.ts'
import type { Page } from '../../api/every-page.ts'
import { zone } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { English } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Pager } from '../../controls/pager.tsx'
import { Wide } from '../../controls/wide.tsx'
import { instantWords } from '../../dates/day-words.ts'
import { t, wordFor } from '../../words/words.ts'
import { typeWords } from './kept-webhook.ts'

/** A message as the log of a webhook shows it. */
type Message = Omit<WebhookMessage, 'webhookId' | 'number'> & {
  readonly messageId: string
  readonly type: string
}

/** What a receiver was told in the last 30 days, and what came of each try; anything can be told again. */
export function WebhookLog({ path, isActive }: { path: string; isActive: boolean }) {
  const cursor = useSignal<string | undefined>(undefined)
  const { body, failure, isReading, again } = useReading<Page<Message>>(`${path}/messages`, {
    limit: 25,
    cursor: cursor.value,
  })
  return (
    <div aria-busy={isReading}>
      {failure !== undefined && <FailureNote failure={failure} again={again} />}
      {body?.data.length === 0 && <p class="empty">{t('webhooks.logNone')}</p>}
      {body !== undefined && body.data.length > 0 && (
        <Wide label={t('webhooks.log')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('webhooks.at')}</th>
                <th scope="col">{t('webhooks.about')}</th>
                <th scope="col">{t('search.status')}</th>
                <th scope="col">{t('webhooks.answer')}</th>
              </tr>
            </thead>
            <tbody>
              {body.data.map((message) => (
                <MessageLine
                  key={message.messageId}
                  message={message}
                  path={isActive ? `${path}/messages/${message.messageId}/replay` : undefined}
                  again={again}
                />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {body !== undefined && <Pager cursor={cursor} next={body.nextCursor} />}
    </div>
  )
}

type MessageLineProps = {
  readonly message: Message
  /** Where it is told again; nowhere while the webhook is disabled. */
  readonly path: string | undefined
  readonly again: () => Promise<void>
}

function MessageLine({ message, path, again }: MessageLineProps) {
  const { createdAt, type, state: outcome, tries, attempts, nextTryAt } = message
  const { state, send } = useSending()
  const last = attempts.at(-1)
  const replay = async (to: string) => {
    const answer = await send({ method: 'POST', path: to })
    if (answer.ok) await again()
  }
  return (
    <tr>
      <th scope="row">{instantWords(createdAt, zone())}</th>
      <td>{typeWords(type)}</td>
      <td>
        {wordFor('messageState', outcome)}
        <p class="quiet small">{t('webhooks.tries', { n: tries })}</p>
        {nextTryAt !== null && tries > 0 && (
          <p class="quiet small">{t('webhooks.next', { at: instantWords(nextTryAt, zone()) })}</p>
        )}
      </td>
      <td>
        {last?.detail && <English text={last.detail} />}{' '}
        {path !== undefined && outcome !== 'pending' && (
          <button
            type="button"
            class="button button-small"
            disabled={state.kind === 'sending'}
            onClick={() => void replay(path)}
          >
            {t('webhooks.replay')}
          </button>
        )}
        {state.kind === 'failed' && <FailureNote failure={state.failure} />}
      </td>
    </tr>
  )
}
