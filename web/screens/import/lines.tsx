import { useSignal } from '@preact/signals'
import type { Import, LineResult } from '../../../shared/import/import.ts'
import type { Page } from '../../api/every-page.ts'
import { useReading } from '../../api/reading.ts'
import { Content, English } from '../../controls/content.tsx'
import { Pager } from '../../controls/pager.tsx'
import { Section } from '../../controls/section.tsx'
import { Wide } from '../../controls/wide.tsx'
import { t, wordFor } from '../../words/words.ts'

const outcomes = ['refused', 'create', 'update', 'unchanged'] as const
type LinesProps = Pick<Import, 'id' | 'counts'>

/** What would become of each line, or has: those that are refused first, with all that is wrong with them. */
export function Lines({ id, counts }: LinesProps) {
  const offered = outcomes.filter((each) => counts[each] > 0)
  const outcome = useSignal(offered[0])
  return (
    <>
      {offered.length > 1 && (
        <fieldset class="tabs" aria-label={t('import.outcome')}>
          {offered.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === outcome.value}
              onClick={() => {
                outcome.value = each
              }}
            >
              {wordFor('importOutcome', each)} ({counts[each]})
            </button>
          ))}
        </fieldset>
      )}
      <LineTable key={outcome.value} id={id} outcome={outcome.value} />
    </>
  )
}

function LineTable({ id, outcome }: { id: string; outcome: string | undefined }) {
  const cursor = useSignal<string | undefined>(undefined)
  const reading = useReading<Page<LineResult>>(`/v1/imports/${id}/lines`, {
    outcome,
    limit: 100,
    cursor: cursor.value,
  })
  return (
    <Section title={t('import.lines')} reading={reading}>
      <Wide label={t('import.lines')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('import.what')}</th>
              <th scope="col">{t('import.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {reading.body?.data.map((line) => (
              <LineRow key={`${line.line} ${line.label}`} line={line} />
            ))}
          </tbody>
        </table>
      </Wide>
      {reading.body !== undefined && <Pager cursor={cursor} next={reading.body.nextCursor} />}
    </Section>
  )
}

function LineRow({ line: { line, label, outcome, faults } }: { line: LineResult }) {
  return (
    <tr>
      <th scope="row">{line}</th>
      <td>
        <Content text={label} />
      </td>
      <td>
        {wordFor('importOutcome', outcome)}
        {faults.map(({ column, reason, remedy }) => (
          <p class="error" key={`${column}${reason}`}>
            {column !== null && (
              <>
                <Content text={column} />:{' '}
              </>
            )}
            <English text={`${reason} ${remedy}`} />
          </p>
        ))}
      </td>
    </tr>
  )
}
