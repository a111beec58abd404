import { createHash } from 'node:crypto'
import { aReceiver, type Received } from '../../shared/channel/target/receivers.ts'

/** A body that publishes its calendar by HTTP on this machine: a test changes what it says, and how it answers. */
export type Publisher = {
  readonly url: string
  readonly received: readonly Received[]
  calendar: string
  /** What it answers in the place of the calendar. */
  failure: { readonly status: number; readonly headers?: Record<string, string> } | undefined
}

/** It knows its calendar by an ETag and answers 304 to whoever has it. */
export async function aPublisher(calendar: string): Promise<Publisher> {
  const receiver = await aReceiver((response, request) => {
    const { failure } = publisher
    if (failure !== undefined) return response.writeHead(failure.status, failure.headers).end()
    const etag = `"${createHash('sha256').update(publisher.calendar).digest('hex')}"`
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end()
    return response.writeHead(200, { 'content-type': 'text/calendar', etag }).end(publisher.calendar)
  })
  const publisher: Publisher = {
    url: receiver.url,
    received: receiver.received,
    calendar,
    failure: undefined,
  }
  return publisher
}

export function event(uid: string, summary: string, from: string, end: string, ...more: string[]): string {
  const lines = [`UID:${uid}`, `SUMMARY:${summary}`, `DTSTART;VALUE=DATE:${from}`, `DTEND;VALUE=DATE:${end}`]
  return ['BEGIN:VEVENT', ...lines, ...more, 'END:VEVENT'].join('\r\n')
}

export function calendarOf(...events: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...events, 'END:VCALENDAR', ''].join('\r\n')
}
