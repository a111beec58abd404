import type { ComponentChildren } from 'preact'
import { fieldError } from '../../controls/failure-note.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { OrganisationField } from '../../records/organisation-field.tsx'
import { t, wordFor } from '../../words/words.ts'
import type { FormProps } from './record-fields.tsx'

type Texts = Readonly<Record<string, string>>
type Member = 'milestones' | 'parties' | 'terms'

type RepeatedProps = FormProps & {
  readonly member: Member
  readonly legend: string
  readonly add: string
  readonly first: Texts
  readonly children: (set: (changes: Texts) => void, texts: Texts, pointer: string) => ComponentChildren
}

/** A group of fields that there may be several of, each with its own button to take it away. */
function Repeated({ draft, failure, onChange, member, legend, add, first, children }: RepeatedProps) {
  const entries = draft[member]
  const put = (change: (entries: readonly Texts[]) => readonly Texts[]) =>
    onChange((now) => ({ ...now, [member]: change(now[member]) }))
  const error = entries.length === 0 ? fieldError(failure, `/${member}`) : undefined
  return (
    <fieldset class="repeated">
      <legend>{legend}</legend>
      {error !== undefined && <p class="error">{error}</p>}
      {entries.map((texts, at) => (
        <div class="repeated-one" key={at}>
          {children(
            (changes) => put((now) => now.with(at, { ...now[at], ...changes })),
            texts,
            `/${member}/${at}`,
          )}
          <button
            type="button"
            class="button button-small button-quiet"
            onClick={() => put((now) => now.toSpliced(at, 1))}
          >
            {t('form.remove')}
            <span class="unseen">
              : {legend} {at + 1}
            </span>
          </button>
        </div>
      ))}
      <button type="button" class="button button-small" onClick={() => put((now) => [...now, first])}>
        {add}
      </button>
    </fieldset>
  )
}

export function Milestones(props: FormProps) {
  const units = ['D', 'W', 'M', 'workingDays'].map((unit) => [unit, wordFor('unit', unit)] as const)
  return (
    <Repeated
      {...props}
      member="milestones"
      legend={t('fact.milestones')}
      add={t('form.addMilestone')}
      first={{ offset: '4', offsetUnit: 'W' }}
    >
      {(set, texts, pointer) => (
        <div class="sentence">
          <TextField
            label={t('form.milestone')}
            value={texts.title ?? ''}
            error={fieldError(props.failure, pointer)}
            onChange={(title) => set({ title })}
          />
          <TextField
            label={t('builder.offset')}
            type="number"
            value={texts.offset ?? ''}
            onChange={(offset) => set({ offset })}
          />
          <ChoiceField
            label={t('form.before')}
            options={units}
            value={texts.offsetUnit ?? 'D'}
            onChange={(offsetUnit) => set({ offsetUnit })}
          />
        </div>
      )}
    </Repeated>
  )
}

export function Parties(props: FormProps) {
  return (
    <Repeated {...props} member="parties" legend={t('parties.title')} add={t('form.addParty')} first={{}}>
      {(set, texts, pointer) => (
        <div class="pair">
          <OrganisationField
            label={t('parties.party')}
            value={texts.organisationId ?? ''}
            error={fieldError(props.failure, pointer)}
            onChange={(organisationId) => set({ organisationId })}
            onName={(name) => set({ name })}
          />
          <TextField
            label={t('parties.capacity')}
            value={texts.capacity ?? ''}
            onChange={(capacity) => set({ capacity })}
          />
        </div>
      )}
    </Repeated>
  )
}

export function Terms(props: FormProps) {
  return (
    <Repeated
      {...props}
      member="terms"
      legend={t('fact.terms')}
      add={t('form.addTerm')}
      first={{ isOpen: 'no' }}
    >
      {(set, texts, pointer) => (
        <div class="pair">
          <TextField
            label={t('form.termStarts')}
            hint={t('form.impreciseHint')}
            error={fieldError(props.failure, pointer)}
            value={texts.startsOn ?? ''}
            onChange={(startsOn) => set({ startsOn })}
          />
          <TextField
            label={t('form.termEnds')}
            hint={t('form.termEndsHint')}
            value={texts.endsOn ?? ''}
            onChange={(endsOn) => set({ endsOn })}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={texts.isOpen === 'yes'}
              onChange={(event) => set({ isOpen: event.currentTarget.checked ? 'yes' : 'no' })}
            />
            {t('form.termOpen')}
          </label>
        </div>
      )}
    </Repeated>
  )
}
