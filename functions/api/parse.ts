import type * as z from 'zod'
import { fieldErrors } from '../../shared/errors/field-errors.ts'
import { Refusal } from '../../shared/errors/refusal.ts'

/**
 * The value as the schema has it.
 * @throws Refusal invalid, with a pointer to every field that is wrong, unknown or missing
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues.flatMap((issue) => fieldErrors(issue, value))
  throw new Refusal('invalid', 'The request has values that cannot be accepted.', errors)
}
