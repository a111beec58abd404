import type { RecordKind } from '../../../shared/record/record.ts'
import { go, href } from '../../address.ts'
import type { Page } from '../../api/every-page.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { Section } from '../../controls/section.tsx'
import { SendForm } from '../../controls/send-form.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { ThingRow } from '../../controls/thing-row.tsx'
import { useTyped } from '../../controls/typed.ts'
import { t, wordFor } from '../../words/words.ts'

/** The confidential records that nobody owns: who inherits them knows that they exist, and opens one with a reason. */
export function Inherited() {
  const reading = useReading<Page<{ readonly recordId: string; readonly kind: RecordKind }>>(
    '/v1/inherited',
    { limit: 100 },
  )
  if (reading.failure === undefined && (reading.body?.data.length ?? 0) === 0) return null
  return (
    <Section title={t('inherited.title')} reading={reading}>
      <p class="hint">{t('inherited.lead')}</p>
      <ul class="rows">
        {reading.body?.data.map(({ recordId, kind }) => (
          <ThingRow
            key={recordId}
            name={wordFor('kind', kind)}
            about={<bdi>{recordId}</bdi>}
            doors={[
              { words: t('inherited.open'), show: (close) => <OpenInherited id={recordId} close={close} /> },
            ]}
          />
        ))}
      </ul>
    </Section>
  )
}

function OpenInherited({ id, close }: { id: string; close: () => void }) {
  const sending = useSending()
  const { texts, field } = useTyped({ reason: '' })
  const failure = sending.state.kind === 'failed' ? sending.state.failure : undefined
  const submit = async () => {
    const outcome = await sending.send({ method: 'POST', path: `/v1/inherited/${id}/open`, body: texts })
    if (outcome.ok) go(href(['records', id]))
  }
  return (
    <SendForm sending={sending} submit={submit} button={t('inherited.openNow')} close={close}>
      <TextField label={t('act.reason')} hint={t('inherited.hint')} {...field('reason', failure)} />
    </SendForm>
  )
}
