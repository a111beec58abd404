import { go, href } from '../../address.ts'
import { learnOrganisation } from '../../api/organisations.ts'
import { useSending } from '../../api/sending.ts'
import { SendForm } from '../../controls/send-form.tsx'
import { ChoiceField, NoteField, TextField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import type { Organisation } from '../../records/record.ts'
import { lines } from '../../schedules/schedule-draft.ts'
import { t, wordFor } from '../../words/words.ts'

const kinds = ['state', 'intergovernmental', 'un_body', 'agency', 'ngo', 'national_authority', 'other']

type OrganisationFormProps = {
  /** What is changed; left out for a new one. */
  readonly given?: { readonly organisation: Organisation; readonly etag: string }
  readonly close?: () => void
  readonly again?: () => Promise<void>
}

/** Records an organisation, or changes it. */
export function OrganisationForm({ given, close, again }: OrganisationFormProps) {
  const sending = useSending()
  const { texts, field } = useTyped(given === undefined ? {} : textsOf(given.organisation))
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const body = bodyOf(texts)
    const outcome =
      given === undefined
        ? await sending.send<Organisation>({ method: 'POST', path: '/v1/organisations', body })
        : await sending.send<Organisation>({
            method: 'PATCH',
            path: `/v1/organisations/${given.organisation.id}`,
            body,
            ifMatch: given.etag,
          })
    if (!outcome.ok) return
    learnOrganisation(outcome.body)
    close?.()
    await again?.()
    if (given === undefined) go(href(['organisations', outcome.body.id]))
  }
  return (
    <>
      {given === undefined && <h1>{t('organisations.new')}</h1>}
      <SendForm sending={sending} submit={submit} button={t('new.save')} close={close}>
        <TextField label={t('organisations.name')} {...field('name', failure)} />
        <TextField label={t('organisations.shortName')} {...field('shortName', failure)} />
        <ChoiceField
          label={t('search.kind')}
          options={kinds.map((kind) => [kind, wordFor('organisationKind', kind)] as const)}
          {...field('kind', failure)}
        />
        <TextField label={t('fact.areas')} hint={t('form.commas')} {...field('areas', failure)} />
        <NoteField label={t('fact.note')} {...field('note', failure)} />
      </SendForm>
    </>
  )
}

function textsOf({ name, shortName, kind, areas, note }: Organisation) {
  return { name, shortName: shortName ?? '', kind, areas: areas.join(', '), note: note ?? '' }
}

function bodyOf({ name = '', shortName, kind, areas, note }: Readonly<Record<string, string>>) {
  return {
    name,
    shortName: shortName || null,
    kind: kind || 'intergovernmental',
    areas: lines(areas),
    note: note || null,
  }
}
