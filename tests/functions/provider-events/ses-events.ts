/** What SES puts on the bus of a mail that was tagged with a key. */
export function fromSes(key: string, eventType: string, more: object = {}, at = '2026-05-01T08:00:05.123Z') {
  return {
    eventType,
    mail: {
      timestamp: '2026-05-01T08:00:01.000Z',
      source: 'reminders@mission.example',
      messageId: 'ses-1',
      destination: ['leyla@example.org'],
      tags: { 'servanda-envelope': [key], 'ses:configuration-set': ['Mail'] },
    },
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, { timestamp: at, ...value }])),
  }
}

export const permanent = {
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      { emailAddress: 'leyla@example.org', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 no such user' },
    ],
  },
}

export const passing = {
  bounce: { bounceType: 'Transient', bounceSubType: 'General', bouncedRecipients: [] },
}
