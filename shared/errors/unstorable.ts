import { type FieldError, Refusal } from './refusal.ts'

/** The deepest that values may lie within each other, as deep as the table keeps them. */
const mostLevels = 32

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

/**
 * Text with a NUL or half of a surrogate pair; and members named `__proto__`, which are unknown like any other.
 * @throws Refusal malformed where values lie too deep within each other
 */
export function* unstorable(value: Json, pointer: string, level = 0): Generator<FieldError> {
  if (typeof value === 'string' && !isStorable(value))
    yield { pointer, detail: 'Remove the NUL character or the unpaired surrogate.' }
  if (value === null || typeof value !== 'object') return
  if (level === mostLevels) throw tooDeep()
  for (const [name, member] of Object.entries(value)) {
    const at = `${pointer}/${escaped(name)}`
    if (name === '__proto__') yield { pointer: at, detail: 'There is no such field.' }
    else if (!isStorable(name)) yield { pointer: at, detail: 'There is no such field.' }
    else yield* unstorable(member, at, level + 1)
  }
}

function tooDeep(): Refusal {
  const detail = `Values lie more than ${mostLevels} levels within each other.`
  return new Refusal('malformed', 'The body is nested too deep.', [{ pointer: '', detail }])
}

/** Whether the table keeps text as it is. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}

/** One token of an RFC 6901 pointer. */
export function escaped(token: string): string {
  return token.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')
}
