import { useSignal } from '@preact/signals'
import { TextField } from '../../controls/text-field.tsx'
import type { Organisation } from '../../records/record.ts'
import type { ScheduleDraft } from '../../schedules/schedule-draft.ts'
import { scheduleFromWords } from '../../schedules/schedule-from-words.ts'
import { t } from '../../words/words.ts'

type ByWordsProps = {
  readonly organisations: readonly Organisation[]
  readonly today: string
  readonly read: (schedule: ScheduleDraft, milestones: readonly Readonly<Record<string, string>>[]) => void
}

/** Fills the builder from a sentence in English; the fields below then say what was understood. */
export function ByWords({ organisations, today, read }: ByWordsProps) {
  const text = useSignal('')
  const isUnknown = useSignal(false)
  const take = () => {
    const found = scheduleFromWords(text.value, organisations, today)
    isUnknown.value = found === undefined && text.value.trim() !== ''
    if (found !== undefined) read(found.schedule, found.milestones)
  }
  return (
    <div class="by-words">
      <TextField
        label={t('words.label')}
        hint={t('words.hint')}
        error={isUnknown.value ? t('words.unknown') : undefined}
        value={text.value}
        onChange={(value) => {
          text.value = value
        }}
        attributes={{ autocomplete: 'off' }}
      />
      <button type="button" class="button button-small" onClick={take}>
        {t('words.button')}
      </button>
    </div>
  )
}
