const mostSeconds = 86_400

/**
 * So many seconds a receiver asks us to wait, at most a day; null where it does not say. It writes seconds, or a date.
 * Source: RFC 9110, section 10.2.3.
 */
export function retryAfterSeconds(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null
  const text = header.trim()
  if (!/^(\d{1,9}|[A-Z][a-z]{2}, .+ GMT)$/.test(text)) return null
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - nowMs) / 1000)
  return Number.isNaN(seconds) ? null : Math.min(mostSeconds, Math.max(0, seconds))
}
