import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { address, href, refine } from '../../address.ts'
import type { Page } from '../../api/every-page.ts'
import { mayWrite } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { isSample } from '../../api/sample.ts'
import { Content } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Pager } from '../../controls/pager.tsx'
import { TextField } from '../../controls/text-field.tsx'
import type { Organisation } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'

const waitMs = 250

/** The organisations by name. */
export function OrganisationList() {
  const { q } = address.value.query
  const typed = useSignal(q ?? '')
  const cursor = useSignal<string | undefined>(undefined)
  useEffect(() => {
    const timer = setTimeout(() => {
      if ((address.value.query.q ?? '') === typed.value) return
      cursor.value = undefined
      refine({ q: typed.value })
    }, waitMs)
    return () => clearTimeout(timer)
  }, [typed.value])
  const { body, failure, isReading, again } = useReading<Page<Organisation>>('/v1/organisations', {
    q,
    limit: 50,
    cursor: cursor.value,
  })
  return (
    <>
      <div class="title-line">
        <h1>{t('organisations.title')}</h1>
        {mayWrite.value && (
          <a class="button" href={href(['organisations', 'new'])}>
            {t('organisations.new')}
          </a>
        )}
      </div>
      <TextField
        label={t('organisations.search')}
        type="search"
        value={typed.value}
        onChange={(value) => {
          typed.value = value
        }}
      />
      {failure !== undefined && <FailureNote failure={failure} again={again} />}
      <div aria-busy={isReading}>
        {body?.data.length === 0 && <p class="empty">{t('organisations.none')}</p>}
        <ul class="rows">
          {body?.data.map(({ id, name, shortName, kind, areas }) => (
            <li class="row row-record" data-row key={id}>
              <div>
                <a data-row-focus class="row-title" href={href(['organisations', id])}>
                  <Content text={name} />
                </a>
                <p class="row-about">
                  {shortName !== null && <Content text={shortName} />}
                  {areas.length > 0 && <Content text={areas.join(', ')} />}
                  {isSample(id) && <span class="tag">{t('sample.tag')}</span>}
                </p>
              </div>
              <span class="row-owner">{wordFor('organisationKind', kind)}</span>
            </li>
          ))}
        </ul>
        {body !== undefined && <Pager cursor={cursor} next={body.nextCursor} />}
      </div>
    </>
  )
}
