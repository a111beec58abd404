import { mayAdminister } from '../../api/me.ts'
import { t } from '../../words/words.ts'
import { Calendars } from './calendars.tsx'
import { Channels } from './channels.tsx'
import { Tokens } from './tokens.tsx'
import { WorkspaceSettings } from './workspace-settings.tsx'

/** What holds for the whole workspace, and one's own tokens. */
export function SettingsScreen() {
  return (
    <>
      <h1>{t('settings.title')}</h1>
      {!mayAdminister.value && <p class="note">{t('settings.readOnly')}</p>}
      <WorkspaceSettings />
      <Channels />
      <Tokens />
      <Calendars />
    </>
  )
}
