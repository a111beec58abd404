import type { KeptSession } from '../../../shared/organisation/organisation-store.ts'
import { everyPage } from '../../api/every-page.ts'
import { mayWrite } from '../../api/me.ts'
import { useOutcome } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { useTyped } from '../../controls/typed.ts'
import { Unfold } from '../../controls/unfold.tsx'
import { Wide } from '../../controls/wide.tsx'
import { dayWords } from '../../dates/day-words.ts'
import type { Organisation } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'

/** When an organisation meets. Moving a session moves everything that is counted from it. */
export function Sessions({ organisation }: { organisation: Organisation }) {
  const path = `/v1/organisations/${organisation.id}/sessions`
  const reading = useOutcome(path, (signal) => everyPage<KeptSession>(path, {}, signal))
  const sessions = reading.body ?? []
  if (reading.body !== undefined && sessions.length === 0 && !mayWrite.value) return null
  return (
    <Section
      title={t('sessions.title')}
      reading={reading}
      empty={reading.body?.length === 0 && t('sessions.none')}
    >
      <Wide label={t('sessions.title')}>
        {sessions.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('sessions.ordinal')}</th>
                <th scope="col">{t('sessions.opensOn')}</th>
                <th scope="col">{t('sessions.closesOn')}</th>
                <th scope="col">{t('search.status')}</th>
              </tr>
            </thead>
            <tbody>
              {[...sessions].reverse().map((session) => (
                <tr key={session.ordinal}>
                  <th scope="row">{session.ordinal}</th>
                  <td>{dayWords(session.opensOn)}</td>
                  <td>{session.closesOn ? dayWords(session.closesOn) : ''}</td>
                  <td>
                    {wordFor('sessionStatus', session.status)}{' '}
                    {mayWrite.value && (
                      <Unfold words={t('sessions.move')}>
                        {(close) => (
                          <SessionForm path={path} given={session} close={close} again={reading.again} />
                        )}
                      </Unfold>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Wide>
      {mayWrite.value && (
        <Unfold words={t('sessions.add')}>
          {(close) => <SessionForm path={path} close={close} again={reading.again} />}
        </Unfold>
      )}
    </Section>
  )
}

type SessionFormProps = {
  readonly path: string
  readonly given?: KeptSession
  readonly close: () => void
  readonly again: () => Promise<void>
}

function SessionForm({ path, given, close, again }: SessionFormProps) {
  const sending = useSending()
  const { texts, field } = useTyped({
    ordinal: String(given?.ordinal ?? ''),
    opensOn: given?.opensOn ?? '',
    closesOn: given?.closesOn ?? '',
  })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const dates = { opensOn: texts.opensOn, closesOn: texts.closesOn || null }
    const outcome =
      given === undefined
        ? await sending.send({ method: 'POST', path, body: { ordinal: Number(texts.ordinal), ...dates } })
        : await sending.send({
            method: 'PATCH',
            path: `${path}/${given.ordinal}`,
            body: dates,
            ifMatch: `"${given.version}"`,
          })
    if (!outcome.ok) return
    close()
    await again()
  }
  return (
    <SendForm sending={sending} submit={submit} button={t('new.save')} close={close}>
      {given === undefined && (
        <TextField label={t('sessions.ordinal')} type="number" {...field('ordinal', failure)} />
      )}
      <TextField label={t('sessions.opensOn')} type="date" {...field('opensOn', failure)} />
      <TextField label={t('sessions.closesOn')} type="date" {...field('closesOn', failure)} />
      <p class="hint">{t('sessions.hint')}</p>
    </SendForm>
  )
}
