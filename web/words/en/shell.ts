import type { Phrase } from '../words.ts'

/** What frames every screen, and what is said wherever something is sent. */
export const shell = {
  'shell.arriving': 'Opening…',
  'shell.reading': 'Loading…',
  'shell.skip': 'Skip to content',
  'shell.menu': 'Menu',
  'shell.navigation': 'Main',
  'shell.signedInAs': 'Signed in as {name}',
  'shell.signOut': 'Sign out',
  'shell.unknownTitle': 'Nothing here',
  'shell.unknown': 'This address leads nowhere. It may have been cut off when it was copied.',
  'shell.toDue': 'Show what is due',

  'language.label': 'Language',
  'language.draft': '{name} (draft for review)',

  'failure.unreachable': 'No answer.',
  'failure.broken': 'Something went wrong on the server ({status}).',
  'failure.kept': 'Nothing that you typed is lost. Trying again is safe: it is carried out once.',

  'text.label': '{name}:',
  'text.parts': '{first}; {second}',

  'pager.label': 'Pages',
  'pager.previous': 'Previous',
  'pager.next': 'Next',
  'pager.page': 'Page {n}',

  'once.hint': 'Copy it now: it is shown only here and never again.',
  'once.copy': 'Copy',

  'action.close': 'Close',
  'action.undo': 'Undo',
  'action.tryAgain': 'Try again',

  'conflict.title': 'Somebody changed this while you were writing.',
} as const satisfies Readonly<Record<string, Phrase>>
