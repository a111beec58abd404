import { useSignal } from '@preact/signals'
import { href } from '../../address.ts'
import { mayAdminister, mayWrite } from '../../api/me.ts'
import { removeSample, sample } from '../../api/sample.ts'
import { t } from '../../words/words.ts'

type WelcomeProps = { readonly isEmpty: boolean; readonly again: () => Promise<void> }

/** What a first visit needs: that what is there is a sample, how it goes away, and how one's own begins. */
export function Welcome({ isEmpty, again }: WelcomeProps) {
  if (sample.value.state === 'loaded') return <SampleNote again={again} />
  return isEmpty && mayWrite.value ? <FirstSteps /> : null
}

function SampleNote({ again }: { again: () => Promise<void> }) {
  const step = useSignal<'offered' | 'asked' | 'removing' | 'failed'>('offered')
  const remove = async () => {
    step.value = 'removing'
    const isRemoved = await removeSample()
    step.value = isRemoved ? 'offered' : 'failed'
    if (isRemoved) await again()
  }
  const { records, organisations } = sample.value
  const counts = { records: records.length, organisations: organisations.length }
  return (
    <aside class="note note-sample" aria-label={t('sample.tag')}>
      <p>
        <strong>{t('sample.title')}</strong> {t('sample.lead', counts)}
      </p>
      {step.value === 'failed' && <p role="alert">{t('sample.failed')}</p>}
      {mayAdminister.value && step.value !== 'asked' && (
        <button
          type="button"
          class="button button-small"
          disabled={step.value === 'removing'}
          onClick={() => {
            step.value = 'asked'
          }}
        >
          {step.value === 'removing' ? t('sample.removing') : t('sample.remove')}
        </button>
      )}
      {step.value === 'asked' && (
        <div class="buttons">
          <p>{t('sample.sure')}</p>
          <button type="button" class="button button-danger" onClick={() => void remove()}>
            {t('sample.yes')}
          </button>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              step.value = 'offered'
            }}
          >
            {t('sample.no')}
          </button>
        </div>
      )}
    </aside>
  )
}

function FirstSteps() {
  return (
    <section class="first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{t('first.title')}</h2>
      <ol>
        <li>
          <a href={href(['settings'])}>{t('first.settings')}</a> <span>{t('first.settingsLead')}</span>
        </li>
        <li>
          <a href={href(['organisations', 'new'])}>{t('first.organisation')}</a>{' '}
          <span>{t('first.organisationLead')}</span>
        </li>
        <li>
          <a href={href(['new'])}>{t('first.record')}</a> <span>{t('first.recordLead')}</span>
        </li>
      </ol>
    </section>
  )
}
