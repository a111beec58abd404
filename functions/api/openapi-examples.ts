import { namedSchema, spelledOut } from './openapi-schema.ts'
import type { Route } from './route.ts'

const digits = '4f9a0c17d3b84e6f9a2b5c8d1e7f3a60'

/** Bodies that say more than what is required would. */
const bodies: Readonly<Record<string, object>> = {
  recordOrganisation: { name: 'United Nations General Assembly', shortName: 'UNGA', kind: 'un_body' },
  recordSession: { ordinal: 81, opensOn: '2026-09-08' },
  recordAgreement: {
    title: 'Memorandum of understanding on health',
    type: 'memorandum',
    parties: [{ name: 'France', capacity: 'party' }],
    terms: [{ startsOn: '2026-01-01', endsOn: '2030-12-31' }],
    renewal: 'tacit',
    renewalPeriod: 'P5Y',
    notice: 'P6M',
  },
  recordMembership: {
    organisationId: `org_${digits}`,
    role: 'elected_member',
    terms: [{ startsOn: '2026', endsOn: '2028' }],
  },
  recordCommitment: {
    title: 'Report to the committee',
    schedule: { kind: 'every', startsOn: '2026-11-13', period: 'P4Y' },
    milestones: [{ key: 'draft', title: 'Draft', offset: '-P90D' }],
  },
  recordRecordEvent: { kind: 'ratification', on: '1992-05' },
  recordOrganisationEvent: { kind: 'visit', on: '2026-03-02' },
  completeDeadline: { on: '2026-11-12', evidence: ['A/RES/81/1'] },
  moveDeadline: { dueOn: '2026-11-20', reason: 'The committee meets later.' },
  addDeadline: { dueOn: '2026-07', title: 'Extra session' },
  previewSchedule: {
    schedule: { kind: 'every', startsOn: '2024-01-31', period: 'P1M' },
    from: '2026-01-01',
    to: '2026-12-31',
  },
  changeSettings: { zone: 'Asia/Baku', sendingHour: '08:00' },
  recordAbsence: {
    startsOn: '2026-08-03',
    endsOn: '2026-08-14',
    standInId: `per_${digits}`,
    note: 'On leave.',
  },
  makeFeed: { name: 'Our desk', discreet: false },
}

/** A body that the operation takes. Of a PATCH: one member to change. */
export function exampleBody({ operationId, body }: Pick<Route, 'operationId' | 'body'>): unknown {
  if (body === undefined) return undefined
  const recorded = bodies[operationId.replace(/^change/, 'record')]
  const known = bodies[operationId] ?? (operationId.startsWith('change') ? firstMember(recorded) : undefined)
  return known ?? exampleOf(spelledOut(body, 'input'))
}

/** What the operation answers where all goes well. */
export function exampleAnswer({ answer }: Pick<Route, 'answer'>): unknown {
  return exampleOf(spelledOut(answer, 'output'))
}

function firstMember(members: object | undefined): object | undefined {
  return members === undefined ? undefined : Object.fromEntries(Object.entries(members).slice(0, 1))
}

/** The call of an operation as it is typed in a shell. */
export function exampleCall(route: Route): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? digits)
  const body = exampleBody(route)
  const mediaType = route.method === 'patch' ? 'application/merge-patch+json' : 'application/json'
  const [uploaded] = route.upload?.mediaTypes ?? []
  return [
    `curl -sS ${route.method === 'get' ? '' : `-X ${route.method.toUpperCase()} `}"$SERVANDA_URL${path}"`,
    `-H "authorization: Bearer $SERVANDA_TOKEN"`,
    ...(route.ifMatch === undefined ? [] : [`-H 'if-match: "1"'`]),
    ...(uploaded === undefined ? [] : [`-H 'content-type: ${uploaded}' --data-binary @file`]),
    ...(body === undefined
      ? []
      : [`-H 'content-type: ${mediaType}'`, `-d '${JSON.stringify(body).replaceAll("'", `'"'"'`)}'`]),
  ].join(' \\\n  ')
}

const parameters: Readonly<Record<string, string>> = {
  organisationId: `org_${digits}`,
  recordId: `com_${digits}`,
  deadlineId: `com_${digits}.occurrence.2026-11-13`,
  ordinal: '81',
  eventId: `evt_${digits}`,
  personId: `per_${digits}`,
  calendarId: `cal_${digits}`,
  absenceId: `abs_${digits}`,
  tokenId: `tok_${digits}`,
  channelId: `chn_${digits}`,
  importId: `imp_${digits}`,
  feedId: `fed_${digits}`,
  webhookId: `whk_${digits}`,
}

/** A value that a schema describes: what is required of it, no more. */
function exampleOf(schema: unknown): unknown {
  if (schema === null || typeof schema !== 'object') return null
  const {
    examples,
    enum: values,
    anyOf,
    oneOf,
    type: types,
    pattern,
    properties,
    required,
    minimum,
    items,
    minItems,
  } = { ...emptySchema, ...schema }
  const type = Array.isArray(types) ? types[0] : types
  if ('$ref' in schema) return exampleOf(namedSchema(String(schema.$ref).split('/').at(-1) ?? ''))
  if ('const' in schema) return schema.const
  if (Array.isArray(examples)) return examples[0]
  if (Array.isArray(values)) return values[0]
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) return exampleOf(choices[0])
  if (type === 'object' && properties !== null && typeof properties === 'object') {
    const needed = new Set(Array.isArray(required) ? required : [])
    return Object.fromEntries(
      Object.entries(properties).flatMap(([name, each]) =>
        needed.has(name) ? [[name, named[name] ?? (name === 'data' ? listOf(each) : exampleOf(each))]] : [],
      ),
    )
  }
  if (type === 'object') return {}
  if (type === 'array') return Number(minItems ?? 0) > 0 ? [exampleOf(items)] : []
  if (type === 'integer' || type === 'number') return Math.max(1, Number(minimum ?? 1))
  if (type === 'boolean') return true
  const prefix = typeof pattern === 'string' ? /^\^\(?(?:\w+\|)*([a-z]{3})\)?_/.exec(pattern)?.[1] : undefined
  return prefix === undefined ? 'Example' : `${prefix}_${digits}`
}

/** A list is shown with a member: what it is empty of says nothing. */
function listOf(schema: unknown): unknown {
  const { items } = { ...emptySchema, ...Object(schema) }
  return items === undefined ? exampleOf(schema) : [exampleOf(items)]
}

const emptySchema: Readonly<Record<string, unknown>> = {}

/** Members whose name says more than their schema. */
const named: Readonly<Record<string, unknown>> = {
  email: 'leyla@example.org',
  target: 'https://hooks.example.org/servanda',
  url: 'https://hooks.example.org/servanda',
  untilOn: '2026-10-01',
  currency: 'USD',
}
