import { useSignal } from '@preact/signals'
import { address, href } from '../../address.ts'
import { me, today } from '../../api/me.ts'
import { useOutcome } from '../../api/reading.ts'
import { FailureNote } from '../../controls/failure-note.tsx'
import { Pager } from '../../controls/pager.tsx'
import type { Section } from '../../deadlines/deadline.ts'
import { DeadlineRow } from '../../deadlines/deadline-row.tsx'
import { t, wordFor } from '../../words/words.ts'
import { type Listed, overview, sectionPage, sections } from './due-list.ts'
import { Welcome } from './welcome.tsx'

const whoseOptions = ['mine', 'team', 'all'] as const
type Whose = (typeof whoseOptions)[number]

/** What has to be done, the most urgent first. */
export function DueScreen() {
  const { query } = address.value
  const section = sections.find((each) => each === query.when)
  const whose = whoseOptions.find((each) => each === query.whose) ?? 'all'
  const cursor = useSignal<string | undefined>(undefined)
  const wanted = { whose: filterOf(whose), today: today() }
  const key = JSON.stringify([section, whose, cursor.value, wanted.today])
  const reading = useOutcome(key, (signal) =>
    section === undefined ? overview(wanted, signal) : sectionPage(wanted, section, cursor.value, signal),
  )
  const { body, failure, isReading } = reading
  const isEmpty = body?.listed.every(({ deadlines, isWhole }) => deadlines.length === 0 && isWhole) ?? false
  return (
    <>
      <div class="title-line">
        <h1>{t('due.title')}</h1>
        <Filters section={section} whose={whose} />
      </div>
      <Welcome isEmpty={isEmpty && section === undefined && whose === 'all'} again={reading.again} />
      {failure !== undefined && <FailureNote failure={failure} again={reading.again} />}
      <div aria-busy={isReading} class="list-area">
        {body === undefined && isReading && <p role="status">{t('shell.reading')}</p>}
        {isEmpty && <p class="empty">{emptyWords(section, whose)}</p>}
        {body?.listed.map((each) => (
          <SectionList key={each.section} listed={each} whose={whose} isAlone={section !== undefined} />
        ))}
        {section !== undefined && body !== undefined && <Pager cursor={cursor} next={body.nextCursor} />}
      </div>
    </>
  )
}

/** The API's filter for whose deadlines are wanted. */
function filterOf(whose: Whose): Readonly<Record<string, string | undefined>> {
  const id = me.value?.person.id
  if (whose === 'mine') return { ownerId: id }
  return whose === 'team' ? { answerableId: id } : {}
}

function emptyWords(section: Section | undefined, whose: Whose): string {
  if (section !== undefined) return t('due.emptySection')
  if (whose === 'mine') return t('due.emptyMine')
  return whose === 'team' ? t('due.emptyTeam') : t('due.empty')
}

function Filters({ section, whose }: { section: Section | undefined; whose: Whose }) {
  return (
    <div class="filters">
      <nav aria-label={t('due.whose')} class="tabs">
        {whoseOptions.map((each) => (
          <a
            key={each}
            href={href(['due'], { whose: each === 'all' ? undefined : each, when: section })}
            aria-current={each === whose ? 'true' : undefined}
          >
            {wordFor('whose', each)}
          </a>
        ))}
      </nav>
      <nav aria-label={t('due.when')} class="tabs">
        <a
          href={href(['due'], { whose: whose === 'all' ? undefined : whose })}
          aria-current={section === undefined ? 'true' : undefined}
        >
          {t('due.everything')}
        </a>
        {sections.slice(0, 5).map((each) => (
          <a
            key={each}
            href={href(['due'], { whose: whose === 'all' ? undefined : whose, when: each })}
            aria-current={each === section ? 'true' : undefined}
          >
            {wordFor('section', each)}
          </a>
        ))}
      </nav>
    </div>
  )
}

type SectionProps = { readonly listed: Listed; readonly whose: Whose; readonly isAlone: boolean }

function SectionList({ listed: { section, deadlines, isWhole }, whose, isAlone }: SectionProps) {
  if (deadlines.length === 0 && isWhole) return null
  return (
    <section class={`section section-${section}`} aria-labelledby={`section-${section}`}>
      <h2 id={`section-${section}`}>
        {wordFor('section', section)}{' '}
        {!isAlone && isWhole && <span class="count">{t('due.count', { n: deadlines.length })}</span>}
      </h2>
      <ul class="rows">
        {deadlines.map((deadline) => (
          <DeadlineRow key={deadline.id} deadline={deadline} />
        ))}
      </ul>
      {!isWhole && (
        <p>
          <a href={href(['due'], { when: section, whose: whose === 'all' ? undefined : whose })}>
            {t('due.showAll', { section: wordFor('section', section) })}
          </a>
        </p>
      )}
    </section>
  )
}
