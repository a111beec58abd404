import type { Failure } from '../../api/client.ts'
import { team, today } from '../../api/me.ts'
import { organisations } from '../../api/organisations.ts'
import { fieldError } from '../../controls/failure-note.tsx'
import { ChoiceField, NoteField, TextField } from '../../controls/text-field.tsx'
import { OrganisationField } from '../../records/organisation-field.tsx'
import type { RecordDraft } from '../../records/record-draft.ts'
import { ScheduleBuilder } from '../../schedules/schedule-builder.tsx'
import { t, wordFor } from '../../words/words.ts'
import { ByWords } from './by-words.tsx'
import { Milestones, Parties, Terms } from './repeated-fields.tsx'

export type FormProps = {
  readonly draft: RecordDraft
  readonly failure: Failure | undefined
  /** Takes what becomes of the draft as it is by then: an answer that comes late overwrites nothing typed meanwhile. */
  readonly onChange: (change: (draft: RecordDraft) => RecordDraft) => void
}

const types = [
  'memorandum',
  'treaty',
  'convention',
  'protocol',
  'declaration',
  'statement',
  'programme',
  'project',
  'other',
]
const bindingness = ['treaty', 'contract', 'political', 'inter_institutional']
const roles = [
  'member',
  'elected_member',
  'observer',
  'participant',
  'chair',
  'vice_chair',
  'rapporteur',
  'candidate',
  'other',
]

/** What is tied to one field of the draft: what stands in it, and what is wrong with it. */
export function fieldOf({ draft, failure, onChange }: FormProps) {
  return (name: string) => ({
    value: draft.texts[name] ?? '',
    error: fieldError(failure, `/${name}`),
    onChange: (value: string) => onChange((now) => ({ ...now, texts: { ...now.texts, [name]: value } })),
  })
}

/** The fields that a record of its kind cannot do without. */
export function MainFields(props: FormProps) {
  const { draft, failure, onChange } = props
  const field = fieldOf(props)
  const title = <TextField label={t('fact.title')} {...field('title')} attributes={{ autocomplete: 'off' }} />
  switch (draft.kind) {
    case 'commitment':
      return (
        <>
          {title}
          <OrganisationField label={t('fact.owedTo')} {...field('organisationId')} />
          <ByWords
            read={(schedule, milestones) =>
              onChange((now) => ({ ...now, schedule, milestones: [...now.milestones, ...milestones] }))
            }
            organisations={organisations()}
            today={today()}
          />
          <ScheduleBuilder
            draft={draft.schedule}
            error={fieldError(failure, '/schedule')}
            onChange={(change) => onChange((now) => ({ ...now, schedule: change(now.schedule) }))}
          />
          <Milestones {...props} />
        </>
      )
    case 'agreement':
      return (
        <>
          {title}
          <ChoiceField label={t('fact.type')} options={options('type', types)} {...field('type')} />
          <Parties {...props} />
          <TextField label={t('fact.signedOn')} hint={t('event.onHint')} {...field('signedOn')} />
          <Terms {...props} />
          <Renewal {...props} />
        </>
      )
    case 'membership':
      return (
        <>
          <OrganisationField label={t('fact.organisation')} {...field('organisationId')} />
          <ChoiceField label={t('fact.role')} options={options('role', roles)} {...field('role')} />
          <TextField label={t('fact.title')} hint={t('fact.titleHint')} {...field('title')} />
          <Terms {...props} />
          <TextField label={t('fact.candidature')} hint={t('event.onHint')} {...field('candidatureDueOn')} />
          <TextField label={t('fact.election')} hint={t('event.onHint')} {...field('electionOn')} />
        </>
      )
  }
}

function Renewal(props: FormProps) {
  const field = fieldOf(props)
  const renewals = options('renewal', ['none', 'tacit', 'express'])
  return (
    <div class="pair">
      <ChoiceField label={t('fact.renewal')} options={renewals} {...field('renewal')} />
      <ChoiceField
        label={t('fact.renewalPeriod')}
        options={periods(['P1Y', 'P2Y', 'P3Y', 'P5Y', 'P10Y'], props, 'renewalPeriod')}
        {...field('renewalPeriod')}
      />
      <ChoiceField
        label={t('fact.notice')}
        options={periods(['P1M', 'P3M', 'P6M', 'P1Y'], props, 'notice')}
        {...field('notice')}
      />
    </div>
  )
}

/** The usual periods, and the one that stands there already. */
function periods(usual: readonly string[], { draft }: FormProps, name: string) {
  const all = [...new Set([...usual, ...(draft.texts[name] ? [draft.texts[name]] : [])])]
  return [
    ['', t('fact.noPeriod')] as const,
    ...all.map((period) => [period, wordFor('usualPeriod', period)] as const),
  ]
}

function options(family: string, values: readonly string[]) {
  return values.map((value) => [value, wordFor(family, value)] as const)
}

/** What may be left for later. */
export function MoreFields(props: FormProps) {
  const field = fieldOf(props)
  const { draft } = props
  const people = [['', t('fact.nobody')] as const, ...team.value.map(({ id, name }) => [id, name] as const)]
  return (
    <details class="more-fields">
      <summary>{t('form.more')}</summary>
      <div class="form-stack">
        <div class="pair">
          <ChoiceField label={t('fact.deputy')} options={people} {...field('deputyId')} />
          <ChoiceField label={t('fact.supervisor')} options={people} {...field('supervisorId')} />
        </div>
        <TextField label={t('fact.leads')} hint={t('form.leadsHint')} {...field('leadDays')} />
        <TextField label={t('fact.watchers')} hint={t('form.watchersHint')} {...field('watchers')} />
        <TextField label={t('fact.areas')} hint={t('form.commas')} {...field('areas')} />
        {draft.kind === 'agreement' && (
          <>
            <ChoiceField
              label={t('fact.bindingness')}
              options={[['', t('fact.notSaid')], ...options('bindingness', bindingness)]}
              {...field('bindingness')}
            />
            <TextField label={t('fact.depositary')} {...field('depositary')} />
          </>
        )}
        {draft.kind === 'commitment' && (
          <>
            <TextField label={t('fact.role')} {...field('role')} />
            <TextField label={t('fact.rotation')} hint={t('form.rotationHint')} {...field('rotation')} />
            <div class="pair">
              <TextField label={t('fact.amount')} type="number" {...field('amount')} />
              <TextField label={t('event.currency')} hint={t('event.currencyHint')} {...field('currency')} />
            </div>
          </>
        )}
        <TextField
          label={t('fact.trackedFrom')}
          hint={t('form.trackedHint')}
          type="date"
          {...field('trackedFrom')}
        />
        <TextField label={t('fact.externalRef')} {...field('externalRef')} />
        <NoteField label={t('fact.links')} hint={t('form.linksHint')} {...field('links')} />
        <NoteField label={t('fact.note')} {...field('note')} />
      </div>
    </details>
  )
}
