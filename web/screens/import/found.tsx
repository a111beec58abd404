import { useSignal } from '@preact/signals'
import type { Import, LineResult } from '../../../shared/import/import.ts'
import type { Page } from '../../api/every-page.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Content, English } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Pager } from '../../controls/pager.tsx'
import { Section } from '../../controls/section.tsx'
import { Wide } from '../../controls/wide.tsx'
import { t, wordFor } from '../../words/words.ts'

/** What an import has found: its columns, its lines with all that is wrong with them, and the way on. */
export function Found({ given }: { given: Import }) {
  const found = useSignal(given)
  const { state, send } = useSending()
  const { id, status, counts, columns, progress } = found.value
  const act = async (what: 'carry-out' | 'continue', onRefused?: 'skip' | 'stop') => {
    const query = onRefused === undefined ? {} : { onRefused }
    const outcome = await send<Import>({ method: 'POST', path: `/v1/imports/${id}/${what}`, query })
    if (outcome.ok) found.value = outcome.body
  }
  const isBusy = state.kind === 'sending'
  const changes = counts.create + counts.update
  return (
    <>
      {columns.length > 0 && <Columns columns={columns} />}
      <p role="status">
        <strong>{t('import.counts', counts)}</strong>{' '}
        {status === 'done' ? t('import.done') : status !== 'checked' && t('import.progress', progress)}
      </p>
      {counts.refused > 0 && status === 'checked' && <p>{t('import.refused')}</p>}
      {state.kind === 'failed' && <FailureNote failure={state.failure} />}
      <div class="buttons">
        {status === 'checked' && counts.refused === 0 && changes > 0 && (
          <button
            type="button"
            class="button button-main"
            disabled={isBusy}
            onClick={() => void act('carry-out', 'stop')}
          >
            {t('import.carryOut')}
          </button>
        )}
        {status === 'checked' && counts.refused > 0 && changes > 0 && (
          <button
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() => void act('carry-out', 'skip')}
          >
            {t('import.carryOutSkipping')}
          </button>
        )}
        {(status === 'checking' || status === 'storing') && (
          <button type="button" class="button" disabled={isBusy} onClick={() => void act('continue')}>
            {t('import.goOn')}
          </button>
        )}
      </div>
      <Lines key={`${status} ${progress.checked}`} id={id} />
    </>
  )
}

function Columns({ columns }: Pick<Import, 'columns'>) {
  return (
    <Section title={t('import.columns')}>
      <Wide label={t('import.columns')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import.column')}</th>
              <th scope="col">{t('import.field')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ header, field }) => (
              <tr key={header}>
                <th scope="row">
                  <Content text={header} />
                </th>
                <td>
                  {field === null ? <span class="quiet">{t('import.ignored')}</span> : wordFor('fact', field)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Section>
  )
}

function Lines({ id }: { id: string }) {
  const cursor = useSignal<string | undefined>(undefined)
  const reading = useReading<Page<LineResult>>(`/v1/imports/${id}/lines`, {
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
            {reading.body?.data.map(({ line, label, outcome, faults }) => (
              <tr key={`${line} ${label}`}>
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
            ))}
          </tbody>
        </table>
      </Wide>
      {reading.body !== undefined && <Pager cursor={cursor} next={reading.body.nextCursor} />}
    </Section>
  )
}
