import type { Get, GetAnswer } from '../channel/target/get.ts'
import { Refusal } from '../errors/refusal.ts'
import { calendarLimits, type PublishedEvent, publishedEvents } from '../organisation/published-calendar.ts'
import type { StoredSource } from './session-source-store.ts'

/** What the address of a calendar has answered. */
export type Fetched =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'events'
      readonly events: readonly PublishedEvent[]
      readonly etag: string | null
      readonly lastModified: string | null
    }
  | { readonly kind: 'failed'; readonly why: string; readonly retryAfterSeconds: number | null }

type Asked = {
  readonly data: Pick<StoredSource['data'], 'url' | 'zone'>
  readonly etag: string | null
  readonly lastModified: string | null
}

/** Asks once for a calendar, or for nothing where it is the one that was read before. */
export async function fetchedCalendar(get: Get, asked: Asked): Promise<Fetched> {
  const headers = {
    accept: 'text/calendar, */*;q=0.1',
    'user-agent': 'Servanda',
    ...(asked.etag === null ? {} : { 'if-none-match': asked.etag }),
    ...(asked.lastModified === null ? {} : { 'if-modified-since': asked.lastModified }),
  }
  const answer = await get({ url: asked.data.url, headers, mostBytes: calendarLimits.bytes })
  if (answer.kind !== 'answered') return failed(`It cannot be reached: ${answer.reason}`)
  if (answer.status === 304 && (asked.etag ?? asked.lastModified) !== null) return { kind: 'same' }
  const why = whyUseless(answer)
  if (why !== undefined) return failed(why, answer.retryAfterSeconds)
  try {
    const events = await publishedEvents(answer.bytes, asked.data.zone ?? undefined)
    return { kind: 'events', events, etag: short(answer.etag), lastModified: short(answer.lastModified) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [first] = error.errors
    return failed(`What it answers cannot be read: ${first?.detail ?? error.message}`)
  }
}

type Answered = Extract<GetAnswer, { kind: 'answered' }>

function whyUseless({ status, location, isWhole, isLonger }: Answered): string | undefined {
  if (isLonger) return `The calendar is longer than ${calendarLimits.bytes} bytes.`
  if (status === 200) return isWhole ? undefined : 'The answer was cut off.'
  if (status >= 300 && status < 400)
    return `It leads elsewhere${location === null ? '' : `, to ${shown(location)}`}. If that is right, set that address.`
  if (status === 401 || status === 403)
    return `It answers ${status}: it wants a sign-in, and nobody signs in here.`
  if (status === 404 || status === 410) return `It answers ${status}: there is no calendar.`
  return `It answers ${status}.`
}

function failed(why: string, retryAfterSeconds: number | null = null): Fetched {
  return { kind: 'failed', why, retryAfterSeconds }
}

/** What a header says is sent back as it is, unless it is of no use to anybody. */
function short(header: string | null): string | null {
  return header !== null && header.length <= 1_000 ? header : null
}

function shown(location: string): string {
  return location.replaceAll(/\p{C}+/gu, ' ').slice(0, 500)
}
