import { useSignal } from '@preact/signals'
import { address, href } from '../../address.ts'
import { everyPage, type Page } from '../../api/every-page.ts'
import { today } from '../../api/me.ts'
import { useOutcome, useReading } from '../../api/reading.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Pager } from '../../controls/pager.tsx'
import { Section } from '../../controls/section.tsx'
import { earliest, latest, monthWords } from '../../dates/day-words.ts'
import { type Deadline, isOpen } from '../../deadlines/deadline.ts'
import { DeadlineRow } from '../../deadlines/deadline-row.tsx'
import { t } from '../../words/words.ts'

/** So many deadlines of a year are counted. */
const mostCounted = 1000

/** Twelve months with their load, and the list of one of them. */
export function YearScreen() {
  const { query } = address.value
  const year = /^\d{4}$/.test(query.year ?? '') ? Number(query.year) : Number(today().slice(0, 4))
  const period = { from: `${year}-01-01`, to: `${year}-12-31` }
  const reading = useOutcome(`year ${year}`, (signal) => everyPage<Deadline>('/v1/deadlines', period, signal))
  const { body, failure, isReading } = reading
  const months = Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)
  const byMonth = Map.groupBy(body ?? [], ({ dueOn }) => (dueOn === null ? '' : earliest(dueOn).slice(0, 7)))
  const most = Math.max(1, ...months.map((month) => byMonth.get(month)?.length ?? 0))
  return (
    <>
      <div class="title-line">
        <h1>{t('year.title', { year: String(year) })}</h1>
        <nav class="buttons" aria-label={t('year.turn')}>
          <a class="button button-small" href={href(['year'], { year: String(year - 1) })}>
            {year - 1}
          </a>
          <a class="button button-small" href={href(['year'], { year: String(year + 1) })}>
            {year + 1}
          </a>
        </nav>
      </div>
      {failure !== undefined && <FailureNote failure={failure} again={reading.again} />}
      <div aria-busy={isReading}>
        {body?.length === 0 && <p class="empty">{t('year.none')}</p>}
        {(body?.length ?? 0) >= mostCounted && <p class="note">{t('year.atLeast', { n: mostCounted })}</p>}
        <ol class="plain months">
          {months.map((month) => (
            <Month
              key={month}
              month={month}
              deadlines={byMonth.get(month) ?? []}
              most={most}
              year={year}
              chosen={query.month}
            />
          ))}
        </ol>
      </div>
      <MonthList
        month={query.month ?? (months.includes(today().slice(0, 7)) ? today().slice(0, 7) : `${year}-01`)}
      />
    </>
  )
}

type MonthProps = {
  readonly month: string
  readonly deadlines: readonly Deadline[]
  readonly most: number
  readonly year: number
  readonly chosen: string | undefined
}

function Month({ month, deadlines, most, year, chosen }: MonthProps) {
  const open = deadlines.filter(isOpen).length
  const closed = deadlines.length - open
  const share = (n: number) => (n / most) * 100
  return (
    <li class={month === today().slice(0, 7) ? 'month month-now' : 'month'}>
      <a
        href={href(['year'], { year: String(year), month })}
        aria-current={month === chosen ? 'true' : undefined}
      >
        {monthWords(month)}
      </a>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" class="load">
        <rect width={share(open)} height="6" class="load-open" />
        <rect x={share(open)} width={share(closed)} height="6" class="load-closed" />
      </svg>
      <p class="quiet small">{t('year.counts', { n: open, closed })}</p>
    </li>
  )
}

function MonthList({ month }: { month: string }) {
  const cursor = useSignal<string | undefined>(undefined)
  const reading = useReading<Page<Deadline>>('/v1/deadlines', {
    from: `${month}-01`,
    to: latest(month),
    limit: 50,
    cursor: cursor.value,
  })
  return (
    <Section
      title={monthWords(month)}
      reading={reading}
      empty={reading.body?.data.length === 0 && t('year.noneInMonth')}
    >
      <ul class="rows">
        {reading.body?.data.map((deadline) => (
          <DeadlineRow key={deadline.id} deadline={deadline} />
        ))}
      </ul>
      {reading.body !== undefined && <Pager cursor={cursor} next={reading.body.nextCursor} />}
    </Section>
  )
}
