import { useEffect, useRef } from 'preact/hooks'
import { go, href } from '../address.ts'
import { t, type WordKey } from '../words/words.ts'
import { screens } from './screens.ts'
import { areKeysOn, isShortcut, switchKeys } from './single-keys.ts'

/** What a list row does for a key, while the focus is in it. */
const keysOfRows: readonly (readonly [key: string, words: WordKey])[] = [
  ['j', 'keys.next'],
  ['k', 'keys.previous'],
  ['Enter', 'keys.open'],
  ['e', 'keys.done'],
  ['a', 'keys.acknowledge'],
  ['s', 'keys.snooze'],
  ['o', 'keys.assign'],
  ['m', 'keys.move'],
  ['u', 'keys.undo'],
  ['Escape', 'keys.close'],
]

/** The keys that work everywhere, and the dialog that lists all of them. */
export function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    let isGoing = false
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isShortcut(event)) return
      const wasGoing = isGoing
      isGoing = event.key === 'g' && !wasGoing
      if (wasGoing) leave(event.key)
      else if (event.key === '?') dialog.current?.showModal()
      else if (event.key === '/') seek(event)
      else if (event.key === 'n' && screens.some(({ path }) => path === 'new')) go(href(['new']))
      else if (event.key === 'j' || event.key === 'k') step(event.key === 'j' ? 1 : -1)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <button type="button" class="link keys-button" onClick={() => dialog.current?.showModal()}>
        {t('keys.title')} <kbd>?</kbd>
      </button>
      <dialog ref={dialog} aria-labelledby="keys-title" class="keys">
        <h2 id="keys-title">{t('keys.title')}</h2>
        <dl>
          <Key name="?" words={t('keys.title')} />
          <Key name="/" words={t('keys.search')} />
          <Key name="n" words={t('keys.new')} />
          {keysOfRows.map(([key, words]) => (
            <Key key={key} name={key} words={t(words)} />
          ))}
          {screens.map(({ key, title }) => key && <Key key={key} name={`g ${key}`} words={t(title)} />)}
        </dl>
        <label class="check">
          <input
            type="checkbox"
            checked={areKeysOn.value}
            onChange={(event) => switchKeys(event.currentTarget.checked)}
          />
          {t('keys.areOn')}
        </label>
        <form method="dialog">
          <button type="submit" class="button">
            {t('action.close')}
          </button>
        </form>
      </dialog>
    </>
  )
}

function Key({ name, words }: { name: string; words: string }) {
  return (
    <div>
      <dt>
        {name.split(' ').map((each) => (
          <kbd key={each}>{each}</kbd>
        ))}
      </dt>
      <dd>{words}</dd>
    </div>
  )
}

function leave(key: string): void {
  const screen = screens.find((each) => each.key === key)
  if (screen !== undefined) go(href([screen.path]))
}

/** To the search field of the screen, or to the search. */
function seek(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]')
  event.preventDefault()
  if (field !== null) field.focus()
  else go(href(['search']))
}

/** To the next or the previous row, which are marked as such by `data-row`. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by]
  const target = next?.querySelector<HTMLElement>('[data-row-focus]') ?? next
  target?.focus()
  target?.scrollIntoView({ block: 'nearest' })
}
