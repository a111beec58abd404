import { type ParsedMail, simpleParser } from 'mailparser'
import type { SMTPServerOptions } from 'smtp-server'
import { describe, expect, it } from 'vitest'
import { smtpChannel } from '../../../../shared/channel/email-smtp/channel.ts'
import { aMessage } from '../../mail/mails.ts'
import { aServer, reply } from './smtp-servers.ts'

const refusedTransient = { kind: 'refused', permanence: 'transient', reason: expect.any(String) }
const refusedPermanent = { kind: 'refused', permanence: 'permanent', reason: expect.any(String) }

describe('a mail that the server accepts', () => {
  async function delivered(changes: Parameters<typeof aMessage>[0]) {
    const mails: { mail: ParsedMail; envelope: unknown }[] = []
    const { url, connections } = await aServer({
      onData(stream, session, done) {
        simpleParser(stream).then((mail) => {
          mails.push({ mail, envelope: session.envelope })
          done()
        }, done)
      },
    })
    const outcome = await smtpChannel(url).send(aMessage(changes))
    return { outcome, mails, connections: connections() }
  }

  it('is accepted, once, and arrives as it was written', async () => {
    const { outcome, mails, connections } = await delivered({
      subject: 'Late: “Şuşa” تقديم 👩‍👩‍👧: 13 November 2026',
    })

    expect(outcome).toEqual({ kind: 'accepted', providerId: null })
    expect(connections).toBe(1)
    expect(mails).toHaveLength(1)
    const { mail, envelope } = mails[0]!
    expect(mail.subject).toBe('Late: “Şuşa” تقديم 👩‍👩‍👧: 13 November 2026')
    expect(mail.text).toBe(aMessage().text)
    expect(mail.html).toBe(aMessage().html)
    expect(mail.from?.text).toBe('"Servanda" <servanda@example.org>')
    expect(mail.to).toMatchObject({ text: 'leyla@example.org' })
    expect(mail.messageId).toBe('<env_tabling@servanda>')
    expect(mail.inReplyTo).toBe('<com_missing@servanda>')
    expect(mail.references).toBe('<com_missing@servanda>')
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.get('x-servanda-envelope')).toBe('env_tabling')
    expect(envelope).toMatchObject({
      mailFrom: { address: 'servanda@example.org' },
      rcptTo: [{ address: 'leyla@example.org' }],
    })
  })

  it('keeps a long header whole', async () => {
    const key = 'k'.repeat(200)

    const { mails } = await delivered({ headers: { 'Message-ID': `<${key}@servanda>` } })

    expect(mails[0]?.mail.messageId).toBe(`<${key}@servanda>`)
  })

  it.each([
    [{ subject: 'a\r\nBcc: all@example.org' }],
    [{ to: 'leyla@example.org, all@example.org' }],
    [{ headers: { References: '<a>\r\nBcc: all@example.org' } }],
    [{ from: 'no address' }],
  ])('is refused for good before it is sent if it would break a header: %j', async (changes) => {
    const { outcome, connections } = await delivered(changes)

    expect(outcome).toEqual(refusedPermanent)
    expect(connections).toBe(0)
  })
})

describe('a mail that the server refuses', () => {
  it.each<[string, SMTPServerOptions, unknown]>([
    ['421 to the connection', { onConnect: (_s, done) => done(reply(421)) }, refusedTransient],
    ['554 to the connection', { onConnect: (_s, done) => done(reply(554)) }, refusedTransient],
    ['550 to the sender', { onMailFrom: (_a, _s, done) => done(reply(550)) }, refusedPermanent],
    ['530 to the sender', { onMailFrom: (_a, _s, done) => done(reply(530)) }, refusedTransient],
    ['450 to the recipient', { onRcptTo: (_a, _s, done) => done(reply(450)) }, refusedTransient],
    ['550 to the recipient', { onRcptTo: (_a, _s, done) => done(reply(550)) }, refusedPermanent],
    [
      '451 to the message',
      { onData: (s, _, done) => void s.resume().on('end', () => done(reply(451))) },
      refusedTransient,
    ],
    [
      '421 to the message',
      { onData: (s, _, done) => void s.resume().on('end', () => done(reply(421))) },
      refusedTransient,
    ],
    [
      '554 to the message',
      { onData: (s, _, done) => void s.resume().on('end', () => done(reply(554))) },
      refusedPermanent,
    ],
  ])('by %s was certainly not accepted, and is tried once', async (_name, options, outcome) => {
    const { url, connections } = await aServer(options)

    expect(await smtpChannel(url).send(aMessage())).toEqual(outcome)
    expect(connections()).toBe(1)
  })

  it('because of the password waits for the operator', async () => {
    const { url } = await aServer({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(reply(535)),
    })

    expect(await smtpChannel(url.replace('//', '//desk:wrong@')).send(aMessage())).toEqual(refusedTransient)
  })

  it('is accepted with the user and password of the URL', async () => {
    const { url } = await aServer({
      authOptional: false,
      onAuth({ username, password }, _session, done) {
        if (username === 'desk@x' && password === 'p:w') done(null, { user: 'desk' })
        else done(reply(535))
      },
      onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
    })

    expect(await smtpChannel(url.replace('//', '//desk%40x:p%3Aw@')).send(aMessage())).toMatchObject({
      kind: 'accepted',
    })
  })
})

describe('the SMTP URL', () => {
  it.each(['http://example.org', 'example.org'])('%s is refused at the start', (url) => {
    expect(() => smtpChannel(url)).toThrow(TypeError)
  })
})
