import type { keys as english } from '../en/keys.ts'
import type { Translated } from '../words.ts'

export const keys: Translated<typeof english> = {
  'keys.title': 'Raccourcis clavier',
  'keys.search': 'Rechercher',
  'keys.new': 'Nouveau dossier',
  'keys.next': 'Ligne suivante',
  'keys.previous': 'Ligne précédente',
  'keys.open': 'Ouvrir la ligne',
  'keys.done': 'Marquer comme fait',
  'keys.acknowledge': 'Accuser réception',
  'keys.snooze': 'Mettre en veille',
  'keys.assign': 'Confier à quelqu’un',
  'keys.move': 'Déplacer la date',
  'keys.undo': 'Défaire ce que vous venez de faire',
  'keys.close': 'Refermer ce qui est déplié',
  'keys.areOn': 'Raccourcis à une touche activés',
}
