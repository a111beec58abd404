import type { Change } from '../../../shared/change/change.ts'
import { href } from '../../address.ts'
import { type Outcome, read } from '../../api/client.ts'
import { actorName, zone } from '../../api/me.ts'
import { useOutcome } from '../../api/reading.ts'
import { Content } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { instantWords } from '../../dates/day-words.ts'
import { t, wordFor } from '../../words/words.ts'

type TitledChange = Change & { readonly recordTitle: string | null }
type Changes = {
  readonly data: readonly TitledChange[]
  readonly nextCursor: string
  readonly hasMore: boolean
}

/** So many are shown; the feed is followed to its end by so many pages of 100. */
const mostShown = 100
const mostPages = 20

/** What everybody has changed lately. */
export function ActivityScreen() {
  const { body, failure, isReading, again } = useOutcome('activity', latestChanges)
  return (
    <>
      <h1>{t('activity.title')}</h1>
      <p class="hint">{t('activity.lead')}</p>
      {failure !== undefined && <FailureNote failure={failure} again={again} />}
      <div aria-busy={isReading}>
        {body?.length === 0 && <p class="empty">{t('activity.none')}</p>}
        <ol class="rows">
          {body?.map((each) => (
            <ChangeRow key={each.id} change={each} />
          ))}
        </ol>
        {body?.length === mostShown && <p class="quiet">{t('activity.older')}</p>}
      </div>
    </>
  )
}

/** The feed begins with the oldest: it is followed, and the last of it is kept. */
async function latestChanges(signal: AbortSignal): Promise<Outcome<readonly TitledChange[]>> {
  let kept: readonly TitledChange[] = []
  let after: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const outcome = await read<Changes>('/v1/changes', { after, limit: 100 }, signal)
    if (!outcome.ok) return outcome
    kept = [...kept, ...outcome.body.data].slice(-mostShown)
    after = outcome.body.nextCursor
    if (!outcome.body.hasMore) break
  }
  return { ok: true, etag: null, body: kept.toReversed() }
}

function ChangeRow({ change }: { change: TitledChange }) {
  const { at, type, action, by, recordId, recordTitle, subjectId, pointers } = change
  const to = recordId ?? (type === 'organisation.changed' ? subjectId : undefined)
  const path = recordId === null ? 'organisations' : 'records'
  return (
    <li class="row" data-row>
      <p class="row-when">
        <time dateTime={at}>{instantWords(at, zone())}</time>
      </p>
      <div class="row-what">
        <strong>
          {t('text.label', { name: wordFor('changeType', type) })} {wordFor('action', action)}
        </strong>
        {recordTitle !== null && (
          <p class="row-about">
            <Content text={recordTitle} />
          </p>
        )}
        {pointers.length > 0 && <p class="row-about">{fieldsOf(pointers)}</p>}
      </div>
      <p class="row-owner">{actorName(by)}</p>
      <div class="row-buttons">
        {to !== undefined && (
          <a class="button button-small" data-row-focus href={href([path, to])}>
            {t('activity.open')}
            <span class="unseen">: {recordTitle ?? wordFor('changeType', type)}</span>
          </a>
        )}
      </div>
    </li>
  )
}

function fieldsOf(pointers: readonly string[]): string {
  const names = pointers.map((pointer) => wordFor('fact', pointer.split('/').at(-1) ?? ''))
  return [...new Set(names)].slice(0, 8).join(', ')
}
