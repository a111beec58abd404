import type { SESv2Client, SESv2ClientConfig, SendEmailCommandInput } from '@aws-sdk/client-sesv2'
import { encodeHeaders } from '../../mail/header.ts'
import { encodeKey } from '../../mail/mail-key.ts'
import type { Channel, Message, Outcome } from '../channel.ts'
import { classifySesFailure } from './outcome.ts'

/** The tag that SES repeats in each event about a mail; its value is `encodeKey` of the message's key. */
export const ENVELOPE_TAG = 'servanda-envelope'

const TIMEOUT_MS = 20_000

// Set by SES itself and refused in simple content:
// https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
const RESERVED_HEADERS = new Set([
  ...['bcc', 'cc', 'content-disposition', 'content-type', 'date', 'from', 'message-id', 'mime-version'],
  ...['reply-to', 'return-path', 'subject', 'to'],
])

// A client that retries could send twice, so it sends nothing at all.
const RETRYING_CLIENT: Outcome = {
  kind: 'refused',
  permanence: 'transient',
  reason: 'The SES client retries by itself: it must be made with maxAttempts 1.',
}

/** Where and how mails leave. Without a configuration set no event ever resolves an unknown outcome. */
export type SesChannelOptions = {
  readonly client: SESv2Client
  readonly configurationSetName: string | null
  readonly timeoutMs?: number
}

// A connection kept from an earlier mail may have died meanwhile, as in a Lambda that was frozen; the reset
// that follows would leave a mail unknown that SES has never seen.
const NO_REUSE = { keepAlive: false } as const

/**
 * The client for `sesChannel`. The SDK's own retry would send a mail again whenever SES accepts it and the
 * answer is lost, so it is off.
 */
export async function openSesClient(
  config: Pick<SESv2ClientConfig, 'region' | 'endpoint' | 'credentials'> = {},
): Promise<SESv2Client> {
  const { SESv2Client } = await import('@aws-sdk/client-sesv2')
  return new SESv2Client({
    ...config,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5_000, httpAgent: NO_REUSE, httpsAgent: NO_REUSE },
  })
}

/**
 * E-mail by Amazon SES. There is no `lookUp`: SES cannot be asked, its Send event tells later. SES gives the
 * mail a Message-ID of its own, so a record's mails thread by References alone.
 */
export function sesChannel({
  client,
  configurationSetName,
  timeoutMs = TIMEOUT_MS,
}: SesChannelOptions): Channel {
  return {
    name: 'email',
    ...(configurationSetName === null ? {} : { tellsLater: true }),
    async send(message) {
      try {
        const { SendEmailCommand } = await import('@aws-sdk/client-sesv2')
        const command = new SendEmailCommand(toSendEmail(message, configurationSetName))
        if ((await client.config.maxAttempts()) !== 1) return RETRYING_CLIENT
        const answer = await client.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) })
        return { kind: 'accepted', providerId: answer.MessageId ?? null }
      } catch (error) {
        return classifySesFailure(error)
      }
    },
  }
}

function toSendEmail(message: Message, configurationSetName: string | null): SendEmailCommandInput {
  const { to, from, subject, headers } = encodeHeaders(message)
  const own = Object.entries(headers).filter(([name]) => !RESERVED_HEADERS.has(name.toLowerCase()))
  return {
    FromEmailAddress: from,
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: {
          Text: { Data: message.text, Charset: 'UTF-8' },
          Html: { Data: message.html, Charset: 'UTF-8' },
        },
        Headers: own.map(([Name, Value]) => ({ Name, Value })),
      },
    },
    EmailTags: [{ Name: ENVELOPE_TAG, Value: encodeKey(message.key) }],
    ...(configurationSetName === null ? {} : { ConfigurationSetName: configurationSetName }),
  }
}
