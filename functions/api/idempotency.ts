import * as z from 'zod'
import { Refusal } from '../../shared/errors/refusal.ts'
import { canonical } from '../../shared/history/history.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import { keys } from '../../shared/table/keys.ts'
import type { Key, Table, Write } from '../../shared/table/table.ts'
import { epochMs, type Instant } from '../../shared/time/instant.ts'
import { tokenHash as sha256 } from '../../shared/token/token.ts'

const keptSeconds = 86_400

/** What was answered, for the same request sent again. */
const Kept = z.object({
  request: z.string(),
  status: z.union([z.literal(200), z.literal(201)]),
  body: z.string(),
  etag: z.string().nullable(),
  location: z.string().nullable(),
  /** The answer held a secret, so there is no body to answer with again. */
  isSecret: z.boolean().default(false),
  /** Seconds since 1970: the table's own expiry is late, so it is compared here too. */
  expiresAt: z.int(),
})
export type Kept = z.output<typeof Kept>
export type KeptInput = z.input<typeof Kept>

export type IdempotentRequest = { readonly key: Key; readonly request: string; readonly now: Instant }

/** @throws Refusal invalid where the key is not 1 to 200 printable characters */
export async function idempotentRequest(
  workspaceId: WorkspaceId,
  principal: string,
  header: string,
  request: { readonly method: string; readonly url: string; readonly body: unknown; readonly now: Instant },
): Promise<IdempotentRequest> {
  if (!/^[!-~]{1,200}$/.test(header))
    throw new Refusal('invalid', 'Write an Idempotency-Key of 1 to 200 printable characters.', [
      { pointer: '', detail: 'The Idempotency-Key header is not 1 to 200 printable characters.' },
    ])
  return {
    key: keys.idempotency(workspaceId, await sha256(canonical([principal, header]))),
    request: await sha256(canonical([request.method, request.url, request.body])),
    now: request.now,
  }
}

/**
 * What was answered to the same request before, if it was.
 * @throws Refusal invalid where the key was used for another request, conflict where the answer was a secret
 */
export async function keptAnswer(
  table: Table,
  { key, request, now }: IdempotentRequest,
): Promise<Kept | undefined> {
  const item = await table.get(key)
  if (item === undefined) return undefined
  const kept = Kept.parse(item)
  if (kept.expiresAt * 1000 <= epochMs(now)) return undefined
  if (kept.request === request && !kept.isSecret) return kept
  if (kept.request === request)
    throw new Refusal(
      'conflict',
      `This was done, and its answer held a secret that is shown once. Where you did not receive it, remove ${kept.location ?? 'what was made'} and ask again with a new Idempotency-Key.`,
    )
  throw new Refusal('invalid', 'This Idempotency-Key was used for another request. Use a new one.', [
    { pointer: '', detail: 'The request differs from the one that was sent with this Idempotency-Key.' },
  ])
}

/** The write that keeps an answer, in the transaction of what it answers. */
export function keep(
  { key, request, now }: IdempotentRequest,
  answer: Omit<KeptInput, 'request' | 'expiresAt'>,
): Write {
  const seconds = epochMs(now) / 1000
  return {
    put: { ...key, ...answer, request, expiresAt: seconds + keptSeconds },
    when: [{ pk: 'absent' }, { expiresAt: { atMost: seconds } }],
  }
}
