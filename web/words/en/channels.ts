import type { Phrase } from '../words.ts'

/** Channels, and their tests. */
export const channels = {
  'channels.title': 'Channels',
  'channels.none': 'Everybody is reached by e-mail. Slack, Teams and webhooks can be added.',
  'channels.add': 'Add a channel',
  'channels.test': 'Send a test',
  'channels.target': 'Address',
  'channels.targetHint':
    'The webhook address that Slack, Teams or your program gave you. It is not shown again.',
  'channels.secret': 'The secret that the webhook is signed with.',
  'channels.disabled': 'Disabled:',
  'channels.sure': 'Nobody is told by it from then on. Those who chose it get e-mail instead.',

  'tried.accepted': 'The test was accepted.',
  'tried.refused': 'The test was refused:',
  'tried.unknown': 'Nobody can say whether the test arrived:',
} as const satisfies Readonly<Record<string, Phrase>>
