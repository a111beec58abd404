import type { Phrase } from '../words.ts'

/** Organisations and their sessions. */
export const organisations = {
  'organisation.unknown': 'No organisation of this name is kept here.',
  'organisation.add': 'Add “{name}” as an organisation',

  'organisations.title': 'Organisations',
  'organisations.one': 'Organisation',
  'organisations.new': 'New organisation',
  'organisations.newRecord': 'New record with it',
  'organisations.print': 'Print a brief',
  'organisations.search': 'Search by name',
  'organisations.none':
    'No organisation of that name. Organisations that you owe something to, or sit in, are listed here.',
  'organisations.name': 'Name',
  'organisations.shortName': 'Short name',
  'organisations.open': 'Open and overdue',
  'organisations.noneOpen': 'Nothing is open within 18 months.',
  'organisations.records': 'What we have with them',
  'organisations.noRecords': 'No agreement, membership or commitment yet.',
  'organisations.noArea': 'Other areas',

  'organisationKind.state': 'State',
  'organisationKind.intergovernmental': 'Intergovernmental organisation',
  'organisationKind.un_body': 'UN body',
  'organisationKind.agency': 'Agency',
  'organisationKind.ngo': 'Non-governmental organisation',
  'organisationKind.national_authority': 'National authority',
  'organisationKind.other': 'Other',

  'sessions.title': 'Sessions',
  'sessions.none': 'No session is recorded. Dates that are counted from sessions need one, or a rule.',
  'sessions.ordinal': 'Session',
  'sessions.opensOn': 'Opens on',
  'sessions.closesOn': 'Closes on',
  'sessions.add': 'Add a session',
  'sessions.move': 'Change',
  'sessions.hint':
    'Everything that is counted from this session moves with it, and whoever was told is told again.',

  'sessionStatus.estimated': 'Estimated',
  'sessionStatus.confirmed': 'Confirmed',
  'sessionStatus.moved': 'Moved',
} as const satisfies Readonly<Record<string, Phrase>>
