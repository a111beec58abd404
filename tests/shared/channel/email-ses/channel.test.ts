import { createRequire } from 'node:module'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { sesChannel } from '../../../../shared/channel/email-ses/channel.ts'
import { aMessage } from '../../mail/mails.ts'
import { anEndpoint, channelTo, endpointOf } from './ses-endpoints.ts'

// Required rather than imported: it is CommonJS, and its default export differs by loader.
const { default: startSes } = createRequire(import.meta.url)(
  'aws-ses-v2-local',
) as typeof import('aws-ses-v2-local')

describe('a mail that SES accepts', () => {
  it('is accepted with the id that SES gave it, and arrives once as it was written', async () => {
    const endpoint = endpointOf(await startSes({ host: '127.0.0.1', port: 0 }))

    const outcome = await (await channelTo(endpoint)).send(aMessage())

    const { emails } = (await (await fetch(`${endpoint}/store`)).json()) as { emails: unknown[] }
    expect(outcome).toEqual({ kind: 'accepted', providerId: expect.stringMatching(/./) })
    expect(emails).toHaveLength(1)
    expect(emails[0]).toMatchObject({
      from: aMessage().from,
      destination: { to: ['leyla@example.org'], cc: [], bcc: [] },
      subject: aMessage().subject,
      body: { text: aMessage().text, html: aMessage().html },
    })
  })

  it('goes over a connection of its own, since one that was kept may be dead', async () => {
    const connections = new Set<unknown>()
    const { endpoint } = await anEndpoint((request, response) => {
      connections.add(request.socket)
      response.end('{"MessageId":"ses-1"}')
    })
    const channel = await channelTo(endpoint)

    await channel.send(aMessage({ key: 'env_1' }))
    await channel.send(aMessage({ key: 'env_2' }))

    expect(connections.size).toBe(2)
  })

  it.each([
    ['env_tabling', 'env_tabling'],
    ['env#1|ü', 'b64-ZW52IzF8w7w'],
  ])(
    'carries its key %s as the tag %s, the configuration set, and no header that SES sets itself',
    async (key, tag) => {
      const ses = mockClient(SESv2Client)
      ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' })
      const client = new SESv2Client({ region: 'eu-central-1', maxAttempts: 1 })

      await sesChannel({ client, configurationSetName: 'reminders' }).send(aMessage({ key }))

      const input = ses.commandCalls(SendEmailCommand)[0]!.args[0].input
      ses.restore()
      expect(input.EmailTags).toEqual([{ Name: 'servanda-envelope', Value: tag }])
      expect(input.ConfigurationSetName).toBe('reminders')
      expect(input.Content?.Simple?.Headers?.map((header) => header.Name)).toEqual([
        'Auto-Submitted',
        'In-Reply-To',
        'References',
        'X-Servanda-Envelope',
      ])
    },
  )

  it.each([{ subject: 'a\r\nBcc: b' }, { to: 'a@x.org, b@x.org' }, { headers: { A: 'b\nC: d' } }])(
    'is refused for good before it is sent if it would break a header: %j',
    async (changes) => {
      const { endpoint, requests } = await anEndpoint((_request, response) => response.end('{}'))

      const outcome = await (await channelTo(endpoint)).send(aMessage(changes))

      expect(outcome).toMatchObject({ kind: 'refused', permanence: 'permanent' })
      expect(requests()).toBe(0)
    },
  )
})
