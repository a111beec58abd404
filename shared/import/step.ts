import * as z from 'zod'
import { RecordKind } from '../record/record.ts'

export type JsonValue = z.core.util.JSONType

/** What is wrong with a line, in which column, and what to do about it. */
export const LineFault = z.strictObject({
  /** The header of the column, or the pointer of the member of a JSON line; null: the whole line. */
  column: z.string().nullable(),
  reason: z.string(),
  remedy: z.string(),
})
export type LineFault = z.output<typeof LineFault>

export const StepNoun = z.enum([
  'settings',
  'calendar',
  'person',
  'organisation',
  'session',
  'event',
  'record',
  'deadline',
  'mute',
  'session_source',
  'choices',
  'channel',
  'webhook',
  'feed',
  'token',
])
export type StepNoun = z.output<typeof StepNoun>

/**
 * One thing that an import is to bring about. A line of a spreadsheet makes one or more of them; a line of the
 * product's own JSON is one.
 */
export const Step = z.strictObject({
  line: z.int(),
  noun: StepNoun,
  /** Of a record. */
  kind: RecordKind.nullable(),
  /** What others of the import name it by; null where nothing can name it. */
  key: z.string().max(500).nullable(),
  /** The key of what a session, event or deadline belongs to. */
  of: z.string().max(500).nullable(),
  /** How it is shown in the results. */
  label: z.string(),
  /** What is written; text that begins with `@` where an id stands is a key. */
  body: z.record(z.string(), z.json()),
  /** What a new one is given where the body does not say it. */
  fallbacks: z.record(z.string(), z.json()),
  status: z.enum(['active', 'archived']),
  /** Only what is given replaces what is there; else the whole is replaced. */
  merges: z.boolean(),
  /** Which column each member came from. */
  columns: z.record(z.string(), z.string()),
  /** What was wrong when it was read. */
  faults: z.array(LineFault),
})
export type Step = z.output<typeof Step>

export function step(given: Pick<Step, 'line' | 'noun' | 'body' | 'label'> & Partial<Step>): Step {
  return {
    kind: null,
    key: null,
    of: null,
    status: 'active',
    fallbacks: {},
    merges: false,
    columns: {},
    faults: [],
    ...given,
  }
}
