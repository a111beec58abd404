import { createHash, timingSafeEqual } from 'node:crypto'

/** By what the distribution shows that a request came through it. It overwrites what a client sends by this name. */
export const originHeader = 'x-servanda-origin'

/** Whether a request came through the distribution: only that knows one of these secrets. */
export function cameThrough(
  headers: Readonly<Record<string, string | undefined>>,
  secrets: readonly string[],
): boolean {
  const given = digest(headers[originHeader] ?? '')
  return secrets.map((secret) => timingSafeEqual(given, digest(secret))).includes(true)
}

/** Of equal length whatever it is of. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
