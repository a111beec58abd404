import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { address, href, refine } from '../../address.ts'
import type { Page } from '../../api/every-page.ts'
import { team } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { Content } from '../../controls/content.tsx'
import { Pager } from '../../controls/pager.tsx'
import { Section } from '../../controls/section.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import type { Organisation, TheRecord } from '../../records/record.ts'
import { RecordLine } from '../../records/record-line.tsx'
import { t, wordFor } from '../../words/words.ts'
import { SavedViews } from './saved-views.tsx'

const waitMs = 250

/** Everything by its words: accents and case make no difference, and the filters stand in the address. */
export function SearchScreen() {
  const { query } = address.value
  const typed = useSignal(query.q ?? '')
  const cursor = useSignal<string | undefined>(undefined)
  useEffect(() => {
    const timer = setTimeout(() => {
      if ((address.value.query.q ?? '') !== typed.value) filter('q')(typed.value)
    }, waitMs)
    return () => clearTimeout(timer)
  }, [typed.value])
  const filter = (name: string) => (value: string) => {
    cursor.value = undefined
    refine({ [name]: value })
  }
  const filters = {
    q: query.q,
    kind: query.kind,
    area: query.area,
    ownerId: query.ownerId,
    status: query.status,
  }
  const records = useReading<Page<TheRecord>>('/v1/records', { ...filters, limit: 50, cursor: cursor.value })
  const wantsOrganisations = Boolean(query.q) && !query.kind
  const found = useReading<Page<Organisation>>(wantsOrganisations ? '/v1/organisations' : null, {
    q: query.q,
    limit: 10,
  })
  const kinds = [
    ['', t('search.anyKind')] as const,
    ...['agreement', 'membership', 'commitment'].map((kind) => [kind, wordFor('kind', kind)] as const),
  ]
  const people = [
    ['', t('search.anyOwner')] as const,
    ...team.value.map(({ id, name }) => [id, name] as const),
  ]
  const statuses = ['active', 'archived'].map((status) => [status, wordFor('recordStatus', status)] as const)
  return (
    <>
      <h1>{t('search.title')}</h1>
      <search class="search-fields">
        <TextField
          label={t('search.words')}
          hint={t('search.hint')}
          type="search"
          value={typed.value}
          onChange={(value) => {
            typed.value = value
          }}
          attributes={{ autocomplete: 'off' }}
        />
        <div class="form-grid">
          <ChoiceField
            label={t('search.kind')}
            value={query.kind ?? ''}
            options={kinds}
            onChange={filter('kind')}
          />
          <ChoiceField
            label={t('fact.owner')}
            value={query.ownerId ?? ''}
            options={people}
            onChange={filter('ownerId')}
          />
          <TextField label={t('search.area')} value={query.area ?? ''} onChange={filter('area')} />
          <ChoiceField
            label={t('search.status')}
            value={query.status ?? 'active'}
            options={statuses}
            onChange={filter('status')}
          />
        </div>
      </search>
      <SavedViews />
      {wantsOrganisations && (found.body?.data.length ?? 0) > 0 && (
        <Section title={t('organisations.title')} reading={found}>
          <ul class="rows">
            {found.body?.data.map(({ id, name, kind }) => (
              <li class="row row-record" data-row key={id}>
                <a data-row-focus class="row-title" href={href(['organisations', id])}>
                  <Content text={name} />
                </a>
                <span class="row-owner">{wordFor('organisationKind', kind)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section
        title={t('search.records')}
        reading={records}
        empty={records.body?.data.length === 0 && t('search.none')}
      >
        <ul class="rows">
          {records.body?.data.map((record) => (
            <RecordLine key={record.id} record={record} />
          ))}
        </ul>
        {records.body !== undefined && <Pager cursor={cursor} next={records.body.nextCursor} />}
      </Section>
    </>
  )
}
