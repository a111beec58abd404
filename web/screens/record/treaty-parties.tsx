import { Content, DueDay } from '../../controls/content.tsx'
import { Wide } from '../../controls/wide.tsx'
import type { RecordEvent, RecordOf } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'
import { OrganisationLink } from './facts.tsx'

type Party = RecordOf<'agreement'>['parties'][number]
type PartiesProps = { readonly record: RecordOf<'agreement'>; readonly events: readonly RecordEvent[] }

/** What a party does to be bound, in the terms of the UN Treaty Collection. */
const columns = [
  ['signature', ['signature', 'signature_definitive', 'signature_ad_referendum']],
  [
    'consent',
    ['ratification', 'acceptance', 'approval', 'accession', 'succession', 'formal_confirmation', 'deposit'],
  ],
  ['reservation', ['reservation', 'declaration']],
  ['objection', ['objection']],
  ['end', ['denunciation', 'withdrawal', 'termination']],
] as const satisfies readonly (readonly [string, readonly RecordEvent['kind'][]])[]

const treaties = ['treaty', 'convention', 'protocol']

/** The parties of an agreement; of a treaty with what each has done, including those that are parties no more. */
export function TreatyParties({ record, events }: PartiesProps) {
  const { parties, type } = record
  const named = new Set(parties.map(({ organisationId }) => organisationId))
  const others = [...new Set(events.map(({ organisationId }) => organisationId))]
    .filter((id) => id !== null && !named.has(id))
    .map((organisationId): Party => ({ organisationId, name: null, capacity: null }))
  if (parties.length + others.length === 0) return null
  const isTreaty = treaties.includes(type)
  // What nobody has done needs no column; how a party came to be bound is always asked.
  const used = columns.filter(
    ([name, kinds]) => isTreaty && (name === 'consent' || events.some(({ kind }) => includes(kinds, kind))),
  )
  // What names nobody is our own act.
  const ours = events.filter(
    ({ organisationId, kind }) => organisationId === null && used.some(([, kinds]) => includes(kinds, kind)),
  )
  return (
    <section class="section" aria-labelledby="parties">
      <h2 id="parties">{t('parties.title')}</h2>
      <Wide label={t('parties.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('parties.party')}</th>
              <th scope="col">{t('parties.capacity')}</th>
              {used.map(([name]) => (
                <th scope="col" key={name}>
                  {wordFor('parties', name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {isTreaty && ours.length > 0 && (
              <tr>
                <th scope="row">{t('parties.we')}</th>
                <td />
                {used.map(([name, kinds]) => (
                  <td key={name}>
                    <Acts events={ours.filter(({ kind }) => includes(kinds, kind))} />
                  </td>
                ))}
              </tr>
            )}
            {[...parties, ...(isTreaty ? others : [])].map((party) => (
              <tr key={party.organisationId ?? party.name}>
                <th scope="row">
                  <PartyName party={party} />
                </th>
                <td>{party.capacity !== null && <Content text={party.capacity} />}</td>
                {used.map(([name, kinds]) => (
                  <td key={name}>
                    <Acts events={actsOf(party, events, kinds)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  )
}

function PartyName({ party: { organisationId, name } }: { party: Party }) {
  return organisationId === null ? <Content text={name ?? ''} /> : <OrganisationLink id={organisationId} />
}

function actsOf(
  party: Party,
  events: readonly RecordEvent[],
  kinds: readonly RecordEvent['kind'][],
): readonly RecordEvent[] {
  return events.filter(
    ({ organisationId, kind }) =>
      organisationId !== null && organisationId === party.organisationId && includes(kinds, kind),
  )
}

function includes(kinds: readonly RecordEvent['kind'][], kind: RecordEvent['kind']): boolean {
  return kinds.includes(kind)
}

function Acts({ events }: { events: readonly RecordEvent[] }) {
  return (
    <>
      {events.map(({ id, kind, on, note }) => (
        <p key={id}>
          <span class="quiet">{wordFor('event', kind)}</span>{' '}
          {on === null ? t('date.unknown') : <DueDay due={on} />}
          {note !== null && (
            <>
              {' '}
              <Content text={note} />
            </>
          )}
        </p>
      ))}
    </>
  )
}
