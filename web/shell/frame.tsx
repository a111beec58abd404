import { useEffect, useRef } from 'preact/hooks'
import { address, go, href } from '../address.ts'
import { signOutEverywhere } from '../api/issuer.ts'
import { me } from '../api/me.ts'
import { Content } from '../controls/content.tsx'
import { t } from '../words/words.ts'
import { LanguageChoice } from './language-choice.tsx'
import { type Screen, screens } from './screens.ts'
import { Shortcuts } from './shortcuts.tsx'

/** What stands around every screen: the way to the others, and the keys. */
export function Frame() {
  const [first = 'due', id] = address.value.path
  // A mail about many deadlines leads to all of them.
  const name = first === 'deadlines' && id === undefined ? 'due' : first
  const screen = screens.find(({ path }) => path === name)
  const main = useRef<HTMLElement>(null)
  const title = screen === undefined ? t('shell.unknownTitle') : t(screen.title)
  useEffect(() => {
    document.title = `${title} – Servanda`
  }, [title])
  return (
    <div class="frame">
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {t('shell.skip')}
      </button>
      <Side current={name} />
      <main ref={main} tabIndex={-1} id="main">
        {screen === undefined ? <Unknown /> : <screen.show key={`${name}/${id ?? ''}`} id={id} />}
      </main>
    </div>
  )
}

function Side({ current }: { current: string }) {
  const who = me.value
  return (
    <header class="side">
      <a class="brand" href={href(['due'])}>
        Servanda
      </a>
      <p class="workspace">{who !== undefined && <Content text={who.workspace.name} />}</p>
      <details class="menu" open={innerWidth > 800}>
        <summary>{t('shell.menu')}</summary>
        <nav aria-label={t('shell.navigation')}>
          <ul>
            {screens.filter(isListed).map(({ path, title }) => (
              <li key={path}>
                <a href={href([path])} aria-current={path === current ? 'page' : undefined}>
                  {t(title)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="account">
          <LanguageChoice />
          <p>{who !== undefined && t('shell.signedInAs', { name: who.person.name })}</p>
          <Shortcuts />
          <button type="button" class="link" onClick={() => void signOutEverywhere()}>
            {t('shell.signOut')}
          </button>
        </div>
      </details>
    </header>
  )
}

function isListed({ key }: Screen): boolean {
  return key !== undefined
}

function Unknown() {
  return (
    <>
      <h1>{t('shell.unknownTitle')}</h1>
      <p>{t('shell.unknown')}</p>
      <button type="button" class="button" onClick={() => go(href(['due']))}>
        {t('shell.toDue')}
      </button>
    </>
  )
}
