import type { ComponentChildren } from 'preact'
import { ChoiceField, NoteField, TextField } from '../controls/text-field.tsx'
import { monthWords, weekdayWords } from '../dates/day-words.ts'
import { EventKind } from '../records/event-kind.ts'
import { OrganisationField } from '../records/organisation-field.tsx'
import { t, wordFor } from '../words/words.ts'
import { type DraftKind, draftKinds, emptyDraft, type ScheduleDraft } from './schedule-draft.ts'
import { scheduleWords } from './schedule-words.ts'

/** Takes what becomes of the draft as it is by then. */
type Changing = (change: (draft: ScheduleDraft) => ScheduleDraft) => void

type BuilderProps = {
  readonly draft: ScheduleDraft
  readonly onChange: Changing
  readonly error?: string | undefined
  /** Whether it is one of two: then it cannot be a choice itself. */
  readonly isInner?: boolean
}

type FieldOf = (name: string, otherwise?: string) => { value: string; onChange: (value: string) => void }

/** Builds a schedule out of sentences with blanks. */
export function ScheduleBuilder({ draft, onChange, error, isInner = false }: BuilderProps) {
  const field: FieldOf = (name, otherwise = '') => ({
    value: draft.texts[name] ?? otherwise,
    onChange: (value) => onChange((now) => ({ ...now, texts: { ...now.texts, [name]: value } })),
  })
  const offered = draftKinds.filter((kind) => !isInner || (kind !== 'later' && kind !== 'earlier'))
  const kinds: readonly DraftKind[] = draft.kept === null ? offered : ['kept', ...offered]
  const changeKind = (text: string) => {
    const kind = kinds.find((each) => each === text) ?? 'once'
    const of = kind === 'later' || kind === 'earlier' ? [emptyDraft(), emptyDraft('every')] : []
    onChange((now) => ({ ...now, kind, of: now.of.length === 2 ? now.of : of }))
  }
  return (
    <div class="builder">
      <ChoiceField
        label={isInner ? t('builder.inner') : t('builder.kind')}
        value={draft.kind}
        error={error}
        onChange={changeKind}
        options={kinds.map((kind) => [kind, wordFor('builderKind', kind)] as const)}
      />
      {draft.kind === 'kept' && draft.kept !== null && <p class="hint">{scheduleWords(draft.kept)}</p>}
      <Sentence draft={draft} field={field} onChange={onChange} />
      {!isInner && draft.kind !== 'kept' && draft.kind !== 'manual' && <Bounds field={field} />}
    </div>
  )
}

function Row({ children }: { children: ComponentChildren }) {
  return <div class="sentence">{children}</div>
}

type SentenceProps = {
  readonly draft: ScheduleDraft
  readonly field: FieldOf
  readonly onChange: Changing
}

function Sentence({ draft, field, onChange }: SentenceProps) {
  switch (draft.kind) {
    case 'once':
      return <TextField label={t('builder.on')} hint={t('builder.onHint')} {...field('on')} />
    case 'every':
      return (
        <Row>
          <Count label={t('builder.every')} field={field} name="n" />
          <Unit field={field} />
          <TextField label={t('builder.firstOn')} type="date" {...field('startsOn')} />
        </Row>
      )
    case 'weekday':
      return <WeekdaySentence field={field} />
    case 'session':
      return <SessionSentence field={field} />
    case 'after':
      return (
        <Row>
          <Count label={t('builder.period')} field={field} name="n" />
          <Unit field={field} />
          <EventChoice label={t('builder.afterEach')} field={field} otherwise="submission" />
          <TextField label={t('builder.firstOn')} type="date" {...field('firstOn')} />
        </Row>
      )
    case 'list':
      return <NoteField label={t('builder.dates')} hint={t('builder.datesHint')} {...field('dates')} />
    case 'nth':
      return (
        <Row>
          <OffsetFields field={field} />
          <Count label={t('builder.nth')} field={field} name="count" />
          <EventChoice label={t('builder.event')} field={field} otherwise="ratification" />
        </Row>
      )
    case 'rrule':
      return (
        <Row>
          <TextField label={t('builder.rrule')} hint={t('builder.rruleHint')} {...field('rrule')} />
          <TextField label={t('builder.countedFrom')} type="date" {...field('startsOn')} />
        </Row>
      )
    case 'later':
    case 'earlier':
      return (
        <div class="inner">
          {draft.of.map((inner, at) => (
            <ScheduleBuilder
              key={at === 0 ? 'first' : 'second'}
              draft={inner}
              isInner
              onChange={(change) =>
                onChange((now) => ({ ...now, of: now.of.map((each, n) => (n === at ? change(each) : each)) }))
              }
            />
          ))}
        </div>
      )
    default:
      return null
  }
}

function WeekdaySentence({ field }: { field: FieldOf }) {
  const months = Array.from(
    { length: 12 },
    (_, at) => [String(at + 1), monthWords(`2024-${String(at + 1).padStart(2, '0')}`)] as const,
  )
  const weekdays = Array.from({ length: 7 }, (_, at) => [String(at + 1), weekdayWords(at + 1)] as const)
  const places = ['1', '2', '3', '4', '-1'].map((place) => [place, wordFor('place', place)] as const)
  return (
    <Row>
      <Count label={t('builder.everyYears')} field={field} name="n" />
      <ChoiceField label={t('builder.month')} options={months} {...field('month', '1')} />
      <ChoiceField label={t('builder.place')} options={places} {...field('place', '1')} />
      <ChoiceField label={t('builder.weekday')} options={weekdays} {...field('weekday', '1')} />
      <TextField label={t('builder.countedFrom')} type="date" {...field('startsOn')} />
    </Row>
  )
}

function SessionSentence({ field }: { field: FieldOf }) {
  const { value, onChange } = field('organisationId')
  const edges = ['opens', 'closes'].map((edge) => [edge, wordFor('edge', edge)] as const)
  return (
    <>
      <OrganisationField label={t('builder.sessionOf')} value={value} onChange={onChange} />
      <Row>
        <Count label={t('builder.everyNth')} field={field} name="every" />
        <Count label={t('builder.fromSession')} field={field} name="from" />
        <OffsetFields field={field} />
        <ChoiceField label={t('builder.edge')} options={edges} {...field('edge', 'opens')} />
      </Row>
    </>
  )
}

function Count({ label, field, name }: { label: string; field: FieldOf; name: string }) {
  return <TextField label={label} type="number" attributes={{ min: 1 }} {...field(name, '1')} />
}

function Unit({ field }: { field: FieldOf }) {
  const units = ['Y', 'M', 'W', 'D'].map((unit) => [unit, wordFor('unit', unit)] as const)
  return <ChoiceField label={t('builder.unit')} options={units} {...field('unit', 'Y')} />
}

function EventChoice({ label, field, otherwise }: { label: string; field: FieldOf; otherwise: string }) {
  const kinds = EventKind.map((kind) => [kind, wordFor('event', kind)] as const)
  return <ChoiceField label={label} options={kinds} {...field('event', otherwise)} />
}

/** How long before or after. */
export function OffsetFields({ field }: { field: FieldOf }) {
  const units = ['D', 'W', 'M', 'Y', 'workingDays'].map((unit) => [unit, wordFor('unit', unit)] as const)
  const directions = ['after', 'before'].map((each) => [each, wordFor('direction', each)] as const)
  return (
    <>
      <TextField
        label={t('builder.offset')}
        type="number"
        attributes={{ min: 0 }}
        {...field('offset', '0')}
      />
      <ChoiceField label={t('builder.unit')} options={units} {...field('offsetUnit', 'D')} />
      <ChoiceField label={t('builder.direction')} options={directions} {...field('direction', 'after')} />
    </>
  )
}

function Bounds({ field }: { field: FieldOf }) {
  const rolls = ['none', 'before', 'after', 'nearest'].map((roll) => [roll, wordFor('roll', roll)] as const)
  return (
    <details>
      <summary>{t('builder.bounds')}</summary>
      <div class="form-grid">
        <ChoiceField label={t('builder.roll')} options={rolls} {...field('roll', 'none')} />
        <TextField label={t('builder.validFrom')} type="date" {...field('validFrom')} />
        <TextField label={t('builder.validTo')} type="date" {...field('validTo')} />
        <NoteField label={t('builder.except')} hint={t('builder.datesHint')} {...field('except')} />
      </div>
    </details>
  )
}
