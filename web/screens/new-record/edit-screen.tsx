import { useSignal } from '@preact/signals'
import { go, href } from '../../address.ts'
import { read } from '../../api/client.ts'
import { team } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { ChoiceField } from '../../controls/text-field.tsx'
import { collectionOf, type TheRecord } from '../../records/record.ts'
import { bodyOf, draftOfRecord, patchBetween, type RecordDraft } from '../../records/record-draft.ts'
import { t, wordFor } from '../../words/words.ts'
import { focusFirstError } from './new-record-screen.tsx'
import { Preview } from './preview.tsx'
import { type FormProps, fieldOf, MainFields, MoreFields } from './record-fields.tsx'

/** Changes the facts of a record. */
export function EditScreen({ id = '' }: { id: string | undefined }) {
  const { body, etag, failure, again } = useReading<TheRecord>(`/v1/records/${encodeURIComponent(id)}`)
  if (body === undefined || etag === null)
    return (
      <>
        <h1>{t('edit.title')}</h1>
        {failure !== undefined && <FailureNote failure={failure} again={again} />}
      </>
    )
  return <EditForm record={body} etag={etag} />
}

/** What the reader began with; after a conflict, what it is now. */
type Base = { readonly record: TheRecord; readonly etag: string; readonly conflicts: readonly string[] }

function EditForm({ record, etag }: { record: TheRecord; etag: string }) {
  const base = useSignal<Base>({ record, etag, conflicts: [] })
  const draft = useSignal<RecordDraft>(draftOfRecord(record))
  const { state, send, clear } = useSending()
  const failure = state.kind === 'failed' ? state.failure : undefined
  const path = `/v1/${collectionOf[record.kind]}/${record.id}`
  const before = bodyOf(draftOfRecord(base.value.record))
  const patch = patchBetween(before, bodyOf(draft.value))
  const submit = async (event: Event) => {
    event.preventDefault()
    const outcome = await send<TheRecord>({ method: 'PATCH', path, body: patch, ifMatch: base.value.etag })
    if (outcome.ok) return go(href(['records', record.id]))
    if (outcome.failure.kind !== 'refused' || outcome.failure.problem.status !== 412) return focusFirstError()
    const theirs = await read<TheRecord>(`/v1/records/${record.id}`)
    if (!theirs.ok || theirs.etag === null) return
    const changed = patchBetween(before, bodyOf(draftOfRecord(theirs.body)))
    // What only they changed is taken over into the fields; what both changed stays as it was typed, and is named.
    draft.value = merged(draft.value, theirs.body, Object.keys(patch))
    base.value = { record: theirs.body, etag: theirs.etag, conflicts: Object.keys(changed) }
    clear()
  }
  const props: FormProps = {
    draft: draft.value,
    failure,
    onChange: (change) => {
      draft.value = change(draft.peek())
    },
  }
  const people = [['', t('fact.noOwner')] as const, ...team.value.map(({ id, name }) => [id, name] as const)]
  return (
    <>
      <h1>{t('edit.title')}</h1>
      <div class="columns columns-form">
        <form class="form-stack" onSubmit={(event) => void submit(event)} noValidate>
          {base.value.conflicts.length > 0 && <Conflict base={base.value} patch={patch} />}
          <MainFields {...props} />
          <ChoiceField label={t('fact.owner')} options={people} {...fieldOf(props)('ownerId')} />
          <MoreFields {...props} />
          {failure !== undefined && <FailureNote failure={failure} />}
          <div class="buttons">
            <button type="submit" class="button button-main" disabled={state.kind === 'sending'}>
              {base.value.conflicts.length > 0 ? t('edit.saveOver') : t('edit.save')}
            </button>
            <a class="button button-quiet" href={href(['records', record.id])}>
              {t('edit.cancel')}
            </a>
          </div>
        </form>
        <Preview path={path} body={patch} ifMatch={base.value.etag} />
      </div>
    </>
  )
}

/** Their record in the fields, with what was typed here in those that the reader has changed. */
function merged(typed: RecordDraft, theirs: TheRecord, mine: readonly string[]): RecordDraft {
  const fresh = draftOfRecord(theirs)
  const texts = Object.fromEntries(Object.entries(typed.texts).filter(([name]) => mine.includes(name)))
  const own = (member: 'milestones' | 'parties' | 'terms' | 'schedule') =>
    mine.includes(member) ? { [member]: typed[member] } : {}
  return {
    ...fresh,
    texts: { ...fresh.texts, ...texts },
    ...own('schedule'),
    ...own('milestones'),
    ...own('parties'),
    ...own('terms'),
  }
}

function Conflict({
  base: { record, conflicts },
  patch,
}: {
  base: Base
  patch: Readonly<Record<string, unknown>>
}) {
  const theirs = bodyOf(draftOfRecord(record))
  return (
    <div class="note note-warn" role="alert">
      <p>
        <strong>{t('conflict.title')}</strong> {t('conflict.record')}
      </p>
      <ul>
        {conflicts.map((name) => (
          <li key={name}>
            {t('text.label', { name: wordFor('fact', name) })} <bdi>{JSON.stringify(theirs[name])}</bdi>{' '}
            {name in patch && <strong>{t('conflict.both')}</strong>}
          </li>
        ))}
      </ul>
    </div>
  )
}
