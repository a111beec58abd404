import { Readable } from 'node:stream'
import { encodeHeaders, UnsafeHeader } from '../../mail/header.ts'
import type { Channel, Message } from '../channel.ts'
import { classifySmtpFailure } from './outcome.ts'

/** How long to wait, in milliseconds; the whole must stay below the lease of an envelope. */
export type SmtpLimits = {
  /** For the connection, its name look-up and the server's greeting. */
  readonly connectTimeoutMs: number
  /** For any one answer. RFC 5321 section 4.5.3.2 allows ten minutes; no lease is that long. */
  readonly silenceTimeoutMs: number
  /** For everything, so that a server that answers a little at a time cannot outlast the lease. */
  readonly totalTimeoutMs: number
}

const LIMITS: SmtpLimits = { connectTimeoutMs: 10_000, silenceTimeoutMs: 30_000, totalTimeoutMs: 60_000 }

type Mail = {
  readonly envelope: { readonly from: string; readonly to: string[] }
  readonly content: Buffer
}

/**
 * E-mail by SMTP, one connection a message and no retry. The URL is nodemailer's: `smtp://` or `smtps://`,
 * user and password, options such as `?requireTLS=true` (https://nodemailer.com/smtp). There is no `lookUp`:
 * SMTP cannot say whether an earlier message was accepted.
 *
 * It speaks through nodemailer's connection rather than its transport because only the connection shows when
 * the message is handed over, and a lost connection means something else before than after.
 *
 * @throws TypeError when the URL is no SMTP URL: at the start, not at the first reminder
 */
export function smtpChannel(smtpUrl: string, limits: SmtpLimits = LIMITS): Channel {
  if (!/^smtps?:$/.test(new URL(smtpUrl).protocol))
    throw new TypeError('SMTP_URL must begin with smtp: or smtps:')
  return {
    name: 'email',
    async send(message) {
      let phase: 'before' | 'handed_over' = 'before'
      try {
        const mail = await compose(message)
        const info = await submit(smtpUrl, limits, mail, () => {
          phase = 'handed_over'
        })
        return { kind: 'accepted', providerId: info?.serverMessageId ?? null }
      } catch (error) {
        return classifySmtpFailure(error, phase)
      }
    },
  }
}

async function compose(message: Message): Promise<Mail> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const { to, from, subject, headers } = encodeHeaders(message)
  const composed = new MailComposer({
    from,
    // An object is taken as one address; text would be parsed, and could become several.
    to: { name: '', address: to },
    subject,
    text: message.text,
    html: message.html,
    headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  const sender = composed.getEnvelope().from
  // nodemailer would send it with the null sender, and every bounce would be lost.
  if (!sender) throw new UnsafeHeader('The sender is not an address.')
  return { envelope: { from: sender, to: [to] }, content: await composed.build() }
}

async function submit(smtpUrl: string, limits: SmtpLimits, mail: Mail, onHandOver: () => void) {
  const { default: SmtpConnection } = await import('nodemailer/lib/smtp-connection')
  const { parseConnectionUrl } = await import('nodemailer/lib/shared')
  const options = parseConnectionUrl(smtpUrl)
  const connection = new SmtpConnection({
    ...options,
    connectionTimeout: limits.connectTimeoutMs,
    dnsTimeout: limits.connectTimeoutMs,
    greetingTimeout: limits.connectTimeoutMs,
    socketTimeout: limits.silenceTimeoutMs,
  })
  const session = async () => {
    await settled((done) => connection.connect(done))
    if (options.auth && connection.allowsAuth) await settled((done) => connection.login(options.auth, done))
    return settled<SendInfo>((done) =>
      connection.send(mail.envelope, handOver(mail.content, onHandOver), done),
    )
  }
  const deadline = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => deadline.reject(new Error('The deadline has passed.')),
    limits.totalTimeoutMs,
  )
  connection.on('error', deadline.reject)
  try {
    return await Promise.race([session(), deadline.promise])
  } finally {
    clearTimeout(timer)
    connection.close()
  }
}

type SendInfo = { readonly serverMessageId?: string | undefined }

// nodemailer reads the stream when the server has answered DATA and not before; its first read is the moment
// from which the message may have been accepted.
function handOver(content: Buffer, onHandOver: () => void): Readable {
  function* chunks() {
    onHandOver()
    yield content
  }
  return Readable.from(chunks())
}

function settled<T>(
  start: (done: (error?: Error | null, result?: T) => void) => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    start((error, result) => (error ? reject(error) : resolve(result)))
  })
}
