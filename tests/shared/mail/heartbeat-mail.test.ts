import { describe, expect, it } from 'vitest'
import type { Figures } from '../../../shared/heartbeat/figures.ts'
import {
  type HeartbeatMail,
  monthsInWords,
  renderHeartbeatMail,
} from '../../../shared/mail/heartbeat-mail.ts'
import { day } from '../../../shared/time/day.ts'

const well: Figures = {
  deadlines: { due: 3, doneOnTime: 2, doneLate: 0, waived: 1, open: 0 },
  now: { overdue: 0, undated: 0, unowned: 2, unreadable: 0 },
  reminders: {
    sent: 12,
    late: 0,
    again: 1,
    held: 0,
    failed: 0,
    bounced: 0,
    waiting: 0,
    isAtLeast: false,
  },
}

function mailOf(figures: Partial<{ [part in keyof Figures]: object }> = {}, more: object = {}) {
  const mail: HeartbeatMail = {
    workspaceId: 'ws_ministry',
    workspaceName: 'Ministry',
    recipientName: 'Ada',
    label: 'none',
    envelopeKey: 'key',
    baseUrl: 'https://servanda.example.org',
    startsOn: day('2026-10-01'),
    endsOn: day('2026-10-31'),
    figures: {
      deadlines: { ...well.deadlines, ...figures.deadlines },
      now: { ...well.now, ...figures.now },
      reminders: { ...well.reminders, ...figures.reminders },
    },
    ...more,
  }
  return renderHeartbeatMail(mail)
}

describe('the heartbeat', () => {
  it('says in its subject and its first sentence that nothing fell through the cracks', () => {
    const { subject, text } = mailOf()

    expect(subject).toBe('Nothing fell through the cracks in October 2026')
    expect(text).toBe(`Dear Ada,

Nothing fell through the cracks in October 2026: whatever fell due was settled in time, and every reminder was accepted for delivery in time.

What fell due in October 2026
  Fell due: 3
  Done on time: 2
  Done late: 0
  Waived or cancelled: 1
  Still open: 0
  Overdue now, whenever due: 0
  Postponed, no new date yet: 0
  Open the deadlines: https://servanda.example.org/#/deadlines

Reminders of October 2026
  Sent: 12
  Sent late, and called so: 0
  Tried again after a lost answer: 1
  Held: 0
  Failed: 0
  Of these, came back: 0
  Not sent yet: 0
  Open the reminders: https://servanda.example.org/#/reminders

- 2 records without an owner: an administrator is reminded in the owner’s place.
- You get this once a month because you administer the workspace. The settings of the workspace turn it off.

--
Servanda, Ministry
`)
  })

  it.each<[string, Partial<{ [part in keyof Figures]: object }>, string]>([
    [
      'is still open',
      { deadlines: { open: 2 }, now: { overdue: 2 } },
      '2 deadlines of October 2026 still open',
    ],
    [
      'is overdue from before',
      { now: { overdue: 1 } },
      '1 deadline overdue that did not fall due in October 2026',
    ],
    ['was done late', { deadlines: { doneLate: 1 } }, '1 deadline done late'],
    ['has no date', { now: { undated: 1 } }, '1 deadline postponed without a new date'],
    ['is held', { reminders: { held: 1 } }, '1 reminder held, since nobody can say whether it arrived'],
    ['has failed', { reminders: { failed: 3, bounced: 1 } }, '3 reminders failed'],
    ['is not sent', { reminders: { waiting: 1 } }, '1 reminder not sent yet'],
    ['was sent late', { reminders: { late: 1 } }, '1 reminder sent late'],
    ['cannot be read', { now: { unreadable: 1 } }, '1 record not readable and not counted'],
  ])('never says so where something %s, and says what instead', (_, figures, words) => {
    const { subject, text, html } = mailOf(figures)

    expect(subject).toBe(`October 2026: ${words}`)
    for (const body of [text, html]) {
      expect(body).toContain(`Not everything went as it should: ${words}.`)
      expect(body).not.toContain('Nothing fell')
    }
  })

  it('names in its subject the worst, and in its text all that went wrong', () => {
    const { subject, text } = mailOf({
      deadlines: { open: 1 },
      now: { overdue: 1 },
      reminders: { failed: 1 },
    })

    expect(subject).toBe('October 2026: 1 deadline of October 2026 still open, and more')
    expect(text).toContain('1 deadline of October 2026 still open and 1 reminder failed.')
  })

  it('says of a month without anything that nothing fell due', () => {
    const { text } = mailOf({
      deadlines: { due: 0, doneOnTime: 0, waived: 0 },
      reminders: { sent: 0, again: 0 },
    })

    expect(text).toContain('nothing fell due, and nobody had to be reminded.')
  })

  it.each([
    ['late', 'Late: '],
    ['sent_again', 'Sent again: '],
  ] as const)('labelled %s begins its subject so, as a reminder does', (label, prefix) => {
    expect(mailOf({}, { label }).subject).toBe(`${prefix}Nothing fell through the cracks in October 2026`)
  })

  it('threads with the others of its workspace, and says that it is automatic', () => {
    expect(mailOf().headers).toEqual({
      'Auto-Submitted': 'auto-generated',
      'Message-ID': '<key@servanda>',
      'In-Reply-To': '<heartbeat-ws_ministry@servanda>',
      References: '<heartbeat-ws_ministry@servanda>',
      'X-Servanda-Envelope': 'key',
    })
  })

  it('says the same in HTML, and loads nothing', () => {
    const { text, html } = mailOf()

    const facts = [...text.matchAll(/^ {2}(.+?): (\d+)$/gm)]
    expect(facts).toHaveLength(14)
    for (const [, label, value] of facts)
      expect(html).toContain(`<dt>${label}</dt>\n<dd><bdi>${value}</bdi></dd>`)
    expect(html).not.toMatch(/<(img|script|link|iframe|style|form)|src=|url\(/i)
  })

  it.each([
    ['2026-10-01', '2026-10-31', 'October 2026'],
    ['2026-07-01', '2026-10-31', 'July to October 2026'],
    ['2025-11-01', '2026-01-31', 'November 2025 to January 2026'],
  ])('names the months from %s to %s', (startsOn, endsOn, words) => {
    expect(monthsInWords({ startsOn: day(startsOn), endsOn: day(endsOn) })).toBe(words)
  })
})
