import type { Condition, Item, Range, Test } from './table.ts'

/** DynamoDB expression text with its placeholders; every name and value goes through one, never into the text. */
export class Expression {
  readonly #names = new Map<string, string>()
  readonly #values: unknown[] = []

  placeholders() {
    return {
      ExpressionAttributeNames:
        this.#names.size === 0
          ? undefined
          : Object.fromEntries([...this.#names].map(([attribute, name]) => [name, attribute])),
      ExpressionAttributeValues:
        this.#values.length === 0
          ? undefined
          : Object.fromEntries(this.#values.map((value, index) => [`:v${index}`, value])),
    }
  }

  condition(condition: Condition): string {
    if (!isAnyOf(condition)) return this.#allOf(condition)
    return condition.map((each) => `(${this.#allOf(each)})`).join(' OR ')
  }

  update(set: Readonly<Record<string, unknown>>, remove: readonly string[]): string {
    const sets = Object.entries(set).map(
      ([attribute, value]) => `${this.#name(attribute)} = ${this.#value(value)}`,
    )
    const removes = remove.map((attribute) => this.#name(attribute))
    return [
      ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
      ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
    ].join(' ')
  }

  range(partitionKey: string, sortKey: string, { partition, from, to }: Range): string {
    const whole = `${this.#name(partitionKey)} = ${this.#value(partition)}`
    if (from !== undefined && to !== undefined)
      return `${whole} AND ${this.#name(sortKey)} BETWEEN ${this.#value(from)} AND ${this.#value(to)}`
    if (from !== undefined) return `${whole} AND ${this.#name(sortKey)} >= ${this.#value(from)}`
    if (to !== undefined) return `${whole} AND ${this.#name(sortKey)} <= ${this.#value(to)}`
    return whole
  }

  #allOf(tests: Readonly<Record<string, Test>>): string {
    return Object.entries(tests)
      .map(([attribute, test]) => this.#test(this.#name(attribute), test))
      .join(' AND ')
  }

  #test(name: string, test: Test): string {
    if (test === 'absent') return `attribute_not_exists(${name})`
    if (test === 'present') return `attribute_exists(${name})`
    if ('is' in test) return `${name} = ${this.#value(test.is)}`
    if ('isNot' in test) return `${name} <> ${this.#value(test.isNot)}`
    if ('atMost' in test) return `${name} <= ${this.#value(test.atMost)}`
    return `${name} >= ${this.#value(test.atLeast)}`
  }

  #name(attribute: string): string {
    const name = this.#names.get(attribute) ?? `#n${this.#names.size}`
    this.#names.set(attribute, name)
    return name
  }

  #value(value: unknown): string {
    return `:v${this.#values.push(value) - 1}`
  }
}

function isAnyOf(condition: Condition): condition is readonly Readonly<Record<string, Test>>[] {
  return Array.isArray(condition)
}

/** An item as DynamoDB answers it. Every item of the table has both parts of the key. */
export function keyed(attributes: Readonly<Record<string, unknown>>): Item {
  const { pk, sk } = attributes
  if (typeof pk !== 'string' || typeof sk !== 'string') throw new TypeError('an item without its key')
  return { ...attributes, pk, sk }
}
