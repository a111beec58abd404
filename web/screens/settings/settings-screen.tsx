import type { ComponentType } from 'preact'
import { href } from '../../address.ts'
import { mayAdminister } from '../../api/me.ts'
import { t, type WordKey } from '../../words/words.ts'
import { Calendars } from './calendars.tsx'
import { Channels } from './channels.tsx'
import { Feeds } from './feeds.tsx'
import { Tokens } from './tokens.tsx'
import { Webhooks } from './webhooks.tsx'
import { WorkspaceSettings } from './workspace-settings.tsx'

type Part = {
  readonly path: string | undefined
  readonly title: WordKey
  readonly show: ComponentType
  readonly isForAdministrators?: true
}

const parts: readonly Part[] = [
  { path: undefined, title: 'settings.workspace', show: WorkspaceSettings },
  { path: 'calendars', title: 'calendars.title', show: Calendars },
  { path: 'channels', title: 'channels.title', show: Channels },
  { path: 'feeds', title: 'feeds.title', show: Feeds },
  { path: 'webhooks', title: 'webhooks.title', show: Webhooks, isForAdministrators: true },
  { path: 'tokens', title: 'tokens.title', show: Tokens },
]

/** What holds for the whole workspace, what leads out of it, and one's own tokens: a part at a time. */
export function SettingsScreen({ id }: { id: string | undefined }) {
  const offered = parts.filter((part) => part.isForAdministrators === undefined || mayAdminister.value)
  const shown = offered.find(({ path }) => path === id) ?? offered[0]
  return (
    <>
      <div class="title-line">
        <h1>{t('settings.title')}</h1>
        <nav class="tabs" aria-label={t('settings.parts')}>
          {offered.map(({ path, title }) => (
            <a
              key={title}
              href={href(path === undefined ? ['settings'] : ['settings', path])}
              aria-current={path === shown?.path ? 'true' : undefined}
            >
              {t(title)}
            </a>
          ))}
        </nav>
      </div>
      {!mayAdminister.value && <p class="note">{t('settings.readOnly')}</p>}
      {shown !== undefined && <shown.show />}
    </>
  )
}
