import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'
import type { Channel, Message, Outcome } from '../shared/channel/channel.ts'
import { encodeHeaders, UnsafeHeader } from '../shared/mail/header.ts'

const StoredMail = z.object({
  key: z.string(),
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  sentAt: z.string(),
})
type StoredMail = z.output<typeof StoredMail>

/** A mail as `GET /local/mailbox` shows it. */
export type MailboxEntry = Pick<StoredMail, 'to' | 'subject' | 'text' | 'html' | 'sentAt' | 'headers'>

/** The mailbox of one machine, in place of a mail server. */
export type Mailbox = Channel &
  Required<Pick<Channel, 'lookUp'>> & {
    /** Every mail that was accepted, oldest first. */
    list(): MailboxEntry[]
  }

type Contents = { readonly mails: readonly StoredMail[]; readonly byteLength: number }

const ACCEPTED: Outcome = { kind: 'accepted', providerId: null }

/**
 * Opens the mailbox kept in a file: a line of JSON a mail, on disk before it is answered. A line that a crash
 * cut short was never answered, so it does not count and the next mail takes its place. It keeps what it is
 * sent, a second mail with one key included: `lookUp` is how the sender avoids that. One process at a time.
 *
 * @throws Error when a line other than the last cannot be read
 */
export function openMailbox(path: string, now: () => string): Mailbox {
  createIfMissing(path)
  const { mails, byteLength } = read(path)
  const keys = new Set(mails.map((mail) => mail.key))
  let accepted = { mails: mails.length, bytes: byteLength }
  return {
    name: 'email',
    async send(message) {
      try {
        const line = `${JSON.stringify(toStored(message, now()))}\n`
        append(path, accepted.bytes, line)
        accepted = { mails: accepted.mails + 1, bytes: accepted.bytes + Buffer.byteLength(line) }
        keys.add(message.key)
        return ACCEPTED
      } catch (error) {
        if (error instanceof UnsafeHeader) {
          return { kind: 'refused', permanence: 'permanent', reason: error.message }
        }
        // The line may be on disk although the write failed: the next start would count it.
        return { kind: 'unknown', reason: String(error) }
      }
    },
    async lookUp(key) {
      return keys.has(key) ? ACCEPTED : undefined
    },
    list() {
      return read(path).mails.slice(0, accepted.mails).map(toEntry)
    },
  }
}

function toStored(message: Message, sentAt: string): StoredMail {
  return { key: message.key, ...encodeHeaders(message), text: message.text, html: message.html, sentAt }
}

function toEntry({ to, subject, text, html, sentAt, headers }: StoredMail): MailboxEntry {
  return { to, subject, text, html, sentAt, headers }
}

function createIfMissing(path: string): void {
  if (existsSync(path)) return
  closeSync(openSync(path, 'a'))
  // A new file is only found again after a power cut if its folder was written too.
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

// What a crash left behind the last accepted line is cut off first, else the two would run into one.
function append(path: string, acceptedBytes: number, line: string): void {
  const file = openSync(path, 'a')
  try {
    ftruncateSync(file, acceptedBytes)
    writeFileSync(file, line)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function read(path: string): Contents {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  const mails: StoredMail[] = []
  let byteLength = 0
  for (const [index, line] of lines.entries()) {
    const mail = parseLine(line)
    if (mail === undefined) {
      if (index < lines.length - 1) throw new Error(`Line ${index + 1} of the mailbox cannot be read.`)
      break
    }
    mails.push(mail)
    byteLength += Buffer.byteLength(line) + 1
  }
  return { mails, byteLength }
}

function parseLine(line: string): StoredMail | undefined {
  try {
    return StoredMail.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}
