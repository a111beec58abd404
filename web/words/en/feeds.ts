import type { Phrase } from '../words.ts'

/** Calendar feeds. */
export const feeds = {
  'feeds.title': 'Calendar feeds',
  'feeds.lead':
    'A calendar shows what is due, and is no alarm: programs fetch it every few hours. Reminders come by mail.',
  'feeds.none': 'No feed. Make one, and subscribe to its address in Outlook, Google Calendar or a phone.',
  'feeds.add': 'Make a feed',
  'feeds.made': 'The address of your new feed.',
  'feeds.nameHint': 'Whose calendar it is for, so that you can revoke the right one.',
  'feeds.whose': 'Owned by',
  'feeds.everything': 'Everything',
  'feeds.discreet': 'without titles',
  'feeds.discreetHint': 'Without titles and names: only that something is due',
  'feeds.by': 'made by {name}',
  'feeds.revoke': 'Revoke the address',
  'feeds.sure': 'Whoever subscribed to it sees no more updates. A new feed gets another address.',
} as const satisfies Readonly<Record<string, Phrase>>
