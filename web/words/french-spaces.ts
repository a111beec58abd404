import { eachText } from './each-text.ts'
import type { Catalogue } from './words.ts'

const wide = '\u00a0'
const narrow = '\u202f'

/**
 * The catalogue is written with plain spaces, which can be seen; French wants some that do not break, narrow ones
 * before ; ? and !. Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.
 */
export function withFrenchSpaces(catalogue: Catalogue): Catalogue {
  return eachText(catalogue, (text) =>
    text
      .replaceAll(/ (?=[;?!])/g, narrow)
      .replaceAll(/ (?=[:»])/g, wide)
      .replaceAll(/(?<=«|n°) /g, wide),
  )
}
