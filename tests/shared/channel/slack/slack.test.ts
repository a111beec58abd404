import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../shared/channel/channel.ts'
import { slackChannel } from '../../../../shared/channel/slack/channel.ts'
import { slackPayload } from '../../../../shared/channel/slack/payload.ts'
import { openPost } from '../../../../shared/channel/target/post.ts'
import { aNotice } from '../notices.ts'
import { answering, aReceiver, endless, type Reaction, reset, silent } from '../target/receivers.ts'

const post = openPost({ reach: 'loopback_too', timeoutMs: 400 })
const accepted: Outcome = { kind: 'accepted', providerId: null }
const gone = (reason: string): Outcome => ({ kind: 'refused', permanence: 'gone', reason })
const never = (reason: string): Outcome => ({ kind: 'refused', permanence: 'permanent', reason })
const notNow = (reason: string): Outcome => ({ kind: 'refused', permanence: 'transient', reason })
const unknown = (reason: string): Outcome => ({ kind: 'unknown', reason })

describe('Slack', () => {
  it.each<[string, Reaction, Outcome]>([
    ['200 ok', answering(200, 'ok'), accepted],
    ['200 with ok true', answering(200, '{"ok":true}'), accepted],
    [
      '200 with ok false',
      answering(200, '{"ok":false,"error":"invalid_blocks"}'),
      never('HTTP 200: invalid_blocks'),
    ],
    [
      '200 with a token revoked',
      answering(200, '{"ok":false,"error":"token_revoked"}'),
      gone('HTTP 200: token_revoked'),
    ],
    [
      '200 rate-limited',
      answering(200, '{"ok":false,"error":"ratelimited"}'),
      notNow('HTTP 200: ratelimited'),
    ],
    ['200 uncertain', answering(200, '{"ok":false,"error":"fatal_error"}'), unknown('HTTP 200: fatal_error')],
    ['200 with a page of a proxy', answering(200, '<html>Sign in</html>'), unknown('HTTP 200')],
    ['200 and nothing', answering(200), unknown('HTTP 200')],
    ['200 and a body without end', endless().react, unknown('HTTP 200')],
    ['202', answering(202, 'accepted'), never('HTTP 202: accepted')],
    ['400', answering(400, 'invalid_payload'), never('HTTP 400: invalid_payload')],
    ['403', answering(403, 'invalid_token'), gone('HTTP 403: invalid_token')],
    ['404', answering(404, 'no_service'), gone('HTTP 404: no_service')],
    ['410', answering(410, 'channel_is_archived'), gone('HTTP 410: channel_is_archived')],
    ['429', answering(429, 'rate_limited'), notNow('HTTP 429: rate_limited')],
    [
      '429 with Retry-After',
      answering(429, '', { 'retry-after': '30' }),
      { kind: 'refused', permanence: 'transient', reason: 'HTTP 429', retryAfterSeconds: 30 },
    ],
    ['500 rollup', answering(500, 'rollup_error'), notNow('HTTP 500: rollup_error')],
    ['500', answering(500, 'oops!'), unknown('HTTP 500')],
    ['503', answering(503), unknown('HTTP 503')],
    ['a redirect', answering(302, '', { location: 'http://127.0.0.1:1/' }), never('HTTP 302')],
    ['no answer', silent, unknown('No answer within the time allowed.')],
    ['a reset', reset, unknown('ECONNRESET')],
  ])('that answers %s', async (_, reaction, outcome) => {
    const { url, received } = await aReceiver(reaction)

    expect(await slackChannel(post, url).prepare(aNotice())()).toEqual(outcome)
    expect(received).toHaveLength(1)
  })

  it('that is not there has certainly not accepted', async () => {
    const outcome = await slackChannel(post, 'http://127.0.0.1:1/').prepare(aNotice())()

    expect(outcome).toEqual(notNow('ECONNREFUSED'))
  })

  it('is sent what a mail would say', async () => {
    const { url, received } = await aReceiver(answering(200, 'ok'))

    await slackChannel(post, url).prepare(aNotice())()

    const { text, blocks } = JSON.parse(received[0]!.body)
    expect(text).toBe('Annual report: 1 June 2026 (in 30 days)')
    expect(blocks.map((block: any) => block.text.text)).toEqual([
      'Annual report: 1 June 2026 (in 30 days)',
      'This reminder is late: it should have reached you earlier.',
      [
        '*Annual report*',
        'Due: 1 June 2026 (in 30 days)',
        'Record: Annual report',
        '<https://desk.example.org/#/deadlines/com_1|Open Annual report>',
      ].join('\n'),
      'Servanda, Desk',
    ])
  })
})

it.each([
  '<!channel>',
  '<@U123>',
  '<https://evil.example|Sign in>',
  '&lt;!here&gt;',
  '*bold* _it_ `code` ~no~',
])('a title cannot mention, link or format in Slack: %s', (title) => {
  const texts = JSON.stringify(slackPayload(aNotice(title).page).blocks.slice(1))

  expect(texts).not.toContain(title)
  expect(texts.match(/<(?!https:\/\/desk\.example\.org\/)/g)).toBeNull()
})

it('a thousand deadlines are cut to what Slack takes, and counted', () => {
  const { blocks } = slackPayload(aNotice('Report', 1_000).page)

  expect(blocks.length).toBeLessThanOrEqual(50)
  expect(JSON.stringify(blocks)).toContain('… and 960 more.')
})
