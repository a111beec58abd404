import { t } from './words.ts'

/** Parts of one statement in a row, with the sign between them that the language of the page sets. */
export function inParts(parts: readonly string[]): string {
  return parts.reduce((first, second) => t('text.parts', { first, second }))
}
