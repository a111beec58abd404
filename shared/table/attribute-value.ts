/**
 * A value as DynamoDB's protocol writes it. We store text, numbers, truth, nothing, lists and objects.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Attributes }

export type Attributes = { readonly [name: string]: AttributeValue }

/** The members of an object as they are stored; one that is undefined is left out. */
export function attributesOf(item: object): Attributes {
  const written: Record<string, AttributeValue> = {}
  for (const [name, value] of Object.entries(item))
    if (value !== undefined) put(written, name, attributeOf(value))
  return written
}

/** @throws TypeError for what cannot be stored, such as a function or a number that is none */
export function attributeOf(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number' && Number.isFinite(value)) return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  if (Array.isArray(value)) return { L: value.filter((each) => each !== undefined).map(attributeOf) }
  if (typeof value === 'object' && isPlain(value)) return { M: attributesOf(value) }
  throw new TypeError(`cannot be stored: ${typeof value}`)
}

/** The object that was stored. */
export function objectOf(attributes: Attributes): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(attributes)) put(read, name, plainOf(value))
  return read
}

/** @throws TypeError for a kind of value that we never store */
export function plainOf(value: AttributeValue): unknown {
  if ('S' in value) return value.S
  if ('M' in value) return objectOf(value.M)
  if ('L' in value) return value.L.map(plainOf)
  if ('N' in value) return Number(value.N)
  if ('BOOL' in value) return value.BOOL
  if ('NULL' in value) return null
  throw new TypeError(`a value of a kind that is never stored: ${Object.keys(value).join()}`)
}

/** A member under whatever name, `__proto__` too. */
function put<Value>(into: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') Object.defineProperty(into, name, { value, enumerable: true })
  else into[name] = value
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
