import type { Phrase } from '../words.ts'

/** API tokens. */
export const tokens = {
  'tokens.title': 'API tokens',
  'tokens.none': 'No token. Programs, scripts and this page sign in with one.',
  'tokens.add': 'Make a token',
  'tokens.made': 'Your new token.',
  'tokens.nameHint': 'What it is for, so that you can revoke the right one.',
  'tokens.scope': 'May',
  'tokens.for': 'For',
  'tokens.revoke': 'Revoke',
  'tokens.revokeNow': 'Revoke the token',
  'tokens.sure': 'Whatever signs in with it is let in no more.',
  'tokens.noEnd': 'without an end',
  'tokens.until': 'until {at}',

  'scope.read': 'Read only',
  'scope.write': 'Read and write',
} as const satisfies Readonly<Record<string, Phrase>>
