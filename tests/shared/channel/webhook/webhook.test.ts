import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../shared/channel/channel.ts'
import { openPost, type PostAnswer } from '../../../../shared/channel/target/post.ts'
import { webhookOutcome } from '../../../../shared/channel/webhook/outcome.ts'
import { webhookPause, webhookPausesSeconds } from '../../../../shared/channel/webhook/retry.ts'
import {
  newSecret,
  rotated,
  signingAt,
  type WebhookSecret,
  WebhookSecrets,
} from '../../../../shared/channel/webhook/secret.ts'
import { sendWebhook } from '../../../../shared/channel/webhook/send.ts'
import { Instant } from '../../../../shared/time/instant.ts'
import { answering, aReceiver } from '../target/receivers.ts'

const post = openPost({ reach: 'loopback_too', timeoutMs: 2_000 })
const body = JSON.stringify({ type: 'reminder', title: 'Məruzə – 2026' })

/** What arrives of a message that is signed with these secrets. */
async function arrived(secrets: readonly WebhookSecret[]) {
  const { url, received } = await aReceiver(answering(200))
  await sendWebhook(post, { url, secrets }, { id: 'msg_1', body })
  const { headers, body: got } = received[0]!
  return { got, headers: headers as Record<string, string> }
}

describe('a signed message', () => {
  it('is verified by the library of Standard Webhooks, and arrives as it was signed', async () => {
    const secret = newSecret()

    const { got, headers } = await arrived([secret])

    expect(new Webhook(secret).verify(got, headers)).toEqual(JSON.parse(body))
    expect(headers).toMatchObject({ 'webhook-id': 'msg_1', 'content-type': 'application/json' })
  })

  it('is not verified where a letter of it, its id or its second was changed, or by another secret', async () => {
    const secret = newSecret()
    const { got, headers } = await arrived([secret])
    const by = new Webhook(secret)

    expect(() => by.verify(got.replace('2026', '2027'), headers)).toThrow()
    expect(() => by.verify(got, { ...headers, 'webhook-id': 'msg_2' })).toThrow()
    const later = String(Number(headers['webhook-timestamp']) + 1)
    expect(() => by.verify(got, { ...headers, 'webhook-timestamp': later })).toThrow()
    expect(() => new Webhook(newSecret()).verify(got, headers)).toThrow()
  })

  it('is verified by the old secret and the new one while they change over', async () => {
    const first = WebhookSecrets.parse({ current: newSecret(), previous: null })
    const second = rotated(first, Instant.parse('2026-03-02T09:00:00Z'))

    const { got, headers } = await arrived(signingAt(second, Instant.parse('2026-03-03T08:59:59Z')))

    expect(second.current).not.toBe(first.current)
    for (const secret of [first.current, second.current])
      expect(new Webhook(secret).verify(got, headers)).toEqual(JSON.parse(body))
  })

  it('is signed by the new secret alone a day later', () => {
    const first = { current: newSecret(), previous: null }
    const second = rotated(first, Instant.parse('2026-03-02T09:00:00Z'))

    expect(signingAt(second, Instant.parse('2026-03-03T09:00:00Z'))).toEqual([second.current])
  })
})

describe('what a receiver answers', () => {
  const answered = (status: number, retryAfterSeconds: number | null = null): PostAnswer => ({
    ...{ kind: 'answered', status, retryAfterSeconds, body: '{"error":"x"}', isWhole: true },
  })
  const again = (reason: string): Outcome => ({ kind: 'refused', permanence: 'transient', reason })

  it.each<[PostAnswer, Outcome]>([
    [answered(200), { kind: 'accepted', providerId: null }],
    [answered(202), { kind: 'accepted', providerId: null }],
    [answered(204), { kind: 'accepted', providerId: null }],
    [answered(302), again('HTTP 302')],
    [answered(400), again('HTTP 400')],
    [answered(404), again('HTTP 404')],
    [answered(410), { kind: 'refused', permanence: 'gone', reason: 'HTTP 410' }],
    [answered(429), again('HTTP 429')],
    [
      answered(429, 90),
      { kind: 'refused', permanence: 'transient', reason: 'HTTP 429', retryAfterSeconds: 90 },
    ],
    [
      answered(503, 0),
      { kind: 'refused', permanence: 'transient', reason: 'HTTP 503', retryAfterSeconds: 0 },
    ],
    [
      { kind: 'lost', reason: 'ECONNRESET' },
      { kind: 'unknown', reason: 'ECONNRESET' },
    ],
    [{ kind: 'not_sent', permanence: 'transient', reason: 'ECONNREFUSED' }, again('ECONNREFUSED')],
  ])('%j means %j', (answer, outcome) => {
    expect(webhookOutcome(answer)).toEqual(outcome)
  })
})

describe('what is not accepted', () => {
  it('is tried ten times within three days', () => {
    const sum = webhookPausesSeconds.reduce((seconds, pause) => seconds + pause, 0)

    expect(webhookPausesSeconds).toHaveLength(9)
    expect(sum).toBeGreaterThan(2.9 * 86_400)
    expect(sum).toBeLessThanOrEqual(3 * 86_400)
    expect(webhookPause(10)).toBeUndefined()
  })

  it('waits as long as the receiver asks, where that is longer', () => {
    expect([webhookPause(1), webhookPause(1, 60), webhookPause(3, 60)]).toEqual([5, 60, 1_800])
  })
})
