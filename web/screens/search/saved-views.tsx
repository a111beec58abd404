import { signal, useSignal } from '@preact/signals'
import { address, href } from '../../address.ts'
import { Content } from '../../controls/content.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { t } from '../../words/words.ts'

type View = { readonly name: string; readonly to: string }

const place = 'servanda.views'
const views = signal<readonly View[]>(JSON.parse(localStorage.getItem(place) ?? '[]'))

function keep(changed: readonly View[]): void {
  views.value = changed
  localStorage.setItem(place, JSON.stringify(changed))
}

/** Searches under a name, kept in this browser. Their addresses can be sent to others as they are. */
export function SavedViews() {
  const name = useSignal('')
  const { path, query } = address.value
  const save = (event: Event) => {
    event.preventDefault()
    if (name.value.trim() === '') return
    const others = views.value.filter((view) => view.name !== name.value.trim())
    keep([...others, { name: name.value.trim(), to: href(path, query) }])
    name.value = ''
  }
  return (
    <details class="saved-views">
      <summary>{t('views.title', { n: views.value.length })}</summary>
      <ul class="plain">
        {views.value.map((view) => (
          <li key={view.name} class="buttons">
            <a href={view.to}>
              <Content text={view.name} />
            </a>
            <button
              type="button"
              class="button button-small button-quiet"
              onClick={() => keep(views.value.filter(({ name: other }) => other !== view.name))}
            >
              {t('form.remove')}
              <span class="unseen">: {view.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <form class="by-words" onSubmit={save}>
        <TextField
          label={t('views.name')}
          hint={t('views.hint')}
          value={name.value}
          onChange={(value) => {
            name.value = value
          }}
        />
        <button type="submit" class="button button-small">
          {t('views.save')}
        </button>
      </form>
    </details>
  )
}
