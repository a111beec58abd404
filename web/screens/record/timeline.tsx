import { today } from '../../api/me.ts'
import { dayWords } from '../../dates/day-words.ts'
import type { RecordEvent } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'
import { timelineShape } from './timeline-shape.ts'

type DatedEvent = RecordEvent & { readonly on: NonNullable<RecordEvent['on']> }

const rowHeight = 18

/** What has happened, drawn to scale. The list below it says the same in words. */
export function Timeline({ events }: { events: readonly RecordEvent[] }) {
  const dated = events.filter((event): event is DatedEvent => event.on !== null)
  if (dated.length < 2) return null
  const { marks, years, today: now, rows } = timelineShape(dated, today())
  const height = rows * rowHeight + 40
  const axis = rows * rowHeight + 12
  const wordsOf = (id: string) => {
    const event = dated.find((each) => each.id === id)
    return event === undefined ? '' : `${wordFor('event', event.kind)}, ${dayWords(event.on)}`
  }
  return (
    <figure class="timeline" dir="ltr">
      <svg viewBox={`-12 0 1024 ${height}`} role="img" aria-label={t('timeline.label', { n: dated.length })}>
        <line x1={-12} x2={1012} y1={axis} y2={axis} class="timeline-axis" />
        {years.map(({ year, at }) => (
          <g key={year}>
            <line x1={at} x2={at} y1={axis - 4} y2={axis + 4} class="timeline-axis" />
            <text x={at} y={axis + 20} class="timeline-year">
              {year}
            </text>
          </g>
        ))}
        <line x1={now} x2={now} y1={0} y2={axis} class="timeline-today" />
        {marks.map(({ id, from, to, row, isPrecise }) => {
          const y = axis - 12 - row * rowHeight
          return !isPrecise ? (
            <rect key={id} x={from} y={y - 5} width={to - from} height={10} rx={5} class="timeline-span">
              <title>{wordsOf(id)}</title>
            </rect>
          ) : (
            <circle key={id} cx={from} cy={y} r={6} class="timeline-mark">
              <title>{wordsOf(id)}</title>
            </circle>
          )
        })}
      </svg>
    </figure>
  )
}
