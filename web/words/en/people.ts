import type { Phrase } from '../words.ts'

/** People, their absences, and hand-overs. */
export const people = {
  'people.title': 'People',
  'people.load': 'Who answers for what is due within 90 days',
  'people.name': 'Name',
  'people.email': 'E-mail address',
  'people.role': 'Role',
  'people.overdue': { one: '{n} overdue', other: '{n} overdue' },
  'people.signsIn': 'signs in',
  'people.add': 'Add a person',
  'people.removeHint': '{name} is let in no more. What they did stays in every history under their name.',
  'people.removeNow': 'Hand over and remove',

  'absence.button': 'Out of office',
  'absence.away': 'Away until {until}:',
  'absence.days': '{first} to {last}',
  'absence.deputies': 'the deputy of each record stands in',
  'absence.standIn': '{name} stands in',
  'absence.startsOn': 'First day away',
  'absence.endsOn': 'Last day away',
  'absence.who': 'Who stands in',
  'absence.hint': 'They are told besides of everything that falls into this time.',
  'absence.noStandIn': 'The deputy of each record',
  'absence.add': 'Record it',

  'invite.button': 'Invite',
  'invite.lead':
    'An invitation is a link. Whoever opens it within seven days ties their sign-in to this person.',
  'invite.again': 'This person signs in already. A new invitation replaces that sign-in.',
  'invite.make': 'Make an invitation',
  'invite.made': 'The invitation of {name}.',
  'invite.until': 'It works once, until {at}. Send it to {email} yourself: Servanda does not.',

  'inherited.title': 'Confidential records that nobody owns',
  'inherited.lead':
    'You inherit these, and see only that they exist. Who opens one sees it from then on, and its history says so.',
  'inherited.open': 'Open it',
  'inherited.openNow': 'Open it, with this reason',
  'inherited.hint': 'It stands in the history of the record.',

  'teamRole.viewer': 'Viewer',
  'teamRole.editor': 'Editor',
  'teamRole.administrator': 'Administrator',

  'handover.button': 'Hand over',
  'handover.to': 'What {name} answers for goes to',
  'handover.preview': 'Show what that is',
  'handover.sure': 'Hand all of it over',
  'handover.count': { one: '{n} record changes hands:', other: '{n} records change hands:' },
  'handover.records': 'Records that change hands',
  'handover.confidential': 'A confidential record',
  'handover.done': { one: '{n} record is being handed over.', other: '{n} records are being handed over.' },

  'handoverRole.owner': 'owner',
  'handoverRole.deputy': 'deputy',
  'handoverRole.supervisor': 'supervisor',
  'handoverRole.watcher': 'told too',
} as const satisfies Readonly<Record<string, Phrase>>
