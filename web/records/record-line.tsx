import { href } from '../address.ts'
import { nameOf } from '../api/me.ts'
import { organisationName } from '../api/organisations.ts'
import { isSample } from '../api/sample.ts'
import { Content } from '../controls/content.tsx'
import { t, wordFor } from '../words/words.ts'
import type { TheRecord } from './record.ts'

/** A record in a list: what it is, with whom, whose. */
export function RecordLine({ record }: { record: TheRecord }) {
  const names = partnersOf(record).flatMap((id) => organisationName(id) || [])
  return (
    <li class="row row-record" data-row>
      <div class="row-what">
        <a data-row-focus class="row-title" href={href(['records', record.id])}>
          <Content text={record.title} />
        </a>
        <p class="row-about">
          <span>{wordFor('kind', record.kind)}</span>
          {names.slice(0, 3).map((name) => (
            <span key={name}>
              <Content text={name} />
            </span>
          ))}
          {record.areas.length > 0 && (
            <span>
              <Content text={record.areas.join(', ')} />
            </span>
          )}
          {isSample(record.id) && <span class="tag">{t('sample.tag')}</span>}
        </p>
      </div>
      <p class="row-owner">{record.ownerId !== null && nameOf(record.ownerId)}</p>
    </li>
  )
}

function partnersOf(record: TheRecord): readonly string[] {
  if (record.kind === 'agreement') return record.parties.flatMap(({ organisationId }) => organisationId ?? [])
  return record.organisationId === null ? [] : [record.organisationId]
}
