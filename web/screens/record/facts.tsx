import type { ComponentChildren } from 'preact'
import { href } from '../../address.ts'
import { nameOf } from '../../api/me.ts'
import { organisationName } from '../../api/organisations.ts'
import { Content, DueDay } from '../../controls/content.tsx'
import { amountWords } from '../../dates/amount-words.ts'
import { dayWords } from '../../dates/day-words.ts'
import { offsetWords, periodWords } from '../../dates/period-words.ts'
import type { RecordOf, TheRecord } from '../../records/record.ts'
import { scheduleWords } from '../../schedules/schedule-words.ts'
import { inParts } from '../../words/in-parts.ts'
import { t, wordFor } from '../../words/words.ts'
import { termWords } from './term-words.ts'

/** What is known of a record. What is not known is not shown. */
export function Facts({ record }: { record: TheRecord }) {
  return (
    <section class="section" aria-labelledby="facts">
      <h2 id="facts">{t('record.facts')}</h2>
      <dl class="facts">
        {record.kind === 'agreement' && <AgreementFacts record={record} />}
        {record.kind === 'membership' && <MembershipFacts record={record} />}
        {record.kind === 'commitment' && <CommitmentFacts record={record} />}
        <SharedFacts record={record} />
      </dl>
    </section>
  )
}

/** A name and what is known of it; nothing where that is nothing. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (children === null || children === undefined || children === false) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

export function OrganisationLink({ id }: { id: string }) {
  const name = organisationName(id)
  return <a href={href(['organisations', id])}>{name === '' ? '…' : <Content text={name} />}</a>
}

function AgreementFacts({ record }: { record: RecordOf<'agreement'> }) {
  const { type, bindingness, signedOn, count, references, depositary, terms, renewal, renewalPeriod } = record
  const numbers = Object.entries(references ?? {}).flatMap(([name, text]) => (text ? [{ name, text }] : []))
  return (
    <>
      <Fact name={t('fact.type')}>{wordFor('type', type)}</Fact>
      <Fact name={t('fact.bindingness')}>{bindingness && wordFor('bindingness', bindingness)}</Fact>
      <Fact name={t('fact.signedOn')}>{signedOn && <DueDay due={signedOn} />}</Fact>
      <Fact name={t('fact.terms')}>{terms.length > 0 && inParts(terms.map(termWords))}</Fact>
      <Fact name={t('fact.renewal')}>
        {renewal !== 'none' &&
          t('fact.renewalFor', {
            renewal: wordFor('renewal', renewal),
            period: renewalPeriod === null ? '' : periodWords(renewalPeriod),
          })}
      </Fact>
      <Fact name={t('fact.notice')}>{record.notice && periodWords(record.notice)}</Fact>
      <Fact name={t('fact.depositary')}>{depositary && <Content text={depositary} />}</Fact>
      <Fact name={t('fact.count')}>{count && String(count)}</Fact>
      {numbers.map(({ name, text }) => (
        <Fact key={name} name={wordFor('reference', name)}>
          <Content text={text} />
        </Fact>
      ))}
      <Fact name={t('fact.related')}>
        {record.relatedIds.length > 0 &&
          record.relatedIds.map((id) => (
            <a key={id} href={href(['records', id])} class="stacked">
              {t('fact.relatedRecord')}
            </a>
          ))}
      </Fact>
    </>
  )
}

function MembershipFacts({ record }: { record: RecordOf<'membership'> }) {
  const { organisationId, role, terms, asOf, candidatureDueOn, electionOn } = record
  return (
    <>
      <Fact name={t('fact.organisation')}>
        <OrganisationLink id={organisationId} />
      </Fact>
      <Fact name={t('fact.role')}>{wordFor('role', role)}</Fact>
      <Fact name={t('fact.terms')}>{terms.length > 0 && inParts(terms.map(termWords))}</Fact>
      <Fact name={t('fact.asOf')}>{asOf && <DueDay due={asOf} />}</Fact>
      <Fact name={t('fact.candidature')}>{candidatureDueOn && <DueDay due={candidatureDueOn} />}</Fact>
      <Fact name={t('fact.election')}>{electionOn && <DueDay due={electionOn} />}</Fact>
    </>
  )
}

function CommitmentFacts({ record }: { record: RecordOf<'commitment'> }) {
  const { organisationId, role, schedule, milestones, rotation, period, amount } = record
  return (
    <>
      <Fact name={t('fact.organisation')}>{organisationId && <OrganisationLink id={organisationId} />}</Fact>
      <Fact name={t('fact.role')}>{role && <Content text={role} />}</Fact>
      <Fact name={t('fact.schedule')}>{scheduleWords(schedule)}</Fact>
      <Fact name={t('fact.milestones')}>
        {milestones.length > 0 && (
          <ul class="plain">
            {milestones.map(({ key, title, offset }) => (
              <li key={key}>
                <Content text={title} /> <span class="quiet">{offsetWords(offset)}</span>
              </li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact name={t('fact.rotation')}>{rotation.length > 0 && <Content text={rotation.join(', ')} />}</Fact>
      <Fact name={t('fact.period')}>{period && periodWords(period)}</Fact>
      <Fact name={t('fact.amount')}>{amount && amountWords(amount)}</Fact>
    </>
  )
}

function SharedFacts({ record }: { record: TheRecord }) {
  const { ownerId, deputyId, supervisorId, watchers, areas, links, externalRef, note, leadDays } = record
  return (
    <>
      <Fact name={t('fact.owner')}>{ownerId === null ? t('fact.noOwner') : nameOf(ownerId)}</Fact>
      <Fact name={t('fact.deputy')}>{deputyId && nameOf(deputyId)}</Fact>
      <Fact name={t('fact.supervisor')}>{supervisorId && nameOf(supervisorId)}</Fact>
      <Fact name={t('fact.watchers')}>{watchers.length > 0 && watchers.map(nameOf).join(', ')}</Fact>
      <Fact name={t('fact.areas')}>
        {areas.length > 0 &&
          areas.map((area) => (
            <a key={area} class="tag" href={href(['search'], { area })}>
              <Content text={area} />
            </a>
          ))}
      </Fact>
      <Fact name={t('fact.leads')}>{leadDays && t('fact.leadDays', { days: leadDays.join(', ') })}</Fact>
      <Fact name={t('fact.externalRef')}>{externalRef && <Content text={externalRef} />}</Fact>
      <Fact name={t('fact.trackedFrom')}>{dayWords(record.trackedFrom)}</Fact>
      <Fact name={t('fact.links')}>
        {links.length > 0 &&
          links.map(({ title, url }) => (
            <a key={url} href={url} rel="noreferrer" class="stacked">
              <Content text={title ?? url} />
            </a>
          ))}
      </Fact>
      <Fact name={t('fact.note')}>{note && <Content text={note} />}</Fact>
    </>
  )
}
