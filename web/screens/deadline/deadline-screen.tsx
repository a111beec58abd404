import { href } from '../../address.ts'
import { useReading } from '../../api/reading.ts'
import { Content, DueDay, English } from '../../controls/content.tsx'
import { FailureNote } from '../../controls/failure-note.tsx'
import type { Deadline } from '../../deadlines/deadline.ts'
import { DeadlineRow } from '../../deadlines/deadline-row.tsx'
import { t } from '../../words/words.ts'
import { Fact } from '../record/facts.tsx'

/** One deadline, where the link of a reminder leads: what it is, why it is then, and what can be done with it. */
export function DeadlineScreen({ id = '' }: { id: string | undefined }) {
  const reading = useReading<Deadline>(`/v1/deadlines/${encodeURIComponent(id)}`)
  const { body: deadline, failure, isReading } = reading
  return (
    <div aria-busy={isReading}>
      <p class="over-title">{t('deadline.title')}</p>
      <h1>{deadline === undefined ? t('deadline.title') : <Content text={deadline.title} />}</h1>
      {failure !== undefined && <FailureNote failure={failure} again={reading.again} />}
      {deadline !== undefined && (
        <>
          <dl class="facts facts-wide">
            <Fact name={t('deadline.record')}>
              <a href={href(['records', deadline.recordId])}>
                <Content text={deadline.recordTitle} />
              </a>
            </Fact>
            <Fact name={t('due.why')}>
              <English text={deadline.basis} />
            </Fact>
            <Fact name={t('deadline.ruleDueOn')}>
              {deadline.moved && deadline.ruleDueOn !== null && <DueDay due={deadline.ruleDueOn} />}
            </Fact>
            <Fact name={t('deadline.turn')}>
              {deadline.rotationMember !== null && <Content text={deadline.rotationMember} />}
            </Fact>
            <Fact name={t('act.evidence')}>
              {deadline.evidence.length > 0 &&
                deadline.evidence.map((each) =>
                  typeof each === 'string' ? (
                    <p key={each}>
                      <Content text={each} />
                    </p>
                  ) : (
                    <a key={each.url} class="stacked" href={each.url} rel="noreferrer">
                      <Content text={each.title ?? each.url} />
                    </a>
                  ),
                )}
            </Fact>
          </dl>
          <ul class="rows">
            <DeadlineRow deadline={deadline} isOfRecord />
          </ul>
        </>
      )}
    </div>
  )
}
