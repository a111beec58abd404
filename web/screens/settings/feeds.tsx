import { useSignal } from '@preact/signals'
import type { KeptFeed } from '../../../shared/feed/feed.ts'
import type { Page } from '../../api/every-page.ts'
import { mayWrite, nameOf, team } from '../../api/me.ts'
import { organisationName } from '../../api/organisations.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Content } from '../../controls/content.tsx'
import { Once } from '../../controls/once.tsx'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { Sure } from '../../controls/sure.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { ThingRow } from '../../controls/thing-row.tsx'
import { useTyped } from '../../controls/typed.ts'
import { Unfold } from '../../controls/unfold.tsx'
import { t, wordFor } from '../../words/words.ts'

/** Addresses that calendars subscribe to. An address is shown once, where it is made. */
export function Feeds() {
  const reading = useReading<Page<KeptFeed>>('/v1/feeds', { limit: 100 })
  const made = useSignal<string | null>(null)
  return (
    <Section
      title={t('feeds.title')}
      reading={reading}
      empty={reading.body?.data.length === 0 && t('feeds.none')}
    >
      <p class="hint">{t('feeds.lead')}</p>
      {made.value !== null && <Once label={t('feeds.made')} text={made.value} />}
      <ul class="rows">
        {reading.body?.data.map((feed) => (
          <FeedRow key={feed.id} feed={feed} again={reading.again} />
        ))}
      </ul>
      {mayWrite.value && (
        <Unfold words={t('feeds.add')}>
          {(close) => (
            <AddFeed
              close={close}
              added={(path) => {
                made.value = new URL(path, location.origin).href
                void reading.again()
              }}
            />
          )}
        </Unfold>
      )}
    </Section>
  )
}

function FeedRow({ feed, again }: { feed: KeptFeed; again: () => Promise<void> }) {
  const { id, name, personId, organisationId, kind, area, discreet, createdBy } = feed
  const filters = [
    personId !== null && nameOf(personId),
    organisationId !== null && organisationName(organisationId),
    kind !== null && wordFor('kind', kind),
    area,
  ].filter((each) => each !== false && each !== null)
  const about = (
    <>
      <span>{filters.length === 0 ? t('feeds.everything') : <Content text={filters.join(', ')} />}</span>
      {discreet && <span>{t('feeds.discreet')}</span>}
      <span>{t('feeds.by', { name: nameOf(createdBy) })}</span>
    </>
  )
  const revoke = {
    words: t('tokens.revoke'),
    show: (close: () => void) => (
      <Sure
        button={t('feeds.revoke')}
        change={{ method: 'DELETE', path: `/v1/feeds/${id}`, ifMatch: '*' }}
        close={close}
        done={again}
      >
        {t('feeds.sure')}
      </Sure>
    ),
  }
  return <ThingRow name={name} about={about} doors={mayWrite.value ? [revoke] : []} />
}

function AddFeed({ close, added }: { close: () => void; added: (path: string) => void }) {
  const sending = useSending()
  const { texts, field } = useTyped({ name: '', personId: '', kind: '', area: '', discreet: 'false' })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const { name, personId, kind, area } = texts
    const body = {
      name,
      personId: personId || null,
      kind: kind || null,
      area: area?.trim() || null,
      discreet: texts.discreet === 'true',
    }
    const outcome = await sending.send<{ url: string }>({ method: 'POST', path: '/v1/feeds', body })
    if (!outcome.ok) return
    added(outcome.body.url)
    close()
  }
  const people = team.value.map(({ id, name }) => [id, name] as const)
  const kinds = ['agreement', 'membership', 'commitment'].map(
    (kind) => [kind, wordFor('kind', kind)] as const,
  )
  const discreet = field('discreet', failure)
  return (
    <SendForm sending={sending} submit={submit} button={t('feeds.add')} close={close}>
      <TextField label={t('people.name')} hint={t('feeds.nameHint')} {...field('name', failure)} />
      <ChoiceField
        label={t('feeds.whose')}
        options={[['', t('search.anyOwner')], ...people]}
        {...field('personId', failure)}
      />
      <ChoiceField
        label={t('search.kind')}
        options={[['', t('search.anyKind')], ...kinds]}
        {...field('kind', failure)}
      />
      <TextField label={t('search.area')} {...field('area', failure)} />
      <label class="check">
        <input
          type="checkbox"
          checked={discreet.value === 'true'}
          onChange={(event) => discreet.onChange(String(event.currentTarget.checked))}
        />
        {t('feeds.discreetHint')}
      </label>
    </SendForm>
  )
}
