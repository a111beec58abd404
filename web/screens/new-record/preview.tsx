import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ReminderView } from '../../../functions/api/reminder-view.ts'
import { change, type Failure } from '../../api/client.ts'
import { Content, DueDay, English } from '../../controls/content.tsx'
import type { Deadline } from '../../deadlines/deadline.ts'
import { t, wordFor } from '../../words/words.ts'
import { ReminderLines } from '../record/next-reminders.tsx'

type Previewed = { readonly deadlines: readonly Deadline[]; readonly reminders: readonly ReminderView[] }
type PreviewProps = {
  readonly path: string
  readonly body: unknown
  /** Of a change: what it is a change of. */
  readonly ifMatch?: string | undefined
}

const waitMs = 400
const mostShown = 8

/** What the record would be due, and who would be told when: a dry run of the API, while it is written. */
export function Preview({ path, body, ifMatch }: PreviewProps) {
  const found = useSignal<Previewed | undefined>(undefined)
  const failure = useSignal<Failure | undefined>(undefined)
  const isAsking = useSignal(false)
  const text = JSON.stringify(body)
  useEffect(() => {
    let isOver = false
    isAsking.value = true
    const ask = async () => {
      const method = ifMatch === undefined ? 'POST' : 'PATCH'
      const match = ifMatch === undefined ? {} : { ifMatch }
      const outcome = await change<Previewed>({
        method,
        path,
        query: { dryRun: 'true' },
        body: JSON.parse(text),
        ...match,
      })
      if (isOver) return
      isAsking.value = false
      failure.value = outcome.ok ? undefined : outcome.failure
      if (outcome.ok) found.value = outcome.body
    }
    const timer = setTimeout(() => void ask(), waitMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [text, path, ifMatch])
  return (
    <section class="preview" aria-labelledby="preview" aria-busy={isAsking.value}>
      <h2 id="preview">{t('preview.title')}</h2>
      {failure.value === undefined ? (
        found.value !== undefined && <Result {...found.value} />
      ) : (
        <Missing failure={failure.value} />
      )}
    </section>
  )
}

/** What the preview still needs; the fields themselves say it only once the record is to be saved. */
function Missing({ failure }: { failure: Failure }) {
  const needs =
    failure.kind === 'refused'
      ? failure.problem.errors.map(({ pointer, detail }) => ({ pointer, detail }))
      : []
  return (
    <div class="quiet">
      <p>{t('preview.missing')}</p>
      <ul>
        {needs.map(({ pointer, detail }) => (
          <li key={`${pointer}${detail}`}>
            {fieldWords(pointer)}: <English text={detail} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the page calls the field of a pointer: by the part of it that says most. */
function fieldWords(pointer: string): string {
  const names = pointer.split('/').filter((part) => !/^\d*$/.test(part))
  return wordFor('fact', names[0] === 'schedule' ? 'schedule' : (names.at(-1) ?? ''))
}

function Result({ deadlines, reminders }: Previewed) {
  const titles = new Map(deadlines.map(({ id, title }) => [id, title]))
  const titleOf = ({ deadlineId }: ReminderView) => {
    const title = titles.get(deadlineId)
    return title === undefined || title === '…' ? {} : { title }
  }
  const shown = deadlines.slice(0, mostShown)
  return (
    <>
      <h3>{t('preview.deadlines')}</h3>
      {shown.length === 0 && <p class="quiet">{t('preview.noDeadlines')}</p>}
      <ol class="plain lines">
        {shown.map(({ id, dueOn, title, basis }) => (
          <li key={id}>
            <strong>
              <DueDay due={dueOn} />
            </strong>{' '}
            {title !== '…' && <Content text={title} />}
            <p class="quiet small">
              <English text={basis} />
            </p>
          </li>
        ))}
      </ol>
      {deadlines.length > mostShown && (
        <p class="quiet">{t('preview.more', { n: deadlines.length - mostShown })}</p>
      )}
      <h3>{t('preview.reminders')}</h3>
      {reminders.length === 0 && <p class="quiet">{t('preview.noReminders')}</p>}
      <ReminderLines
        reminders={reminders.slice(0, mostShown).map((each) => ({ ...each, ...titleOf(each) }))}
      />
      {reminders.length > mostShown && (
        <p class="quiet">{t('preview.more', { n: reminders.length - mostShown })}</p>
      )}
    </>
  )
}
