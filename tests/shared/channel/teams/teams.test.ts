import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../shared/channel/channel.ts'
import { openPost } from '../../../../shared/channel/target/post.ts'
import { teamsChannel } from '../../../../shared/channel/teams/channel.ts'
import { teamsPayload } from '../../../../shared/channel/teams/payload.ts'
import { aNotice } from '../notices.ts'
import { answering, aReceiver, endless, type Reaction, reset, silent } from '../target/receivers.ts'

const post = openPost({ reach: 'loopback_too', timeoutMs: 400 })
const accepted: Outcome = { kind: 'accepted', providerId: null }
const gone = (reason: string): Outcome => ({ kind: 'refused', permanence: 'gone', reason })
const never = (reason: string): Outcome => ({ kind: 'refused', permanence: 'permanent', reason })
const notNow = (reason: string): Outcome => ({ kind: 'refused', permanence: 'transient', reason })
const unknown = (reason: string): Outcome => ({ kind: 'unknown', reason })
const inside = (status: number) =>
  `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${status} with ContextId x`

describe('Microsoft Teams', () => {
  it.each<[string, Reaction, Outcome]>([
    ['202, as a workflow', answering(202), accepted],
    ['200 and 1, as a connector', answering(200, '1'), accepted],
    ['200 with 429 inside', answering(200, inside(429)), notNow('HTTP 200 with error 429')],
    ['200 with 413 inside', answering(200, inside(413)), never('HTTP 200 with error 413')],
    ['200 with 404 inside', answering(200, inside(404)), gone('HTTP 200 with error 404')],
    ['200 with 502 inside', answering(200, inside(502)), unknown('HTTP 200 with error 502')],
    ['200 with other words', answering(200, 'Summary or Text is required.'), unknown('HTTP 200')],
    ['200 and a body without end', endless().react, unknown('HTTP 200')],
    ['400', answering(400, '{"error":{"code":"InvalidRequestContent"}}'), never('HTTP 400')],
    [
      '400 of a workflow that is off',
      answering(400, '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}'),
      gone('HTTP 400'),
    ],
    ['401', answering(401), never('HTTP 401')],
    ['404', answering(404), gone('HTTP 404')],
    ['410', answering(410), gone('HTTP 410')],
    ['413', answering(413), never('HTTP 413')],
    ['429', answering(429), notNow('HTTP 429')],
    [
      '429 with Retry-After',
      answering(429, '', { 'retry-after': '30' }),
      { kind: 'refused', permanence: 'transient', reason: 'HTTP 429', retryAfterSeconds: 30 },
    ],
    ['500', answering(500), unknown('HTTP 500')],
    ['504', answering(504), unknown('HTTP 504')],
    ['a redirect', answering(307, '', { location: 'http://127.0.0.1:1/' }), never('HTTP 307')],
    ['no answer', silent, unknown('No answer within the time allowed.')],
    ['a reset', reset, unknown('ECONNRESET')],
  ])('that answers %s', async (_, reaction, outcome) => {
    const { url, received } = await aReceiver(reaction)

    expect(await teamsChannel(post, url).prepare(aNotice())()).toEqual(outcome)
    expect(received).toHaveLength(1)
  })
})

it('a card says what a mail would say, and opens the deadline', () => {
  const { body } = teamsPayload(aNotice().page).attachments[0]!.content as any

  const words = body
    .flatMap((block: any) => block.items ?? [block])
    .flatMap((block: any) => block.inlines ?? block.actions)
  expect(words.map((each: any) => each.text ?? [each.title, each.url])).toEqual([
    'Annual report: 1 June 2026 (in 30 days)',
    'This reminder is late: it should have reached you earlier.',
    'Annual report',
    'Due: 1 June 2026 (in 30 days)',
    'Record: Annual report',
    ['Open Annual report', 'https://desk.example.org/#/deadlines/com_1'],
    'Servanda, Desk',
  ])
})

it('no block of a card reads Markdown, so no title can link or format', () => {
  const types = JSON.stringify(teamsPayload(aNotice('[Sign in](https://evil.example) **now**').page))

  expect(types).not.toContain('"TextBlock"')
  expect(types).not.toContain('"FactSet"')
})

it('a thousand deadlines are cut to what Teams takes, and counted', () => {
  const text = JSON.stringify(teamsPayload(aNotice('文'.repeat(290), 1_000).page))

  expect(Buffer.byteLength(text)).toBeLessThan(28_000)
  expect(text).toMatch(/… and \d+ more\./)
})
