import type { health as english } from '../en/health.ts'
import type { Translated } from '../words.ts'

export const health: Translated<typeof english> = {
  'health.title': 'État du service',
  'health.again': 'Vérifier de nouveau',
  'health.good': 'Les rappels partent.',
  'health.bad': 'Quelque chose empêche les rappels de partir.',
  'health.checks': 'Ce qui a été vérifié',
  'health.lastSweep': 'Dernier examen des échéances',
  'health.stale': 'Cela remonte trop loin : avertissez qui exploite Servanda.',
  'health.nextWake': 'Prochain moment où quelque chose sera à traiter',
  'health.waiting': 'Plus ancien rappel en attente d’envoi',
  'health.nothing': 'Aucun en attente',
  'health.late': 'Il aurait dû partir. L’envoi est peut-être lent, ou le serveur de messagerie injoignable.',
  'health.failed': 'Non remis au cours des 30 derniers jours',
  'health.held': 'En suspens au cours des 30 derniers jours',
  'health.see': 'Voir lesquels, et pourquoi',
  'health.unowned': 'Dossiers sans titulaire',
  'health.unownedAdvice': 'L’administrateur est averti à leur place. Donnez à chacun un titulaire.',
  'health.reconcile': 'Dernier contrôle nocturne',
  'health.reconciled': '{at} ; dossiers : {records}, réparés : {repaired}',
  'health.notYet': 'Pas encore',
  'health.atLeast': 'au moins {n}',
  'health.frozen':
    'Ceci est une copie restaurée : rien n’est envoyé tant qu’un administrateur n’a pas vu ce qui partirait.',
  'health.wouldSend': {
    one: '{n} rappel partirait d’ici à un jour.',
    other: '{n} rappels partiraient d’ici à un jour.',
  },
  'health.release': 'Laisser partir les rappels',
}
