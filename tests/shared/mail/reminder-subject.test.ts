import { describe, expect, it } from 'vitest'
import { type Item, type ReminderMail, renderReminderMail } from '../../../shared/mail/reminder-mail.ts'
import { anItem, aReminder } from './mails.ts'

function subjectOf(item: Partial<Item>, mail: Partial<ReminderMail> = {}): string {
  return renderReminderMail(aReminder({ items: [anItem({ organisationName: null, ...item })], ...mail }))
    .subject
}

const characters = (text: string) => [...new Intl.Segmenter('und').segment(text)].length

describe('the subject', () => {
  it.each<[Partial<Item>, string]>([
    [{}, '13 November 2026 (in 30 days)'],
    [{ daysLeft: 1 }, '13 November 2026 (in 1 day)'],
    [{ daysLeft: 0 }, '13 November 2026 (today)'],
    [{ daysLeft: -1 }, '13 November 2026 (1 day overdue)'],
    [{ daysLeft: -9 }, '13 November 2026 (9 days overdue)'],
    [{ daysLeft: null }, '13 November 2026'],
    [{ dueOn: '2026-12' }, 'December 2026 (in 30 days at the earliest)'],
    [{ dueOn: '2026', daysLeft: 0 }, '2026 (from today)'],
    [{ dueOn: '2026-10-01/2027-09-30', daysLeft: null }, 'between 1 October 2026 and 30 September 2027'],
    [{ dueOn: null, daysLeft: null }, 'postponed, no new date yet'],
    [
      { dueOn: null, daysLeft: null, reason: 'moved', previousDueOn: '2027-03-03' },
      'postponed, no new date yet (it was 3 March 2027)',
    ],
    [
      { dueOn: '2027-03-08', daysLeft: 5, reason: 'moved', previousDueOn: '2027-03-03' },
      'moved from 3 March 2027 to 8 March 2027 (in 5 days)',
    ],
    [
      { dueOn: '2027-03-08', daysLeft: 5, reason: 'moved', previousDueOn: '2026-10-01/2027-09-30' },
      'moved from a day between 1 October 2026 and 30 September 2027 to 8 March 2027 (in 5 days)',
    ],
    [{ dueOn: '2027-03-08', daysLeft: 5, reason: 'moved' }, '8 March 2027 (in 5 days)'],
  ])('says what and by when: %j', (item, ending) => {
    expect(subjectOf(item)).toBe(`Tabling of the draft: ${ending}`)
  })

  it.each<[string[], string]>([
    [['2026-11-20', '2026-11-13', '2027-01-01'], '3 deadlines, the first on 13 November 2026'],
    [['2027', '2026-12'], '2 deadlines, the first in December 2026'],
    [
      ['2026-10-01/2027-09-30', '2027'],
      '2 deadlines, the first between 1 October 2026 and 30 September 2027',
    ],
  ])('of several deadlines counts them and names the first: %j', (days, subject) => {
    const items = days.map((dueOn) => anItem({ dueOn }))

    expect(renderReminderMail(aReminder({ items })).subject).toBe(subject)
  })

  it('of several postponed deadlines says that they have no date', () => {
    const items = [anItem({ dueOn: null }), anItem({ dueOn: null })]

    expect(renderReminderMail(aReminder({ items })).subject).toBe('2 deadlines, postponed, no new date yet')
  })

  it.each([
    ['none', ''],
    ['late', 'Late: '],
    ['sent_again', 'Sent again: '],
  ] as const)('of a mail labelled %s begins with %j', (label, prefix) => {
    expect(subjectOf({}, { label })).toBe(`${prefix}Tabling of the draft: 13 November 2026 (in 30 days)`)
  })

  it.each(['Late: report', 'sent again: report', 'Late:report שלום', '\u200ELATE: report'])(
    'of no other mail begins as a label: %s',
    (title) => {
      expect(subjectOf({ deadlineTitle: title })).not.toMatch(/^\p{Cf}*(late|sent again):/iu)
    },
  )

  it('keeps the date and cuts a long title at a word', () => {
    const subject = subjectOf({ deadlineTitle: 'Consultations on the draft '.repeat(11) })

    expect(subject).toMatch(/(Consultations|on|the|draft)…: 13 November 2026 \(in 30 days\)$/)
    expect(characters(subject)).toBeGreaterThan(120)
    expect(characters(subject)).toBeLessThanOrEqual(150)
  })

  it.each(['👩‍👩‍👧‍👦', '🇦🇿', 'é̂', 'लि'])('never cuts inside %s', (character) => {
    const title = subjectOf({ deadlineTitle: character.repeat(200) }).split('…')[0] ?? ''

    expect(title.length % character.length).toBe(0)
    expect(title).toBe(character.repeat(title.length / character.length))
  })

  it('keeps a right-to-left title apart from its date, also when cut', () => {
    const subject = subjectOf({ deadlineTitle: 'تقديم مشروع القرار '.repeat(15) })

    expect(subject).toMatch(/^\u2068[^\u2068\u2069]+…\u2069: 13 November 2026 \(in 30 days\)$/)
  })

  it('drops an override that would turn round the date', () => {
    expect(subjectOf({ deadlineTitle: 'Tabling\u202E' })).toBe('Tabling: 13 November 2026 (in 30 days)')
  })

  it.each([
    ['Tabling of the draft', 'UN General Assembly', 'Tabling of the draft, UN General Assembly: 13 Nov'],
    ['Report to the ILO', 'ILO', 'Report to the ILO: 13 Nov'],
  ])('of %j says to whom: %j, where the title does not', (deadlineTitle, organisationName, beginning) => {
    expect(subjectOf({ deadlineTitle, organisationName })).toContain(beginning)
  })

  it('cuts a long organisation sooner than a title, and never the date', () => {
    const subject = subjectOf({ organisationName: 'Committee of Committees '.repeat(20) })

    expect(subject).toMatch(
      /^Tabling of the draft, Committee of Committees Committee of Committees…: 13 November 2026/,
    )
  })

  it.each([
    [1, 'none', '1 deadline due'],
    [3, 'late', 'Late: 3 deadlines due'],
  ] as const)('of a discreet mail about %i says how many, and nothing else', (count, label, expected) => {
    const items = Array.from({ length: count }, () => anItem())

    expect(subjectOf({}, { items, label, discreet: true })).toBe(expected)
  })

  it('folds line breaks in a title to spaces', () => {
    const subject = subjectOf({ deadlineTitle: ' Tabling\r\nBcc: all@example.org\u0000\u2028of it ' })

    expect(subject).toBe('Tabling Bcc: all@example.org of it: 13 November 2026 (in 30 days)')
  })
})
