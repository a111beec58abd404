import { useSignal } from '@preact/signals'
import type { Page } from '../../api/every-page.ts'
import { actorName, zone } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { Content } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Pager } from '../../controls/pager.tsx'
import { instantWords } from '../../dates/day-words.ts'
import type { HistoryEntry } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'

/** Who changed what, from what to what, when and why. Read only when it is unfolded. */
export function RecordHistory({ id }: { id: string }) {
  const isOpen = useSignal(false)
  return (
    <details
      class="history"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open
      }}
    >
      <summary>
        <h2>{t('record.history')}</h2>
      </summary>
      {isOpen.value && <Entries path={`/v1/records/${id}/history`} />}
    </details>
  )
}

function Entries({ path }: { path: string }) {
  const cursor = useSignal<string | undefined>(undefined)
  const reading = useReading<Page<HistoryEntry>>(path, { limit: 25, cursor: cursor.value })
  const { body, failure, isReading } = reading
  return (
    <div aria-busy={isReading}>
      {failure !== undefined && <FailureNote failure={failure} again={reading.again} />}
      <ol class="plain entries">
        {body?.data.map((entry) => (
          <li key={entry.seq}>
            <p>
              <strong>{wordFor('action', entry.action)}</strong>{' '}
              <span class="quiet">
                {actorName(entry.by)}, <time dateTime={entry.at}>{instantWords(entry.at, zone())}</time>
              </span>
            </p>
            {entry.reason !== null && (
              <p>
                {t('history.reason')} <Content text={entry.reason} />
              </p>
            )}
            {entry.action !== 'recorded' && <Changes changes={entry.changes} />}
          </li>
        ))}
      </ol>
      {body !== undefined && <Pager cursor={cursor} next={body.nextCursor} />}
    </div>
  )
}

/** The fields that changed. */
export function Changes({ changes }: { changes: HistoryEntry['changes'] }) {
  const shown = changes.filter(({ pointer }) => !/\/(version|updatedAt|key)$/.test(pointer))
  return (
    <ul class="plain changes">
      {shown.map(({ pointer, from, to }) => (
        <li key={pointer}>
          <span class="quiet">{pointer.split('/').at(-1)}:</span> <del>{short(from)}</del> →{' '}
          <ins>{short(to)}</ins>
        </li>
      ))}
    </ul>
  )
}

function short(value: unknown): string {
  if (value === null || value === undefined) return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}
