import type { Phrase } from '../words.ts'

/** Webhooks, and their log. */
export const webhooks = {
  'webhooks.title': 'Webhooks',
  'webhooks.none':
    'No webhook. A program of yours can be told of every change by a signed message, tried for three days.',
  'webhooks.add': 'Add a webhook',
  'webhooks.secret': 'The secret that its messages are signed with.',
  'webhooks.urlHint': 'An https address on the public internet.',
  'webhooks.types': 'Tell it of',
  'webhooks.typesHint': 'None chosen: of everything.',
  'webhooks.all': 'of everything',
  'webhooks.disable': 'Disable',
  'webhooks.enable': 'Take up again',
  'webhooks.rotate': 'New secret',
  'webhooks.rotateHint':
    'The secret before signs beside the new one for a day: change your receiver in that time.',
  'webhooks.rotateNow': 'Make a new secret',
  'webhooks.sure': 'What it was still to be told is not sent.',
  'webhooks.log': 'Log',
  'webhooks.logNone': 'It was told nothing yet. Messages of 30 days are listed here.',
  'webhooks.at': 'When',
  'webhooks.about': 'About',
  'webhooks.answer': 'Last answer',
  'webhooks.tries': { one: '{n} try', other: '{n} tries' },
  'webhooks.next': 'next {at}',
  'webhooks.replay': 'Tell again',

  'messageState.pending': 'Waiting',
  'messageState.delivered': 'Delivered',
  'messageState.failed': 'Failed',
  'messageState.dropped': 'Dropped',
} as const satisfies Readonly<Record<string, Phrase>>
