import { useSignal } from '@preact/signals'
import { nameOf, team, today } from '../api/me.ts'
import { FailureNote, fieldError } from '../controls/failure-note.tsx'
import { ChoiceField, NoteField, TextField } from '../controls/text-field.tsx'
import { dayWords, plusDays } from '../dates/day-words.ts'
import { t, wordFor } from '../words/words.ts'
import type { Acting } from './acting.ts'
import type { ActBody, ActName } from './deadline.ts'

type FormProps = { readonly name: ActName; readonly acting: Acting; readonly close: () => void }

/** The few fields that an act on a deadline takes, in place. What is typed stays until it has been carried out. */
export function ActForm({ name, acting, close }: FormProps) {
  const typed = useSignal<Readonly<Record<string, string>>>(beginning(name, acting))
  const submit = async (event: Event) => {
    event.preventDefault()
    if (await acting.act(name, bodyOf(name, typed.value))) close()
  }
  const set = (field: string) => (value: string) => {
    typed.value = { ...typed.value, [field]: value }
  }
  return (
    <form class="act-form" onSubmit={(event) => void submit(event)} noValidate>
      {acting.isConflict && <Conflict acting={acting} />}
      <Fields name={name} acting={acting} typed={typed.value} set={set} />
      {acting.failure !== undefined && !acting.isConflict && <FailureNote failure={acting.failure} />}
      <div class="buttons">
        <button type="submit" class="button button-main" disabled={acting.isSending}>
          {acting.isConflict ? t('conflict.anyway') : wordFor('act', name)}
        </button>
        <button type="button" class="button button-quiet" onClick={close}>
          {t('action.close')}
        </button>
      </div>
    </form>
  )
}

/** Somebody else was faster: what it is now. */
function Conflict({ acting: { deadline } }: { acting: Acting }) {
  const due = deadline.dueOn === null ? t('date.postponed') : dayWords(deadline.dueOn)
  return (
    <div class="note note-warn" role="alert">
      <p>
        <strong>{t('conflict.title')}</strong>{' '}
        {t('conflict.deadline', {
          due,
          owner: nameOf(deadline.ownerId),
          status: wordFor('status', deadline.status),
        })}
      </p>
    </div>
  )
}

type FieldsProps = {
  readonly name: ActName
  readonly acting: Acting
  readonly typed: Readonly<Record<string, string>>
  readonly set: (field: string) => (value: string) => void
}

function Fields({ name, acting, typed, set }: FieldsProps) {
  const { failure } = acting
  const common = (field: string) => ({
    value: typed[field] ?? '',
    onChange: set(field),
    error: fieldError(failure, `/${field}`),
  })
  switch (name) {
    case 'complete':
      return (
        <>
          <TextField label={t('act.on')} type="date" {...common('on')} attributes={{ max: today() }} />
          <NoteField label={t('act.note')} {...common('note')} />
          <NoteField label={t('act.evidence')} hint={t('act.evidenceHint')} {...common('evidence')} />
        </>
      )
    case 'snooze':
      return (
        <>
          <TextField label={t('act.until')} hint={t('act.untilHint')} type="date" {...common('untilOn')} />
          <div class="presets">
            {[1, 7, 14].map((days) => (
              <button
                key={days}
                type="button"
                class="button button-small"
                onClick={() => set('untilOn')(plusDays(today(), days))}
              >
                {t('act.inDays', { n: days })}
              </button>
            ))}
          </div>
        </>
      )
    case 'assign':
      return (
        <>
          <ChoiceField
            label={t('act.owner')}
            {...common('ownerId')}
            options={team.value.map(({ id, name: person }) => [id, person] as const)}
          />
          <TextField label={t('act.reason')} {...common('reason')} />
        </>
      )
    case 'move':
      return (
        <>
          <TextField label={t('act.dueOn')} hint={t('act.dueOnHint')} {...common('dueOn')} />
          <TextField label={t('act.reason')} {...common('reason')} />
        </>
      )
    default:
      return <TextField label={t('act.reason')} {...common('reason')} />
  }
}

function beginning(name: ActName, { deadline }: Acting): Readonly<Record<string, string>> {
  if (name === 'complete') return { on: today() }
  if (name === 'snooze') return { untilOn: plusDays(today(), 7) }
  if (name === 'assign') return { ownerId: deadline.ownerId }
  return name === 'move' ? { dueOn: deadline.dueOn ?? '' } : {}
}

function bodyOf(name: ActName, typed: Readonly<Record<string, string>>): ActBody {
  const text = (field: string) => typed[field]?.trim() || null
  switch (name) {
    case 'complete':
      return { on: text('on'), note: text('note'), evidence: lines(typed.evidence ?? '').map(evidence) }
    case 'snooze':
      return { untilOn: typed.untilOn }
    case 'assign':
      return { ownerId: typed.ownerId, reason: text('reason') }
    case 'move':
      return { dueOn: text('dueOn'), reason: text('reason') }
    case 'acknowledge':
      return {}
    default:
      return { reason: text('reason') }
  }
}

function lines(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || [])
}

function evidence(line: string) {
  return /^https?:\/\/\S+$/.test(line) ? { title: line.slice(0, 200), url: line } : line
}
