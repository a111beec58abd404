import * as z from 'zod'
import { KeptCalendar } from '../../shared/calendar/calendar.ts'
import { KeptEvent } from '../../shared/event/event.ts'
import { HistoryEntry } from '../../shared/history/history.ts'
import { Term } from '../../shared/organisation/organisation.ts'
import { KeptOrganisation, KeptSession } from '../../shared/organisation/organisation-store.ts'
import { KeptPerson } from '../../shared/person/person.ts'
import { Escalation, FollowUp } from '../../shared/policy/policy.ts'
import { Milestone } from '../../shared/record/commitment.ts'
import { TrackedRecord } from '../../shared/record/record.ts'
import { Schedule } from '../../shared/schedule/schedule.ts'
import { Amount, Link } from '../../shared/text/text.ts'
import { Settings } from '../../shared/workspace/workspace.ts'
import { DeadlineView } from './deadline-view.ts'
import { Problem } from './problem.ts'
import { RecordPreview } from './record-writes.ts'
import { ReminderView } from './reminder-view.ts'

/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>

type Io = 'input' | 'output'

/** Ends the name of what is written, where that differs from what is answered. */
const inputSuffix = 'Input'

const [AgreementSchema, MembershipSchema, CommitmentSchema] = TrackedRecord.options

/** What the document has a name for; wherever it occurs there is a reference to it, not another copy. */
const names = new Map<z.core.$ZodType, string>([
  [KeptOrganisation, 'Organisation'],
  [KeptSession, 'Session'],
  [KeptEvent, 'Event'],
  [AgreementSchema, 'Agreement'],
  [MembershipSchema, 'Membership'],
  [CommitmentSchema, 'Commitment'],
  [TrackedRecord, 'TrackedRecord'],
  [RecordPreview, 'RecordPreview'],
  [DeadlineView, 'Deadline'],
  [ReminderView, 'Reminder'],
  [KeptPerson, 'Person'],
  [KeptCalendar, 'Calendar'],
  [Settings, 'Settings'],
  [HistoryEntry, 'HistoryEntry'],
  [Milestone, 'Milestone'],
  [FollowUp, 'FollowUp'],
  [Escalation, 'Escalation'],
  [Term, 'Term'],
  [Link, 'Link'],
  [Amount, 'Amount'],
  [Problem, 'Problem'],
  ...levels(Schedule).map((level) => [level, 'Schedule'] as const),
])

/** A schedule of schedules is spelled out level by level; to a reader all of them are one. */
function levels(schedule: z.core.$ZodType): z.core.$ZodType[] {
  if (!(schedule instanceof z.ZodDiscriminatedUnion)) return []
  const members = schedule.options.flatMap((option) => {
    const of = option instanceof z.ZodObject ? option.shape.of : undefined
    return of instanceof z.ZodArray ? [of.element] : []
  })
  const [below] = members
  return [schedule, ...(below === undefined ? [] : levels(below))]
}

/** The named schemas that a part of the document refers to, and those that they refer to. */
export function componentsOf(part: unknown): Record<string, JsonSchema> {
  const found = new Map<string, JsonSchema>()
  const waiting = [...referencesIn(part)]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    const schema = namedSchema(name)
    found.set(name, schema)
    waiting.push(...referencesIn(schema))
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What a name of the document stands for. */
export function namedSchema(name: string): JsonSchema {
  const io = name.endsWith(inputSuffix) ? 'input' : 'output'
  const named = [...names].find(
    ([, each]) => each === (io === 'input' ? name.slice(0, -inputSuffix.length) : name),
  )
  if (named === undefined) throw new Error(`no schema has the name ${name}`)
  return spelledOut(named[0], io)
}

function referencesIn(part: unknown): string[] {
  return [...JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)
}

/** The schema, or a reference to it where it has a name. */
export function schemaOf(schema: z.core.$ZodType, io: Io): JsonSchema {
  const name = names.get(schema)
  return name === undefined ? spelledOut(schema, io) : reference(schema, name, io)
}

/** The schema itself, with references to whatever within it has a name. */
export function spelledOut(schema: z.core.$ZodType, io: Io): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const name = zodSchema === schema ? undefined : names.get(zodSchema)
      if (name === undefined) return
      for (const member of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, member)
      Object.assign(jsonSchema, reference(zodSchema, name, io))
    },
  })
  return rest
}

function reference(schema: z.core.$ZodType, name: string, io: Io): JsonSchema {
  const suffix = io === 'input' && hasInputForm(schema) ? inputSuffix : ''
  return { $ref: `#/components/schemas/${name}${suffix}` }
}

const inputForms = new Map<z.core.$ZodType, boolean>()

/** Whether it may be written otherwise than it is answered: with members left out that have a default. */
function hasInputForm(schema: z.core.$ZodType): boolean {
  const known = inputForms.get(schema)
  if (known !== undefined) return known
  const [input, output] = (['input', 'output'] as const).map((io) =>
    JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' })),
  )
  inputForms.set(schema, input !== output)
  return input !== output
}
