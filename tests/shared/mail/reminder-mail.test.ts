import { describe, expect, it } from 'vitest'
import { IN_FULL, IN_LINES, type Item, renderReminderMail } from '../../../shared/mail/reminder-mail.ts'
import { anItem, aReminder } from './mails.ts'

describe('the mail', () => {
  it('says in text what, by when, why this date, why now and why this reader, with one action', () => {
    const { text } = renderReminderMail(aReminder())

    expect(text).toBe(`Dear Leyla,

Tabling of the draft
  Due: 13 November 2026 (in 30 days)
  Record: Resolution on missing persons, United Nations General Assembly
  Kind: milestone
  Why this date: Five weeks before the adoption in session 81.
  Why now: A reminder 30 days before the due date.
  Why you: You are the owner of this record.
  Open Tabling of the draft: https://servanda.example.org/#/deadlines/dl_tabling

--
Servanda, Multilateral desk
`)
  })

  it('says the same in HTML, with its language and headings, and loads nothing', () => {
    const { html, text, subject } = renderReminderMail(aReminder({ label: 'late' }))

    const facts = [...text.matchAll(/^ {2}(.+?): (.+)$/gm)].filter(([line]) => !line.includes('Open'))
    expect(facts).toHaveLength(6)
    for (const [, label, value] of facts)
      expect(html).toContain(`<dt>${label}</dt>\n<dd><bdi>${value}</bdi></dd>`)
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(html).toContain(`<h1 style="font-size: 1.3em">${subject}</h1>`)
    expect(html).toContain('<bdi>Tabling of the draft</bdi></h2>')
    expect(html.match(/href="[^"]*"/g)).toEqual([
      'href="https://servanda.example.org/#/deadlines/dl_tabling"',
    ])
    expect(html).not.toMatch(/<(img|script|link|iframe|style|form)|src=|url\(/i)
  })

  it.each([
    ['late', 'This reminder is late: it should have reached you earlier.'],
    ['sent_again', 'This is sent again: the first copy may have reached you already.'],
  ] as const)('labelled %s says so to the reader', (label, note) => {
    const { text, html } = renderReminderMail(aReminder({ label }))

    expect(text).toContain(note)
    expect(html).toContain(note)
  })

  it.each<[Partial<Item>, string]>([
    [{ leadDays: 1 }, 'A reminder 1 day before the due date.'],
    [{ leadDays: 0 }, 'A reminder on the due date.'],
    [{ leadDays: -7 }, 'A reminder 7 days after the due date.'],
    [{ reason: 'added' }, 'This deadline was added.'],
    [{ reason: 'moved', previousDueOn: '2026-11-10' }, 'The date of this deadline changed.'],
    [{ reason: 'moved' }, 'This deadline has a date now.'],
    [{ reason: 'handover' }, 'This deadline was handed over to you.'],
  ])('says why now: %j', (item, reason) => {
    expect(renderReminderMail(aReminder({ items: [anItem(item)] })).text).toContain(`  Why now: ${reason}\n`)
  })

  it('lists deadlines by due date, then id, the postponed last', () => {
    const items = [
      anItem({ deadlineId: 'dl_b', deadlineTitle: 'Third', dueOn: '2026-12-01' }),
      anItem({ deadlineId: 'dl_e', deadlineTitle: 'Fifth', dueOn: null }),
      anItem({ deadlineId: 'dl_a', deadlineTitle: 'Second', dueOn: '2026-12-01' }),
      anItem({ deadlineId: 'dl_c', deadlineTitle: 'Fourth', dueOn: '2026-12-02' }),
      anItem({ deadlineId: 'dl_d', deadlineTitle: 'First', dueOn: '2026' }),
    ]

    const { text } = renderReminderMail(aReminder({ items }))

    expect(text.match(/^(First|Second|Third|Fourth|Fifth)$/gm)).toEqual([
      'First',
      'Second',
      'Third',
      'Fourth',
      'Fifth',
    ])
  })

  it('has no link without a base URL, and greets whoever has no name', () => {
    const { text, html } = renderReminderMail(aReminder({ baseUrl: null, recipientName: null }))

    expect(text).toMatch(/^Hello,\n/)
    expect(text + html).not.toMatch(/Open|href/)
  })
})

describe('what a reader may do', () => {
  const acts = [{ label: 'I know of it', url: 'https://desk.example.org/mail-links?token=a&b' }]
  const unsubscribeUrl = 'https://desk.example.org/mail-links?token=end'

  it('stands below the one action that stands out, in text and HTML', () => {
    const { text, html } = renderReminderMail(aReminder({ items: [anItem({ acts })] }))

    expect(text).toContain(
      '  Open Tabling of the draft: https://servanda.example.org/#/deadlines/dl_tabling\n  I know of it: https://desk.example.org/mail-links?token=a&b\n',
    )
    expect(html.match(/<strong>/g)).toHaveLength(1)
    expect(html).toContain(
      '<li><a href="https://desk.example.org/mail-links?token=a&amp;b"><bdi>I know of it</bdi></a></li>',
    )
  })

  it('is to end the reminders, by one click in the header too', () => {
    const { text, html, headers } = renderReminderMail(aReminder({ unsubscribeUrl }))

    expect(text).toMatch(/\nServanda, Multilateral desk\nEnd these reminders: https:\S+token=end\n$/)
    expect(html).toContain(`<a href="${unsubscribeUrl}">End these reminders</a>`)
    expect(headers['List-Unsubscribe']).toBe(`<${unsubscribeUrl}>`)
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  })
})

describe('a mail about very much', () => {
  const items = Array.from({ length: IN_FULL + IN_LINES + 7 }, (_, n) =>
    anItem({ deadlineId: `dl_${String(n).padStart(4, '0')}`, deadlineTitle: `Report ${n}` }),
  )

  it('tells the nearest in full, more in a line each, and of the others how many there are and where', () => {
    const { text, html, subject } = renderReminderMail(aReminder({ items }))

    expect(subject).toBe('447 deadlines, the first on 13 November 2026')
    expect(text.match(/^ {2}Due: /gm)).toHaveLength(IN_FULL)
    expect(text.match(/^- Report \d+: 13 November 2026 \(in 30 days\)$/gm)).toHaveLength(IN_LINES)
    expect(text).toContain(
      '- And 7 other deadlines.\n\nOpen all deadlines: https://servanda.example.org/#/deadlines\n',
    )
    expect(html.match(/<dl>/g)).toHaveLength(IN_FULL)
    expect(html.match(/<li>/g)).toHaveLength(IN_LINES + 1)
    expect(Buffer.byteLength(text + html)).toBeLessThan(200_000)
  })

  it('that fits has no list', () => {
    const { text } = renderReminderMail(aReminder({ items: items.slice(0, IN_FULL) }))

    expect(text).not.toMatch(/^- |Open all/m)
  })
})

describe('a discreet mail', () => {
  it('says how much there is, and neither what nor when', () => {
    const { subject, text, html } = renderReminderMail(
      aReminder({ items: [anItem(), anItem()], discreet: true }),
    )

    expect(subject).toBe('2 deadlines due')
    expect(text).toContain(
      '- 2 deadlines of yours: sign in to see them.\n\nOpen all deadlines: https://servanda.example.org/#/deadlines\n',
    )
    expect(subject + text + html).not.toMatch(/Tabling|missing|Assembly|November|dl_/)
  })
})

describe('the headers', () => {
  it('mark an automatic mail, name its envelope and thread the mails of a record', () => {
    expect(renderReminderMail(aReminder()).headers).toEqual({
      'Auto-Submitted': 'auto-generated',
      'Message-ID': '<env_tabling@servanda>',
      'In-Reply-To': '<com_missing@servanda>',
      References: '<com_missing@servanda>',
      'X-Servanda-Envelope': 'env_tabling',
    })
  })

  it('of a mail about several records do not thread', () => {
    const items = [anItem(), anItem({ recordId: 'agr_other' })]

    const { headers } = renderReminderMail(aReminder({ items }))

    expect(Object.keys(headers)).toEqual(['Auto-Submitted', 'Message-ID', 'X-Servanda-Envelope'])
  })

  it('give each label of an envelope a Message-ID of its own, so that no copy is dropped', () => {
    const ids = (['none', 'late', 'sent_again'] as const).map(
      (label) => renderReminderMail(aReminder({ label })).headers['Message-ID'],
    )

    expect(ids).toEqual([
      '<env_tabling@servanda>',
      '<env_tabling.late@servanda>',
      '<env_tabling.sent_again@servanda>',
    ])
  })
})
