import { everyPage } from '../../api/every-page.ts'
import { arrive, mayAdminister, team, today } from '../../api/me.ts'
import { useOutcome } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Content } from '../../controls/content.tsx'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { ChoiceField, TextField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { Unfold } from '../../controls/unfold.tsx'
import { Wide } from '../../controls/wide.tsx'
import { plusDays } from '../../dates/day-words.ts'
import { type Deadline, isOpen } from '../../deadlines/deadline.ts'
import { t, wordFor } from '../../words/words.ts'
import { Handover } from './handover.tsx'

/** How far ahead the load of a person is counted. */
const aheadDays = 90
const mostCounted = 1000

/** The team, and what each answers for in the next three months. */
export function PeopleScreen() {
  const to = plusDays(today(), aheadDays)
  const reading = useOutcome(`load to ${to}`, (signal) =>
    everyPage<Deadline>('/v1/deadlines', { to }, signal),
  )
  const open = (reading.body ?? []).filter(isOpen)
  const loadOf = (id: string) => {
    const own = open.filter(({ ownerId }) => ownerId === id)
    return { all: own.length, overdue: own.filter(({ status }) => status === 'overdue').length }
  }
  const most = Math.max(1, ...team.value.map(({ id }) => loadOf(id).all))
  return (
    <>
      <h1>{t('people.title')}</h1>
      <Section title={t('people.load')} reading={reading}>
        {(reading.body?.length ?? 0) >= mostCounted && (
          <p class="note">{t('year.atLeast', { n: mostCounted })}</p>
        )}
        <Wide label={t('people.load')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('people.name')}</th>
                <th scope="col">{t('people.role')}</th>
                <th scope="col">{t('people.next')}</th>
                <th scope="col" class="number">
                  {t('section.overdue')}
                </th>
                {mayAdminister.value && <th scope="col">{t('people.change')}</th>}
              </tr>
            </thead>
            <tbody>
              {team.value.map((person) => (
                <PersonRow key={person.id} person={person} load={loadOf(person.id)} most={most} />
              ))}
            </tbody>
          </table>
        </Wide>
      </Section>
      {mayAdminister.value && (
        <Unfold words={t('people.add')}>{(close) => <AddPerson close={close} />}</Unfold>
      )}
    </>
  )
}

type PersonRowProps = {
  readonly person: (typeof team.value)[number]
  readonly load: { readonly all: number; readonly overdue: number }
  readonly most: number
}

function PersonRow({ person, load, most }: PersonRowProps) {
  return (
    <tr>
      <th scope="row">
        <Content text={person.name} />
        <p class="quiet small">{person.email}</p>
      </th>
      <td>{wordFor('teamRole', person.role)}</td>
      <td>
        <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" class="load">
          <rect width={(load.all / most) * 100} height="6" class="load-open" />
        </svg>
        <span class="small">{t('due.count', { n: load.all })}</span>
      </td>
      <td class="number">{load.overdue}</td>
      {mayAdminister.value && (
        <td>
          <Unfold words={t('handover.button')}>{(close) => <Handover from={person} close={close} />}</Unfold>
        </td>
      )}
    </tr>
  )
}

function AddPerson({ close }: { close: () => void }) {
  const sending = useSending()
  const { texts, field } = useTyped({ role: 'editor' })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const outcome = await sending.send({
      method: 'POST',
      path: '/v1/team',
      body: { name: '', email: '', ...texts },
    })
    if (!outcome.ok) return
    close()
    await arrive()
  }
  const roles = ['viewer', 'editor', 'administrator'].map(
    (role) => [role, wordFor('teamRole', role)] as const,
  )
  return (
    <SendForm sending={sending} submit={submit} button={t('people.add')} close={close}>
      <TextField label={t('people.name')} {...field('name', failure)} />
      <TextField label={t('people.email')} type="email" {...field('email', failure)} />
      <ChoiceField label={t('people.role')} options={roles} {...field('role', failure)} />
    </SendForm>
  )
}
