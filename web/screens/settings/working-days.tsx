import { toggled } from '../../controls/toggled.ts'
import { weekdayWords } from '../../dates/day-words.ts'
import { lines } from '../../schedules/schedule-draft.ts'
import { t } from '../../words/words.ts'

type WorkingDaysProps = {
  /** The numbers of the days from Monday, 1, separated by commas. */
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

/** Which days of a week are worked. */
export function WorkingDays({ value, error, onChange }: WorkingDaysProps) {
  const days = lines(value).map(Number)
  const toggle = (day: number) => {
    onChange(
      toggled(days, day)
        .toSorted((a, b) => a - b)
        .join(','),
    )
  }
  return (
    <fieldset>
      <legend>{t('settings.workingDays')}</legend>
      {error !== undefined && <p class="error">{error}</p>}
      <div class="checks">
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <label key={day} class="check">
            <input type="checkbox" checked={days.includes(day)} onChange={() => toggle(day)} />
            {weekdayWords(day)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
