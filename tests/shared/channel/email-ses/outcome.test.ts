import type { IncomingMessage, ServerResponse } from 'node:http'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { describe, expect, it } from 'vitest'
import { sesChannel } from '../../../../shared/channel/email-ses/channel.ts'
import { aMessage } from '../../mail/mails.ts'
import { anEndpoint, channelTo, credentials } from './ses-endpoints.ts'

function failure(status: number, name: string) {
  return (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name })
    response.end(JSON.stringify({ message: 'as the test asks' }))
  }
}

describe('a mail that SES answers with an error', () => {
  it.each([
    [400, 'MessageRejected', 'permanent'],
    [400, 'MailFromDomainNotVerifiedException', 'permanent'],
    [400, 'BadRequestException', 'permanent'],
    [429, 'TooManyRequestsException', 'transient'],
    [400, 'ThrottlingException', 'transient'],
    [400, 'LimitExceededException', 'transient'],
    [400, 'SendingPausedException', 'transient'],
    [400, 'AccountSuspendedException', 'transient'],
    [404, 'NotFoundException', 'transient'],
    [403, 'ExpiredTokenException', 'transient'],
  ])('%i %s was certainly not accepted: %s', async (status, name, permanence) => {
    const { endpoint, requests } = await anEndpoint(failure(status, name))

    const outcome = await (await channelTo(endpoint)).send(aMessage())

    expect(outcome).toEqual({ kind: 'refused', permanence, reason: expect.stringContaining(name) })
    expect(requests()).toBe(1)
  })

  it.each([
    [500, 'InternalFailure'],
    [503, 'ServiceUnavailable'],
    [503, 'ThrottlingException'],
    [408, 'RequestTimeoutException'],
  ])('%i %s may have been accepted', async (status, name) => {
    const { endpoint, requests } = await anEndpoint(failure(status, name))

    expect(await (await channelTo(endpoint)).send(aMessage())).toMatchObject({ kind: 'unknown' })
    expect(requests()).toBe(1)
  })
})

describe('without an answer of SES', () => {
  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['a reset', (request) => request.socket.resetAndDestroy()],
    ['an end', (request) => request.socket.destroy()],
    ['silence', () => undefined],
    ['half an answer', (_request, response) => void response.writeHead(200).write('{"MessageId":')],
    ['an answer that cannot be read', (_request, response) => void response.end('{"MessageId"')],
  ])('(%s) the mail may have been accepted, and exactly one request was made', async (_name, answer) => {
    const { endpoint, requests } = await anEndpoint(answer)

    const outcome = await (await channelTo(endpoint, 400)).send(aMessage())

    expect(outcome).toMatchObject({ kind: 'unknown' })
    expect(requests()).toBe(1)
  })

  it('because nobody listens, it was certainly not accepted', async () => {
    const { endpoint, close } = await anEndpoint(() => undefined)
    await close()

    const outcome = await (await channelTo(endpoint)).send(aMessage())

    expect(outcome).toMatchObject({ kind: 'refused', permanence: 'transient' })
  })

  it('a client that would retry sends nothing', async () => {
    const { endpoint, requests } = await anEndpoint((request) => request.socket.resetAndDestroy())
    const client = new SESv2Client({ endpoint, region: 'eu-central-1', credentials })

    const outcome = await sesChannel({ client, configurationSetName: null }).send(aMessage())

    expect(outcome).toMatchObject({ kind: 'refused', permanence: 'transient' })
    expect(requests()).toBe(0)
  })
})
