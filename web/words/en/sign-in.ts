import type { Phrase } from '../words.ts'

/** Signing in, and invitations. */
export const signIn = {
  'signIn.title': 'Sign in',
  'signIn.lead': 'Deadlines of agreements, memberships and commitments, and who answers for them.',
  'signIn.token': 'API token',
  'signIn.hint': 'On one machine, npm start prints it. Otherwise an administrator gives you one.',
  'signIn.button': 'Sign in',
  'signIn.empty': 'Paste the token: letters, digits and signs, without spaces.',
  'signIn.refused': 'This token is not known any more. Ask for a new one, or paste it again.',
  'signIn.withIssuer': 'Sign in with your organisation',
  'signIn.byToken': 'With an API token instead',
  'signIn.failed': 'The sign-in came to nothing.',
  'signIn.ended': 'Your session has ended. What you typed waits in this tab.',
  'signIn.elsewhere': 'Sign in again in another tab',

  'invitation.title': 'Invitation',
  'invitation.first': 'You have been invited. Sign in first; then accept the invitation.',
  'invitation.lead':
    'You have signed in, and belong to no workspace yet. An administrator invites you by a link.',
  'invitation.code': 'Code of the invitation',
  'invitation.hint': 'The last part of the link, from inv_ on.',
  'invitation.accept': 'Accept the invitation',
  'invitation.already': 'You are signed in as {name} already. An invitation is for somebody who is not.',
} as const satisfies Readonly<Record<string, Phrase>>
