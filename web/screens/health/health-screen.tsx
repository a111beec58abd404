import { href } from '../../address.ts'
import { mayAdminister, zone } from '../../api/me.ts'
import { useReading } from '../../api/reading.ts'
import { useSending } from '../../api/sending.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Section } from '../../controls/section.tsx'
import { Wide } from '../../controls/wide.tsx'
import { instantWords } from '../../dates/day-words.ts'
import { t } from '../../words/words.ts'

/** What GET /v1/healthz answers to somebody of the workspace. */
type Health = {
  readonly status: 'ok' | 'stale'
  readonly now: string
  readonly lastSweepAt: string | null
  readonly nextWakeAt: string | null
  readonly sending: 'open' | 'frozen'
  readonly oldestDueAt: string | null
  readonly reminders: { readonly held: number; readonly failed: number; readonly isAtLeast: boolean }
  readonly unowned: number | null
  readonly reconcile: { readonly at: string; readonly records: number; readonly repaired: number } | null
}

/** Whether reminders go out, in words that somebody who is not an engineer can act on. */
export function HealthScreen() {
  const reading = useReading<Health>('/v1/healthz')
  const { body: health, failure, isReading } = reading
  return (
    <>
      <div class="title-line">
        <h1>{t('health.title')}</h1>
        <button type="button" class="button button-small" onClick={() => void reading.again()}>
          {t('health.again')}
        </button>
      </div>
      {failure !== undefined && <FailureNote failure={failure} again={reading.again} />}
      <div aria-busy={isReading}>
        {health !== undefined && <Report health={health} again={reading.again} />}
      </div>
    </>
  )
}

function Report({ health, again }: { health: Health; again: () => Promise<void> }) {
  const { status, sending, reminders, oldestDueAt, unowned } = health
  const isLate = oldestDueAt !== null && Date.parse(health.now) - Date.parse(oldestDueAt) > lateMs
  const isGood = status === 'ok' && sending === 'open' && !isLate
  return (
    <>
      <p class={isGood ? 'note note-good' : 'note note-bad'} role="status">
        <strong>{isGood ? t('health.good') : t('health.bad')}</strong>
      </p>
      {sending === 'frozen' && <Frozen again={again} />}
      <Section title={t('health.checks')}>
        <Wide label={t('health.checks')}>
          <table>
            <tbody>
              <Line
                name={t('health.lastSweep')}
                value={when(health.lastSweepAt)}
                advice={status === 'stale' && t('health.stale')}
              />
              <Line name={t('health.nextWake')} value={when(health.nextWakeAt)} />
              <Line
                name={t('health.waiting')}
                value={oldestDueAt === null ? t('health.nothing') : when(oldestDueAt)}
                advice={isLate && t('health.late')}
              />
              <Line
                name={t('health.failed')}
                value={counted(reminders.failed, reminders.isAtLeast)}
                advice={reminders.failed > 0 && t('health.see')}
                to={href(['reminders'], { state: 'failed' })}
              />
              <Line
                name={t('health.held')}
                value={counted(reminders.held, reminders.isAtLeast)}
                advice={reminders.held > 0 && t('health.see')}
                to={href(['reminders'], { state: 'held' })}
              />
              <Line
                name={t('health.unowned')}
                value={unowned === null ? t('health.notYet') : String(unowned)}
                advice={(unowned ?? 0) > 0 && t('health.unownedAdvice')}
                isMild
              />
              <Line name={t('health.reconcile')} value={reconcileWords(health)} />
            </tbody>
          </table>
        </Wide>
      </Section>
    </>
  )
}

/** A reminder that has waited longer is late: the sweep runs every minute, and retries wait some. */
const lateMs = 30 * 60_000

function when(instant: string | null): string {
  return instant === null ? t('health.notYet') : instantWords(instant, zone())
}

function counted(n: number, isAtLeast: boolean): string {
  return isAtLeast ? t('health.atLeast', { n }) : String(n)
}

function reconcileWords({ reconcile }: Health): string {
  if (reconcile === null) return t('health.notYet')
  return t('health.reconciled', {
    at: when(reconcile.at),
    records: reconcile.records,
    repaired: reconcile.repaired,
  })
}

type LineProps = {
  readonly name: string
  readonly value: string
  /** What to do about it, where something is to be done; `isMild`: reminders go out nonetheless. */
  readonly advice?: string | false
  readonly isMild?: true
  readonly to?: string
}

function Line({ name, value, advice, isMild, to }: LineProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {value}
        {advice && (
          <p class={isMild ? 'quiet' : 'error'}>{to === undefined ? advice : <a href={to}>{advice}</a>}</p>
        )}
      </td>
    </tr>
  )
}

/** After a restore nothing is sent until a person has seen what would go out. */
function Frozen({ again }: { again: () => Promise<void> }) {
  const release = useReading<{ readonly count: number }>(mayAdminister.value ? '/v1/settings/release' : null)
  const { state, send } = useSending()
  const letGo = async () => {
    const outcome = await send({ method: 'POST', path: '/v1/settings/release' })
    if (outcome.ok) await again()
  }
  return (
    <div class="note note-warn">
      <p>{t('health.frozen')}</p>
      {release.body !== undefined && (
        <>
          <p>{t('health.wouldSend', { n: release.body.count })}</p>
          <button
            type="button"
            class="button"
            disabled={state.kind === 'sending'}
            onClick={() => void letGo()}
          >
            {t('health.release')}
          </button>
        </>
      )}
      {state.kind === 'failed' && <FailureNote failure={state.failure} again={letGo} />}
    </div>
  )
}
