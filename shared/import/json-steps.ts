import * as z from 'zod'
import { Refusal } from '../errors/refusal.ts'
import { unstorable } from '../errors/unstorable.ts'
import { RecordKind } from '../record/record.ts'
import { type Step, StepNoun, step } from './step.ts'

const Body = z.record(z.string(), z.json())

/** A line of an export: one thing, under the key by which other lines name it. */
const Entry = z.strictObject({
  noun: StepNoun,
  kind: RecordKind.optional(),
  key: z.string().max(500).optional(),
  of: z.string().max(500).optional(),
  status: z.enum(['active', 'archived']).default('active'),
  body: Body,
})

/** One document with all of it, as `examples/reference.json` is. */
const Whole = z.strictObject({
  settings: Body.optional(),
  organisations: z
    .array(
      z.strictObject({
        key: z.string(),
        body: Body,
        sessions: z.array(Body).default([]),
        events: z.array(Body).default([]),
      }),
    )
    .default([]),
  records: z
    .array(
      z.strictObject({ key: z.string(), kind: RecordKind, body: Body, events: z.array(Body).default([]) }),
    )
    .default([]),
})

/**
 * What the product's own JSON is to bring about: JSON Lines, one entry each, as an export writes them; or one document.
 * @throws Refusal invalid where it is neither
 */
export function jsonSteps(bytes: Uint8Array): Step[] {
  const text = decoded(bytes)
  const whole = parsed(text)
  return whole !== undefined && isWhole(whole) ? wholeSteps(whole) : lineSteps(text)
}

function isWhole(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !('noun' in value)
}

function lineSteps(text: string): Step[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const value = parsed(line)
    const entry = Entry.safeParse(value)
    const at = index + 1
    if (!entry.success) {
      const why = value === undefined ? 'The line is not JSON.' : (entry.error.issues[0]?.message ?? '')
      const fault = {
        column: entry.error.issues[0]?.path.join('/') || null,
        reason: why,
        remedy:
          'Write one JSON object a line: {"noun": "record", "kind": "agreement", "key": "...", "body": {...}}.',
      }
      return [step({ line: at, noun: 'record', label: `line ${at}`, body: {}, faults: [fault] })]
    }
    const { noun, kind = null, key = null, of = null, status, body } = entry.data
    const faults = [...unstorable(body, '')].map(({ pointer, detail }) => ({
      column: pointer,
      reason: 'The text cannot be stored.',
      remedy: detail,
    }))
    return [step({ line: at, noun, kind, key, of, status, body, faults, label: labelOf(body, key ?? noun) })]
  })
}

/** The lines of a document are the places of its entries, counted through. */
function wholeSteps(value: unknown): Step[] {
  const read = Whole.safeParse(value)
  if (!read.success)
    throw new Refusal(
      'invalid',
      'This is not JSON of the product.',
      read.error.issues.slice(0, 100).map(({ path, message }) => ({
        pointer: path.map((token) => `/${String(token)}`).join(''),
        detail: message,
      })),
    )
  const { settings, organisations, records } = read.data
  const steps: Omit<Step, 'line'>[] = [
    ...(settings === undefined
      ? []
      : [step({ line: 0, noun: 'settings', label: 'settings', body: settings, merges: true })]),
    ...organisations.flatMap(({ key, body, sessions, events }) => [
      step({ line: 0, noun: 'organisation', key, label: labelOf(body, key), body }),
      ...sessions.map((each) =>
        step({ line: 0, noun: 'session', of: key, label: `session ${each.ordinal}`, body: each }),
      ),
      ...events.map((each) =>
        step({ line: 0, noun: 'event', of: key, label: labelOf(each, 'event'), body: each }),
      ),
    ]),
    ...records.flatMap(({ key, kind, body, events }) => [
      step({ line: 0, noun: 'record', kind, key, label: labelOf(body, key), body }),
      ...events.map((each) =>
        step({ line: 0, noun: 'event', of: key, label: labelOf(each, 'event'), body: each }),
      ),
    ]),
  ]
  return steps.map((each, index) => ({ ...each, line: index + 1 }))
}

function labelOf(body: z.output<typeof Body>, otherwise: string): string {
  const label = body.title ?? body.name ?? body.kind
  return typeof label === 'string' ? label.slice(0, 300) : otherwise
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Refusal('invalid', 'The file is not text in UTF-8. Export it again.')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}
