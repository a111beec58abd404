import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { SMTPServerOptions } from 'smtp-server'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../shared/channel/channel.ts'
import { smtpChannel } from '../../../../shared/channel/email-smtp/channel.ts'
import { aMessage } from '../../mail/mails.ts'
import { aScript, aServer, type Running, resetAll } from './smtp-servers.ts'

const LIMITS = { connectTimeoutMs: 300, silenceTimeoutMs: 300, totalTimeoutMs: 5_000 }

function send(url: string, limits = LIMITS): Promise<Outcome> {
  return smtpChannel(url, limits).send(aMessage())
}

const refusedTransient = { kind: 'refused', permanence: 'transient', reason: expect.any(String) }
const unknown = { kind: 'unknown', reason: expect.any(String) }

describe('without an answer', () => {
  it.each<[string, (running: () => Running) => SMTPServerOptions]>([
    ['a reset at the greeting', (running) => ({ onConnect: () => resetAll(running().server) })],
    ['a reset at the recipient', (running) => ({ onRcptTo: () => resetAll(running().server) })],
    ['silence at the sender', () => ({ onMailFrom: () => undefined })],
  ])('before the message was asked for (%s) it was certainly not accepted', async (_name, options) => {
    const running: Running = await aServer(options(() => running))

    expect(await send(running.url)).toEqual(refusedTransient)
    expect(running.connections()).toBe(1)
  })

  it.each<[string, (running: () => Running) => SMTPServerOptions]>([
    [
      'a reset after the message',
      (running) => ({ onData: (stream) => void stream.resume().on('end', () => resetAll(running().server)) }),
    ],
    [
      'a reset within the message',
      (running) => ({ onData: (stream) => void stream.once('data', () => resetAll(running().server)) }),
    ],
    ['silence after the message', () => ({ onData: (stream) => void stream.resume() })],
  ])('once the message was handed over (%s) it may have been accepted', async (_name, options) => {
    const running: Running = await aServer(options(() => running))

    expect(await send(running.url)).toEqual(unknown)
    expect(running.connections()).toBe(1)
  })

  it('from a port where nobody listens it was certainly not accepted', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))

    expect(await send(`smtp://127.0.0.1:${port}`)).toEqual(refusedTransient)
  })

  it('from a server that connects and never greets it was certainly not accepted', async () => {
    const { url } = await aScript(() => undefined, '')

    expect(await send(url)).toEqual(refusedTransient)
  })

  it('but a little at a time, the whole has an end', async () => {
    const { url } = await aScript((line, socket) => {
      if (line.startsWith('EHLO')) socket.write('250 test\r\n')
      else if (line === 'DATA') socket.write('354 go on\r\n')
      else if (/^(MAIL|RCPT)/.test(line)) socket.write('250 ok\r\n')
      else if (line === '.') {
        const drip = setInterval(() => socket.write('250-wait\r\n'), 50)
        socket.on('close', () => clearInterval(drip))
      }
    })

    expect(await send(url, { ...LIMITS, totalTimeoutMs: 600 })).toEqual({
      kind: 'unknown',
      reason: 'The deadline has passed.',
    })
  })
})
