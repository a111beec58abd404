import * as z from 'zod'
import { Instant } from '../time/instant.ts'

/**
 * What a provider tells later of a mail that it was handed: that it took it (`send`), that the reader's server has it
 * (`delivery`) or keeps it waiting (`delay`), that it came back (`bounce`, `passing_bounce` where another try may
 * succeed), that the provider would not send it (`reject`), or that the reader called it spam (`complaint`).
 */
export const ProviderEvent = z.strictObject({
  /** The same for every copy of the event. */
  id: z.string().max(200),
  kind: z.enum(['send', 'delivery', 'delay', 'bounce', 'passing_bounce', 'reject', 'complaint']),
  at: Instant,
  /** The provider's own id of the mail that the event is about: by it the try is known. */
  providerId: z.string().nullable(),
  detail: z.string().max(500).nullable(),
})
export type ProviderEvent = z.output<typeof ProviderEvent>

/** What became of a mail, by all that its provider has told, in whatever order it came; undefined: nothing certain. */
export type Verdict = { readonly reached: true } | { readonly reached: false; readonly why: string }

/**
 * A mail that came back has not reached its reader, also where its server had taken it at first. A passing bounce after
 * a delivery is the answer of somebody who is away.
 */
export function verdictOf(events: readonly ProviderEvent[]): Verdict | undefined {
  const isDelivered = events.some(({ kind }) => kind === 'delivery')
  const back = events.find(
    ({ kind }) => kind === 'bounce' || kind === 'reject' || (kind === 'passing_bounce' && !isDelivered),
  )
  if (back !== undefined) {
    const what = back.kind === 'reject' ? 'The provider did not send it' : 'The mail came back'
    return { reached: false, why: back.detail === null ? `${what}.` : `${what}: ${back.detail}` }
  }
  return events.length > 0 ? { reached: true } : undefined
}
