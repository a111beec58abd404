import * as z from 'zod'
import { ImportId, PersonId } from '../identity/id.ts'
import { Title } from '../text/text.ts'
import { Instant } from '../time/instant.ts'
import { LineFault, StepNoun } from './step.ts'

/**
 * Where an import is. `checking`: every line is looked at, and nothing is stored. Then a dry run is `checked`; a real
 * one with a line that is refused is `refused`, and stores nothing unless it was told to skip such lines; any other one
 * is `storing`, and then `done`.
 */
export const ImportStatus = z.enum(['checking', 'checked', 'refused', 'storing', 'done'])
export type ImportStatus = z.output<typeof ImportStatus>

export const ImportFormat = z.enum(['csv', 'xlsx', 'json'])
export type ImportFormat = z.output<typeof ImportFormat>

/** What becomes of the lines; a line that was created is that also once it is stored. */
export const ImportCounts = z.strictObject({
  create: z.int(),
  update: z.int(),
  unchanged: z.int(),
  refused: z.int(),
})
export type ImportCounts = z.output<typeof ImportCounts>

/** A run over one file: a resource of its own, which says how far it is and what it has found. */
export const Import = z.strictObject({
  id: ImportId,
  name: Title.nullable(),
  format: ImportFormat,
  dryRun: z.boolean(),
  status: ImportStatus,
  /** What is done with lines when others are refused: nothing is stored, or those are left out. */
  onRefused: z.enum(['stop', 'skip']),
  /** Of a sheet: what each column was taken for; null: it is not read. */
  columns: z.array(
    z.strictObject({ header: z.string(), field: z.string().nullable(), suggestions: z.array(z.string()) }),
  ),
  counts: ImportCounts,
  /** Steps: a line makes one or more. */
  progress: z.strictObject({ steps: z.int(), checked: z.int(), stored: z.int() }),
  createdBy: PersonId,
  createdAt: Instant,
  finishedAt: Instant.nullable(),
})
export type Import = z.output<typeof Import>

export function isFinished({ status }: Import): boolean {
  return status !== 'checking' && status !== 'storing'
}

export const LineOutcome = z.enum(['create', 'update', 'unchanged', 'refused'])
export type LineOutcome = z.output<typeof LineOutcome>

/** What one step came to. */
export const StepResult = z.strictObject({
  index: z.int(),
  line: z.int(),
  noun: StepNoun,
  label: z.string(),
  outcome: LineOutcome,
  id: z.string().nullable(),
  faults: z.array(LineFault),
})
export type StepResult = z.output<typeof StepResult>

/** What one line came to: the worst of its steps, and all their faults. */
export const LineResult = z.strictObject({
  line: z.int(),
  label: z.string(),
  outcome: LineOutcome,
  ids: z.array(z.string()),
  faults: z.array(LineFault),
})
export type LineResult = z.output<typeof LineResult>

/** The results of the lines, in their order. */
export function lineResults(steps: readonly StepResult[]): LineResult[] {
  return Map.groupBy(steps, lineKey)
    .values()
    .map((results): LineResult => {
      const [first] = results
      const outcomes = new Set(results.map(({ outcome }) => outcome))
      const changed = first?.outcome === 'create' ? 'create' : 'update'
      const isChanged = outcomes.has('create') || outcomes.has('update')
      return {
        line: first?.line ?? 0,
        label: first?.label ?? '',
        outcome: outcomes.has('refused') ? 'refused' : isChanged ? changed : 'unchanged',
        ids: results.flatMap(({ id }) => id ?? []),
        faults: results.flatMap(({ faults }) => faults),
      }
    })
    .toArray()
}

/** What comes before the lines, such as organisations that are made for them, stands by itself. */
function lineKey({ line, index }: StepResult): string {
  return line === 0 ? `before ${index}` : String(line)
}

export function countsOf(lines: readonly LineResult[]): ImportCounts {
  const counts = { create: 0, update: 0, unchanged: 0, refused: 0 }
  for (const { outcome } of lines) counts[outcome] += 1
  return counts
}
