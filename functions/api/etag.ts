import { Refusal } from '../../shared/errors/refusal.ts'

export function etagOf(version: number | string): string {
  return `"${version}"`
}

/**
 * Lets a change through only where the caller has seen what it changes. Source: RFC 9110, section 13.1.1.
 * @throws Refusal precondition_required without If-Match, stale where none of its tags is the current one
 */
export function requireMatch(ifMatch: string | undefined, current: string): void {
  if (ifMatch === undefined)
    throw new Refusal('precondition_required', 'Send If-Match with the ETag of what you are changing.')
  requireMatchIfGiven(ifMatch, current)
}

export function requireMatchIfGiven(ifMatch: string | undefined, current: string): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const tags = ifMatch.split(',').map((tag) => tag.trim())
  if (!tags.includes(current))
    throw new Refusal('stale', `It has changed since you read it. Its ETag is now ${current}: read it again.`)
}
