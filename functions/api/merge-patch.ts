import * as z from 'zod'
import { Refusal } from '../../shared/errors/refusal.ts'
import type { Json } from '../../shared/errors/unstorable.ts'
import { parse } from './parse.ts'

type JsonObject = { readonly [member: string]: Json }

/**
 * What a document is once a merge patch is applied to it, as its schema has it. To remove a member that no document
 * has is refused as any unknown field is; further down it removes nothing, so that one kind of schedule can be put in
 * the place of another by a patch that clears the fields of all the others.
 * @throws Refusal invalid, with a pointer to every field that is wrong, unknown or missing
 */
export function patched<Schema extends z.ZodObject>(
  schema: Schema,
  before: object,
  patch: Json,
): z.output<Schema> {
  const members = patchObject(patch)
  const unknown = Object.keys(members).filter((name) => !Object.hasOwn(schema.shape, name))
  const document = mergePatch(z.json().parse(before), members)
  return parse(schema, { ...document, ...Object.fromEntries(unknown.map((name) => [name, null])) })
}

/** The target with the patch applied: members replaced, those that are null removed. Source: RFC 7396, section 2. */
function mergePatch(target: Json, patch: JsonObject): JsonObject {
  const merged = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, isObject(value) ? mergePatch(merged.get(name) ?? null, value) : value)
  }
  return Object.fromEntries(merged)
}

/** @throws Refusal invalid where a patch is not an object */
export function patchObject(patch: Json): JsonObject {
  if (isObject(patch)) return patch
  throw new Refusal('invalid', 'A merge patch is a JSON object.', [
    { pointer: '', detail: 'Write a JSON object with the members to change.' },
  ])
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
