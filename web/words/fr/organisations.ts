import type { organisations as english } from '../en/organisations.ts'
import type { Translated } from '../words.ts'

export const organisations: Translated<typeof english> = {
  'organisation.unknown': 'Aucune organisation de ce nom n’est enregistrée ici.',
  'organisation.add': 'Ajouter « {name} » comme organisation',

  'organisations.title': 'Organisations',
  'organisations.one': 'Organisation',
  'organisations.new': 'Nouvelle organisation',
  'organisations.newRecord': 'Nouveau dossier avec elle',
  'organisations.print': 'Imprimer une fiche',
  'organisations.search': 'Rechercher par nom',
  'organisations.none':
    'Aucune organisation de ce nom. Les organisations envers lesquelles vous êtes engagé, ou dans lesquelles vous siégez, figurent ici.',
  'organisations.name': 'Nom',
  'organisations.shortName': 'Sigle ou nom abrégé',
  'organisations.open': 'À faire et en retard',
  'organisations.noneOpen': 'Rien à faire d’ici à 18 mois.',
  'organisations.records': 'Nos dossiers avec elle',
  'organisations.noRecords': 'Aucun accord, aucune participation, aucun engagement pour l’instant.',
  'organisations.noArea': 'Autres domaines',

  'organisationKind.state': 'État',
  'organisationKind.intergovernmental': 'Organisation intergouvernementale',
  'organisationKind.un_body': 'Organe des Nations Unies',
  'organisationKind.agency': 'Agence',
  'organisationKind.ngo': 'Organisation non gouvernementale',
  'organisationKind.national_authority': 'Autorité nationale',
  'organisationKind.other': 'Autre',

  'sessions.title': 'Sessions',
  'sessions.none':
    'Aucune session n’est enregistrée. Les dates comptées à partir des sessions en exigent une, ou une règle.',
  'sessions.ordinal': 'Session',
  'sessions.opensOn': 'Ouverture',
  'sessions.closesOn': 'Clôture',
  'sessions.add': 'Ajouter une session',
  'sessions.move': 'Modifier',
  'sessions.hint':
    'Tout ce qui est compté à partir de cette session se déplace avec elle, et quiconque en avait été averti l’est de nouveau.',

  'sessionStatus.estimated': 'Estimée',
  'sessionStatus.confirmed': 'Confirmée',
  'sessionStatus.moved': 'Déplacée',
}
