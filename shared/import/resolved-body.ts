import { namingMembers } from './naming.ts'
import type { ImportScope, Meaning } from './scope.ts'
import type { JsonValue, LineFault, Step } from './step.ts'

/**
 * The body with ids in the place of keys. Every key that stands for nothing is a fault; a party that is not kept as
 * an organisation is a name.
 */
export async function resolvedBody(
  scope: ImportScope,
  step: Step,
): Promise<{ body: Record<string, JsonValue>; faults: LineFault[] }> {
  const faults: LineFault[] = []
  const visit = async (value: JsonValue, field: string, top: string): Promise<JsonValue> => {
    if (typeof value === 'string') return named(value, field, top)
    if (Array.isArray(value)) return Promise.all(value.map((each) => visit(each, field, top)))
    if (value === null || typeof value !== 'object') return value
    if (typeof value.organisationId === 'string' && value.organisationId.startsWith('@party:'))
      return party(value.organisationId.slice(7))
    const members = await Promise.all(
      Object.entries(value).map(async ([name, member]) => [name, await visit(member, name, top)] as const),
    )
    return Object.fromEntries(members)
  }
  const named = async (text: string, field: string, top: string): Promise<JsonValue> => {
    // Who watches may be a person or a channel.
    const noun = text.startsWith('@chn_') ? 'channel' : namingMembers.get(field)
    if (noun === undefined || !text.startsWith('@')) return text
    const [key = '', ...rest] = field === 'closedBy' ? text.slice(1).split('.') : [text.slice(1)]
    const meaning: Meaning = await scope.meaningOf(noun, key)
    if ('id' in meaning) return [meaning.id, ...rest].join('.')
    faults.push({ column: step.columns[top] ?? `/${top}`, ...meaning })
    return text
  }
  const party = async (name: string): Promise<JsonValue> => {
    const meaning = await scope.meaningOf('organisation', `name:${name}`)
    return 'id' in meaning ? { organisationId: meaning.id } : { name }
  }
  const entries = await Promise.all(
    Object.entries(step.body).map(async ([name, value]) => [name, await visit(value, name, name)] as const),
  )
  return { body: Object.fromEntries(entries), faults }
}
