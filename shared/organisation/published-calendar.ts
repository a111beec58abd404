import * as z from 'zod'
import { invalid } from '../errors/refusal.ts'
import { addDays, Day } from '../time/day.ts'
import { Instant, plusSeconds } from '../time/instant.ts'
import { civilDay, Zone } from '../time/zone.ts'

/** What can be taken out of one calendar. */
export const calendarLimits = { bytes: 1_048_576, events: 200, lineLength: 20_000, shownText: 200 } as const

export type Fault = { readonly reason: string; readonly remedy: string }

/** The days of an event; a closing that it does not tell is null. */
export type EventDays = { readonly opensOn: Day; readonly closesOn: Day | null }

/** An event of a published calendar, as far as a session can be read from it. */
export type PublishedEvent = {
  readonly uid: string
  readonly summary: string
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly days: EventDays | { readonly fault: Fault }
}

type Property = readonly [string, Readonly<Record<string, unknown>>, string, ...unknown[]]
const Property = z.tuple([z.string(), z.record(z.string(), z.unknown()), z.string()], z.unknown())
const Component = z.tuple([z.string(), z.array(Property), z.array(z.unknown())])

/**
 * The events of a calendar (RFC 5545). Rules of recurrence are never carried out: an event that recurs is a fault of
 * that event. `zone`: of times in UTC where the calendar names none (X-WR-TIMEZONE).
 * @throws Refusal invalid for what is no calendar, or too much of one
 */
export async function publishedEvents(bytes: Uint8Array, zone: Zone | undefined): Promise<PublishedEvent[]> {
  return (await calendarsIn(textOf(bytes))).flatMap(([, properties, components]) => {
    const own = Zone.safeParse(textIn(properties, 'x-wr-timezone')).data
    return components
      .map((each) => Component.parse(each))
      .filter(([name]) => name === 'vevent')
      .map(([, event]) => eventOf(event, own ?? zone))
  })
}

function textOf(bytes: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid('', 'Send the calendar in UTF-8, as RFC 5545 has it.')
  }
  // A line may be folded anywhere, in the middle of a name too.
  const lines = text.replaceAll(/\r?\n[ \t]/g, '').split(/\r\n|\r|\n/)
  const { events, lineLength } = calendarLimits
  if (lines.some(({ length }) => length > lineLength))
    throw invalid('', `A line of the calendar is longer than ${lineLength} characters.`)
  if (lines.filter((line) => /^BEGIN:VEVENT/i.test(line)).length > events)
    throw invalid('', `A calendar has at most ${events} events here. Send those of sessions alone.`)
  return text
}

async function calendarsIn(text: string) {
  const { default: ICAL } = await import('ical.js')
  let parsed: unknown
  try {
    parsed = ICAL.parse(text)
  } catch {
    // Whatever the parser stumbles over is in what was sent.
    parsed = undefined
  }
  // One calendar, or a stream of several.
  const calendars =
    z.union([Component.transform((one) => [one]), z.array(Component)]).safeParse(parsed).data ?? []
  if (calendars.length === 0 || calendars.some(([name]) => name !== 'vcalendar'))
    throw invalid('', 'Send an iCalendar file: BEGIN:VCALENDAR … END:VCALENDAR, as RFC 5545 has it.')
  return calendars
}

function eventOf(event: readonly Property[], zone: Zone | undefined): PublishedEvent {
  const status = textIn(event, 'status').toUpperCase()
  return {
    uid: shown(textIn(event, 'uid')),
    summary: shown(textIn(event, 'summary')),
    status: status === 'CANCELLED' ? 'cancelled' : status === 'TENTATIVE' ? 'tentative' : 'confirmed',
    days: daysOf(event, zone),
  }
}

const recurring = ['rrule', 'rdate', 'exdate', 'exrule', 'recurrence-id']

function daysOf(event: readonly Property[], zone: Zone | undefined): PublishedEvent['days'] {
  if (event.some(([name]) => recurring.includes(name)))
    return fault('The event recurs.', 'Publish each session as an event of its own, or record it by hand.')
  const start = textIn(event, 'dtstart')
  const end = textIn(event, 'dtend')
  if (zone === undefined && /Z$/.test(`${start} ${end}`))
    return fault(
      'Its times are in UTC, and the day depends on where they are read.',
      'Say where with zone=, such as zone=America/New_York.',
    )
  const opensOn = dayOf(start, zone)
  if (opensOn === undefined)
    return fault('It has no start that is a day of the calendar.', 'Mend its DTSTART.')
  const closesOn = closingOf(opensOn, { end, duration: textIn(event, 'duration'), zone })
  if (closesOn === undefined || (closesOn !== null && closesOn < opensOn))
    return fault('Its end cannot be read, or lies before its start.', 'Mend its DTEND or DURATION.')
  return { opensOn, closesOn }
}

type End = { readonly end: string; readonly duration: string; readonly zone: Zone | undefined }

/** The last day: an end is the moment after it. Null where the event tells none; undefined: it cannot be read. */
function closingOf(opensOn: Day, { end, duration, zone }: End): Day | null | undefined {
  if (end === '' && duration === '') return null
  if (end === '') {
    const [, count, unit] = /^P(\d{1,4})([DW])$/.exec(duration) ?? []
    const days = Number(count) * (unit === 'W' ? 7 : 1)
    return days > 0 && opensOn < '9900' ? addDays(opensOn, days - 1) : undefined
  }
  if (end.endsWith('Z')) return dayOf(end, zone, -1)
  const after = dayOf(end, zone)
  const isMidnight = end.length === 10 || end.slice(11) === '00:00:00'
  return after === undefined || !isMidnight || after <= opensOn ? after : addDays(after, -1)
}

/** The day of a date, or of a time in its own zone as it is written there; of one in UTC, so many seconds on. */
function dayOf(text: string, zone: Zone | undefined, seconds = 0): Day | undefined {
  if (!/^[\d-]{10}(T[\d:]{8}Z?)?$/.test(text)) return undefined
  if (!text.endsWith('Z')) return Day.safeParse(text.slice(0, 10)).data
  const instant = Instant.safeParse(text).data
  return instant && zone && civilDay(plusSeconds(instant, seconds), zone)
}

function textIn(properties: readonly Property[], wanted: string): string {
  const [, , , value] = properties.find(([name]) => name === wanted) ?? []
  return typeof value === 'string' ? value : ''
}

/** So much of a text of somebody else's as an answer shows, without what controls a screen. */
function shown(text: string): string {
  return [...text.replaceAll(/\p{C}+/gu, ' ').trim()].slice(0, calendarLimits.shownText).join('')
}

function fault(reason: string, remedy: string) {
  return { fault: { reason, remedy } }
}
