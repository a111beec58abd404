import type * as z from 'zod'
import type { FieldError } from './refusal.ts'
import { escaped } from './unstorable.ts'

/** What is wrong with a value, as a schema found it: a pointer to every field that is wrong, unknown or missing. */
export function fieldErrors(issue: z.core.$ZodIssue, value: unknown): FieldError[] {
  const pointer = issue.path.map((token) => `/${escaped(String(token))}`).join('')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escaped(key)}`,
      detail: 'There is no such field.',
    }))
  if (issue.code === 'invalid_union') {
    const nested = deepest(issue)
    if (nested.length > 0)
      return nested.flatMap((each) => fieldErrors({ ...each, path: [...issue.path, ...each.path] }, value))
  }
  const isMissing = issue.code !== 'custom' && isAbsent(value, issue.path)
  const advice = adviceOn(issue)
  return [{ pointer, detail: isMissing ? `This field is required. ${advice}` : advice }]
}

const forms: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** What to write: a schema that says nothing of its own names only its type. */
function adviceOn(issue: z.core.$ZodIssue): string {
  const form = issue.code === 'invalid_type' ? forms[issue.expected] : undefined
  const isPlain = issue.message.startsWith('Invalid input: expected ')
  return form !== undefined && isPlain ? `Write ${form}.` : issue.message
}

/** Of a union without a message of its own: the issues of the choice that came furthest. */
function deepest(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] {
  if (issue.message !== 'Invalid input') return []
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length))
  return [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? []
}

function isAbsent(value: unknown, path: readonly PropertyKey[]): boolean {
  let at: unknown = value
  for (const token of path) {
    if (at === null || typeof at !== 'object') return true
    at = Reflect.get(at, token)
  }
  return at === undefined
}
