import type { imports as english } from '../en/imports.ts'
import type { Translated } from '../words.ts'

export const imports: Translated<typeof english> = {
  'import.title': 'Importation',
  'import.lead':
    'Une feuille de calcul comportant une ligne par dossier, ou une exportation. Chaque ligne est d’abord seulement examinée.',
  'import.file': 'Fichier',
  'import.fileHint': 'CSV, Excel (.xlsx) ou JSON.',
  'import.kind': 'Ce que sont les lignes',
  'import.anyKind': 'Indiqué dans le fichier',
  'import.dates': 'Dates telles que 03/04/2026',
  'import.makeOrganisations': 'Enregistrer les organisations qui ne le sont pas encore ici',
  'import.look': 'Examiner d’abord',
  'import.noFile': 'Choisissez un fichier.',
  'import.columns': 'Comment chaque colonne a été comprise',
  'import.column': 'Colonne',
  'import.field': 'Comprise comme',
  'import.perhaps': 'Peut-être :',
  'import.told':
    'Vous avez dit autre chose de certaines colonnes. Rien n’est enregistré avant un nouvel examen des lignes.',
  'import.lookAgain': 'Examiner de nouveau',
  'import.ignored': 'Non lue',
  'import.lines': 'Ce que deviendrait chaque ligne',
  'import.line': 'Ligne',
  'import.what': 'Objet',
  'import.outcome': 'Résultat',
  'import.counts':
    'Nouvelles : {create} ; modifiées : {update} ; inchangées : {unchanged} ; refusées : {refused}',
  'import.refused':
    'Les lignes refusées indiquent pourquoi. Corrigez-les dans le fichier et examinez-le de nouveau, ou laissez-les de côté.',
  'import.carryOut': 'Importer ces lignes',
  'import.carryOutSkipping': 'Tout importer sauf les lignes refusées',
  'import.progress': 'Examinées : {checked} sur {steps} ; enregistrées : {stored}',
  'import.done': 'L’importation est terminée.',
  'import.goOn': 'Continuer',

  'importDates.day-first': 'Le jour d’abord : 3 avril',
  'importDates.month-first': 'Le mois d’abord : 4 mars',

  'importOutcome.create': 'Nouvelle',
  'importOutcome.update': 'Modifiée',
  'importOutcome.unchanged': 'Inchangée',
  'importOutcome.refused': 'Refusée',
}
