import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { go, href } from '../address.ts'
import { mayWrite, nameOf, today } from '../api/me.ts'
import { isSample } from '../api/sample.ts'
import { Content, DueDay, English } from '../controls/content.tsx'
import { FailureNote } from '../controls/failure-note.tsx'
import { dayWords, distanceWords } from '../dates/day-words.ts'
import { isShortcut } from '../shell/single-keys.ts'
import { t, wordFor } from '../words/words.ts'
import { ActForm } from './act-form.tsx'
import { type Acting, useActing } from './acting.ts'
import { type ActName, type Deadline, isOpen } from './deadline.ts'

type RowProps = { readonly deadline: Deadline; readonly isOfRecord?: boolean }

const acts: readonly ActName[] = ['complete', 'acknowledge', 'snooze', 'assign', 'move', 'waive', 'cancel']
const actKeys: Readonly<Record<string, ActName>> = {
  e: 'complete',
  a: 'acknowledge',
  s: 'snooze',
  o: 'assign',
  m: 'move',
}

/** A deadline in a list: when, what, whose, and what can be done with it in place. */
export function DeadlineRow({ deadline: given, isOfRecord = false }: RowProps) {
  const acting = useActing(given)
  const { deadline } = acting
  const isUnfolded = useSignal(false)
  const form = useSignal<ActName | null>(null)
  const choose = (name: ActName) => {
    acting.dismiss()
    isUnfolded.value = true
    form.value = name
    if (name === 'acknowledge') void acting.act(name, {})
  }
  const unfold = () => {
    isUnfolded.value = true
  }
  const close = () => {
    acting.dismiss()
    isUnfolded.value = false
    form.value = null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    const name = actKeys[event.key]
    if (!isShortcut(event) || !mayWrite.value) return
    if (event.key === 'u') void acting.undo()
    else if (name !== undefined && isOpen(deadline)) choose(name)
    else return
    event.preventDefault()
  }
  const panel = useId()
  return (
    <li class={`row row-${deadline.status}`} data-row onKeyDown={onKeyDown}>
      <When deadline={deadline} />
      <What deadline={deadline} isOfRecord={isOfRecord} />
      <p class="row-owner">
        <span class="unseen">{t('due.owner')} </span>
        {nameOf(deadline.ownerId)}
      </p>
      <div class="row-buttons">
        {mayWrite.value && isOpen(deadline) && (
          <button type="button" class="button button-small" onClick={() => choose('complete')}>
            {t('act.complete')}
            <span class="unseen">: {deadline.title}</span>
          </button>
        )}
        <button
          type="button"
          class="button button-small button-quiet"
          aria-expanded={isUnfolded.value}
          aria-controls={panel}
          onClick={isUnfolded.value ? close : unfold}
        >
          {t('due.more')}
          <span class="unseen">: {deadline.title}</span>
        </button>
      </div>
      <State acting={acting} />
      <div class="row-panel" id={panel} hidden={!isUnfolded.value}>
        {isUnfolded.value && <Panel acting={acting} form={form.value} choose={choose} close={close} />}
      </div>
    </li>
  )
}

function When({ deadline: { dueOn, status } }: { deadline: Deadline }) {
  const isPast = status === 'done' || status === 'waived' || status === 'cancelled'
  return (
    <p class="row-when">
      <DueDay due={dueOn} />
      {dueOn !== null && !isPast && <span class="row-distance">{distanceWords(dueOn, today())}</span>}
    </p>
  )
}

function What({ deadline, isOfRecord }: { deadline: Deadline; isOfRecord: boolean }) {
  const { title, recordId, recordTitle, kind } = deadline
  const isTold = !isOfRecord && title !== recordTitle
  return (
    <div class="row-what">
      <a
        data-row-focus
        href={isOfRecord ? href(['deadlines', deadline.id]) : href(['records', recordId])}
        class="row-title"
      >
        <Content text={title} />
      </a>
      <p class="row-about">
        {isTold && (
          <span>
            <Content text={recordTitle} />
          </span>
        )}
        <span class="quiet">{wordFor('deadlineKind', kind)}</span>
        {isSample(recordId) && !isOfRecord && <span class="tag">{t('sample.tag')}</span>}
      </p>
    </div>
  )
}

/** What has become of it: said where it stands, and taken back there. */
function State({ acting: { deadline, done, undo, isSending } }: { acting: Acting }) {
  const { status, completedOn, acknowledged, snoozedUntilOn, moved, ruleDueOn } = deadline
  const said = [
    status === 'done' && t('state.done', { on: completedOn === null ? '' : dayWords(completedOn) }),
    status === 'waived' && t('state.waived'),
    status === 'cancelled' && t('state.cancelled'),
    moved && (ruleDueOn === null ? t('state.moved') : t('state.movedFrom', { from: dayWords(ruleDueOn) })),
    acknowledged !== null && t('state.acknowledged', { by: nameOf(acknowledged.by) }),
    snoozedUntilOn !== null &&
      snoozedUntilOn > today() &&
      t('state.snoozed', { until: dayWords(snoozedUntilOn) }),
  ].filter((words) => words !== false)
  return (
    <p class="row-state" role="status">
      {said.map((words) => (
        <span key={words}>{words}</span>
      ))}
      {done?.undo !== undefined && (
        <button type="button" class="link" disabled={isSending} onClick={() => void undo()}>
          {t('action.undo')}
          <span class="unseen">: {deadline.title}</span>
        </button>
      )}
    </p>
  )
}

type PanelProps = {
  readonly acting: Acting
  readonly form: ActName | null
  readonly choose: (name: ActName) => void
  readonly close: () => void
}

function Panel({ acting, form, choose, close }: PanelProps) {
  const { deadline } = acting
  const offered = isOpen(deadline) ? acts : (['reopen'] as const)
  return (
    <>
      <dl class="why">
        <dt>{t('due.why')}</dt>
        <dd>
          <English text={deadline.basis} />
        </dd>
        {deadline.note !== null && (
          <>
            <dt>{t('act.note')}</dt>
            <dd>
              <Content text={deadline.note} />
            </dd>
          </>
        )}
      </dl>
      {mayWrite.value && (
        <div class="acts">
          {offered.map((name) => (
            <button
              key={name}
              type="button"
              class="button button-small"
              aria-pressed={form === name}
              onClick={() => choose(name)}
            >
              {wordFor('act', name)}
            </button>
          ))}
          <button
            type="button"
            class="button button-small button-quiet"
            onClick={() => go(href(['deadlines', deadline.id]))}
          >
            {t('due.open')}
          </button>
        </div>
      )}
      {form !== null && form !== 'acknowledge' ? (
        <ActForm key={form} name={form} acting={acting} close={close} />
      ) : (
        acting.failure !== undefined && (
          <FailureNote failure={acting.failure} again={() => acting.act('acknowledge', {})} />
        )
      )}
    </>
  )
}
