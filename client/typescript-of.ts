/** A JSON Schema, as far as its type in TypeScript goes. */
type JsonSchema = { readonly [member: string]: unknown }

/** The type that a JSON Schema describes, in TypeScript; what only narrows a value (a pattern, a limit) is left out. */
export function typescriptOf(schema: unknown): string {
  if (!isSchema(schema)) return 'unknown'
  const { $ref, enum: values, anyOf, oneOf, type } = schema
  if (typeof $ref === 'string') return `Schemas[${quoted($ref.split('/').at(-1) ?? '')}]`
  if ('const' in schema) return literal(schema.const)
  if (Array.isArray(values)) return either(values.map(literal))
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) return either(choices.map(typescriptOf))
  if (Array.isArray(type)) return either(type.map((each) => typescriptOf({ ...schema, type: each })))
  if (type === 'array') return `readonly ${grouped(typescriptOf(schema.items))}[]`
  if (type === 'object') return objectType(schema)
  if (type === 'integer') return 'number'
  return typeof type === 'string' && primitives.has(type) ? type : 'unknown'
}

const primitives = new Set(['string', 'number', 'boolean', 'null'])

function objectType({ properties, required, additionalProperties }: JsonSchema): string {
  const needed = new Set(Array.isArray(required) ? required : [])
  if (!isSchema(properties) || Object.keys(properties).length === 0)
    return `{ readonly [member: string]: ${additionalProperties === false ? 'never' : typescriptOf(additionalProperties)} }`
  const members = Object.entries(properties).map(([name, schema]) =>
    needed.has(name)
      ? `readonly ${quoted(name)}: ${typescriptOf(schema)}`
      : `readonly ${quoted(name)}?: ${typescriptOf(schema)} | undefined`,
  )
  return `{ ${members.join('; ')} }`
}

function either(types: readonly string[]): string {
  return [...new Set(types)].map(grouped).join(' | ')
}

function grouped(type: string): string {
  return type.includes(' | ') || type.startsWith('readonly ') ? `(${type})` : type
}

function literal(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : String(value)
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function isSchema(value: unknown): value is JsonSchema {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
