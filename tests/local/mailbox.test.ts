import {
  appendFileSync,
  fsyncSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openMailbox } from '../../local/mailbox.ts'
import { aMessage } from '../shared/mail/mails.ts'

// Everything is done as always; only the calls are counted.
vi.mock('node:fs', { spy: true })

const ACCEPTED = { kind: 'accepted', providerId: null }

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailbox-'))
  path = join(folder, 'mailbox.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function aClock(...instants: string[]): () => string {
  return () => instants.shift() ?? '2026-10-14T08:00:00Z'
}

describe('the mailbox', () => {
  it('lists what it accepted, oldest first, with when and to whom', async () => {
    const mailbox = openMailbox(path, aClock('2026-10-14T08:00:00Z', '2026-10-15T08:00:00Z'))

    expect(await mailbox.send(aMessage())).toEqual(ACCEPTED)
    expect(
      await mailbox.send(aMessage({ key: 'env_2', subject: 'Zweite “Şuşa” 👩‍👩‍👧\u2028' })),
    ).toMatchObject({ kind: 'accepted' })

    const { to, text, html, headers } = aMessage()
    expect(mailbox.list()).toEqual([
      { to, subject: aMessage().subject, text, html, headers, sentAt: '2026-10-14T08:00:00Z' },
      { to, subject: 'Zweite “Şuşa” 👩‍👩‍👧\u2028', text, html, headers, sentAt: '2026-10-15T08:00:00Z' },
    ])
  })

  it('has each mail on disk when it answers, and again when it is opened again', async () => {
    await openMailbox(path, aClock()).send(aMessage())

    expect(readFileSync(path, 'utf8')).toMatch(/^\{.*\}\n$/)
    const again = openMailbox(path, aClock())
    await again.send(aMessage({ key: 'env_2' }))
    expect(again.list()).toHaveLength(2)
    expect(openMailbox(path, aClock()).list()).toHaveLength(2)
  })

  it('has flushed a mail to the disk before it answers', async () => {
    const mailbox = openMailbox(path, aClock())
    vi.mocked(fsyncSync).mockClear()

    await mailbox.send(aMessage())

    expect(fsyncSync).toHaveBeenCalledOnce()
  })

  it('that cannot flush does not claim that it accepted', async () => {
    const mailbox = openMailbox(path, aClock())
    vi.mocked(fsyncSync).mockImplementationOnce(() => {
      throw new Error('EIO')
    })

    expect(await mailbox.send(aMessage())).toMatchObject({ kind: 'unknown' })
    expect(mailbox.list()).toEqual([])
    expect(await mailbox.lookUp(aMessage().key)).toBeUndefined()
    await mailbox.send(aMessage())
    expect(openMailbox(path, aClock()).list()).toHaveLength(1)
  })

  it('tells from the file whether a mail was accepted, so that nothing is sent twice', async () => {
    await openMailbox(path, aClock()).send(aMessage({ key: 'env_1' }))

    const again = openMailbox(path, aClock())

    expect(await again.lookUp('env_1')).toEqual(ACCEPTED)
    expect(await again.lookUp('env_2')).toBeUndefined()
    await again.send(aMessage({ key: 'env_2' }))
    expect(await again.lookUp('env_2')).toEqual(ACCEPTED)
  })

  it('keeps a second mail with the same key, so that a doubled reminder shows', async () => {
    const mailbox = openMailbox(path, aClock())

    await mailbox.send(aMessage())
    await mailbox.send(aMessage())

    expect(mailbox.list()).toHaveLength(2)
  })

  it('refuses what a mail server would be refused', async () => {
    const mailbox = openMailbox(path, aClock())

    const outcome = await mailbox.send(aMessage({ subject: 'a\r\nBcc: all@example.org' }))

    expect(outcome).toMatchObject({ kind: 'refused', permanence: 'permanent' })
    expect(mailbox.list()).toEqual([])
  })

  it('that cannot write does not claim to know, and never throws', async () => {
    const mailbox = openMailbox(path, aClock())
    rmSync(folder, { recursive: true })

    const outcome = await mailbox.send(aMessage())

    expect(outcome).toMatchObject({ kind: 'unknown' })
    expect(await mailbox.lookUp(aMessage().key)).toBeUndefined()
  })
})

describe('a line that a crash cut short', () => {
  const lengthOfFirst = async () => {
    await openMailbox(path, aClock()).send(aMessage({ key: 'env_1' }))
    const { length } = readFileSync(path)
    await openMailbox(path, aClock()).send(aMessage({ key: 'env_2', subject: 'Şuşa' }))
    return length
  }

  it('is ignored wherever it was cut, and the next mail takes its place', async () => {
    const first = await lengthOfFirst()
    const whole = readFileSync(path)

    for (let end = first; end < whole.length; end += 1) {
      writeFileSync(path, whole.subarray(0, end))
      const mailbox = openMailbox(path, aClock())
      expect(await mailbox.lookUp('env_2')).toBeUndefined()
      expect(mailbox.list()).toHaveLength(1)
      if (end % 25 === 0) {
        await mailbox.send(aMessage({ key: 'env_3', subject: 'After the crash' }))
        expect(mailbox.list().map((mail) => mail.subject)).toEqual([aMessage().subject, 'After the crash'])
        expect(openMailbox(path, aClock()).list()).toEqual(mailbox.list())
      }
    }
  })

  it('of which a power cut left only zeros is ignored too', async () => {
    truncateSync(path, await lengthOfFirst())
    appendFileSync(path, `${'\0'.repeat(40)}\n`)

    const mailbox = openMailbox(path, aClock())

    expect(mailbox.list()).toHaveLength(1)
    await mailbox.send(aMessage({ key: 'env_3' }))
    expect(openMailbox(path, aClock()).list()).toHaveLength(2)
  })

  it('while the process runs is not listed, and the next mail takes its place', async () => {
    await lengthOfFirst()
    const mailbox = openMailbox(path, aClock())
    appendFileSync(path, readFileSync(path, 'utf8').split('\n')[0] ?? '')

    await mailbox.send(aMessage({ key: 'env_3' }))

    expect(mailbox.list()).toHaveLength(3)
  })

  it('anywhere but at the end is reported and never dropped', async () => {
    await lengthOfFirst()
    writeFileSync(path, `broken\n${readFileSync(path, 'utf8')}`)

    expect(() => openMailbox(path, aClock())).toThrow('Line 1 of the mailbox cannot be read.')
  })
})
