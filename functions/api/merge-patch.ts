import { Refusal } from '../../shared/errors/refusal.ts'
import type { Json } from './json-body.ts'

type JsonObject = { readonly [member: string]: Json }

/** The target with the patch applied: members replaced, those that are null removed. Source: RFC 7396, section 2. */
export function mergePatch(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch
  const merged: Record<string, Json> = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else merged[name] = mergePatch(merged[name] ?? null, value)
  }
  return merged
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
