import { useSignal } from '@preact/signals'
import { type ComponentChildren, Fragment } from 'preact'
import { useId } from 'preact/hooks'
import { Content } from './content.tsx'

/** What can be unfolded beneath a row: a form, a log, a question. */
export type Door = { readonly words: string; readonly show: (close: () => void) => ComponentChildren }

type ThingRowProps = {
  readonly name: string
  readonly about?: ComponentChildren
  /** What stands beside it, such as a count that is drawn. */
  readonly aside?: ComponentChildren
  readonly doors?: readonly Door[]
  /** Buttons that act at once, before those of the doors. */
  readonly buttons?: ComponentChildren
  /** What is said of it below, whether or not a door is open. */
  readonly children?: ComponentChildren
}

/** A thing of a short list that is kept: its name, what it is, and what can be done with it, one at a time. */
export function ThingRow({ name, about, aside, doors = [], buttons, children }: ThingRowProps) {
  const open = useSignal<number | null>(null)
  const panel = useId()
  const close = () => {
    open.value = null
  }
  const door = open.value === null ? undefined : doors[open.value]
  return (
    <li class={aside === undefined ? 'row row-thing' : 'row row-thing row-beside'} data-row>
      <div class="row-what">
        <strong>
          <Content text={name} />
        </strong>
        {about !== undefined && <p class="row-about">{about}</p>}
      </div>
      {aside !== undefined && <div class="row-aside">{aside}</div>}
      <div class="row-buttons">
        {buttons}
        {doors.map(({ words }, at) => (
          <button
            key={words}
            type="button"
            class="button button-small button-quiet"
            aria-expanded={open.value === at}
            aria-controls={panel}
            onClick={() => {
              open.value = open.value === at ? null : at
            }}
          >
            {words}
            <span class="unseen">: {name}</span>
          </button>
        ))}
      </div>
      {children}
      <div class="row-panel" id={panel} hidden={door === undefined}>
        {door !== undefined && <Fragment key={door.words}>{door.show(close)}</Fragment>}
      </div>
    </li>
  )
}
