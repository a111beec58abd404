import { en } from './en.ts'
import type { Catalogue } from './words.ts'

/** A draft, to be reviewed by somebody whose language it is. */
export const az: Catalogue = en
