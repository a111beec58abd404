import type * as z from 'zod'
import { fieldErrors } from '../errors/field-errors.ts'
import { Refusal } from '../errors/refusal.ts'
import type { By } from '../organisation/organisation-acts.ts'
import type { Write } from '../table/table.ts'
import type { ImportScope } from './scope.ts'
import type { JsonValue, LineFault, Step } from './step.ts'

/** What a step comes to: what is written for it, or why nothing is. Without writes nothing changes. */
export type StepAct =
  | {
      readonly outcome: 'create' | 'update'
      readonly id: string
      readonly writes: readonly Write[]
      /** What is still to be done by a person, such as a secret that no file has. */
      readonly notes?: readonly LineFault[]
    }
  | { readonly outcome: 'unchanged'; readonly id: string }
  | { readonly outcome: 'refused'; readonly faults: readonly LineFault[] }

/** What a step works with: its body with ids for keys, and who does it. */
export type StepCall = {
  readonly scope: ImportScope
  readonly step: Step
  readonly body: Readonly<Record<string, JsonValue>>
  readonly by: By
}

export function refusedAs(fault: LineFault): StepAct {
  return { outcome: 'refused', faults: [fault] }
}

/** @throws Refusal invalid, with a pointer to every member that is wrong */
export function parsedBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const errors = read.error.issues.flatMap((issue) => fieldErrors(issue, value))
  throw new Refusal('invalid', 'The line has values that cannot be accepted.', errors)
}

export function written(outcome: 'create' | 'update', id: string, writes: readonly Write[]): StepAct {
  return writes.length === 0 ? { outcome: 'unchanged', id } : { outcome, id, writes }
}
