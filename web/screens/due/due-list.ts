import { type Outcome, read } from '../../api/client.ts'
import type { Page } from '../../api/every-page.ts'
import { plusDays } from '../../dates/day-words.ts'
import { type Deadline, type Section, sectionOf } from '../../deadlines/deadline.ts'

/** The sections of the list, in the order of urgency. */
export const sections = [
  'overdue',
  'week',
  'month',
  'quarter',
  'later',
  'undated',
] as const satisfies readonly Section[]

/** One section as far as it is shown: `isWhole` unless there is more of it on its own page. */
export type Listed = {
  readonly section: Section
  readonly deadlines: readonly Deadline[]
  readonly isWhole: boolean
}

export type DueList = { readonly listed: readonly Listed[]; readonly nextCursor: string | null }

type Wanted = { readonly whose: Readonly<Record<string, string | undefined>>; readonly today: string }

/** The first of everything: what is overdue, then what comes next. Two requests, however much there is. */
export async function overview({ whose, today }: Wanted, signal: AbortSignal): Promise<Outcome<DueList>> {
  const list = (status: string, limit: number) =>
    read<Page<Deadline>>('/v1/deadlines', { ...whose, status, limit }, signal)
  const [overdue, open] = await Promise.all([list('overdue', 25), list('open', 75)])
  if (!overdue.ok) return overdue
  if (!open.ok) return open
  const last = open.body.nextCursor === null ? undefined : open.body.data.at(-1)
  const reached = last === undefined ? sections.length : sections.indexOf(sectionOf(last, today))
  const listed = sections.map((section, at) => {
    if (section === 'overdue')
      return { section, deadlines: overdue.body.data, isWhole: overdue.body.nextCursor === null }
    const deadlines = open.body.data.filter((each) => sectionOf(each, today) === section)
    return { section, deadlines, isWhole: at < reached }
  })
  return { ok: true, etag: null, body: { listed, nextCursor: null } }
}

/** One section, page by page. */
export async function sectionPage(
  { whose, today }: Wanted,
  section: Section,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Outcome<DueList>> {
  const query = { ...whose, ...bounds(section, today), limit: 50, cursor }
  const page = await read<Page<Deadline>>('/v1/deadlines', query, signal)
  if (!page.ok) return page
  const deadlines = page.body.data.filter((each) => sectionOf(each, today) === section)
  const { nextCursor } = page.body
  return { ok: true, etag: null, body: { listed: [{ section, deadlines, isWhole: true }], nextCursor } }
}

function bounds(section: Section, today: string): Readonly<Record<string, string>> {
  const from = (days: number) => plusDays(today, days)
  switch (section) {
    case 'overdue':
      return { status: 'overdue' }
    case 'week':
      return { status: 'open', from: today, to: from(7) }
    case 'month':
      return { status: 'open', from: from(8), to: from(30) }
    case 'quarter':
      return { status: 'open', from: from(31), to: from(90) }
    case 'later':
      return { status: 'open', from: from(91) }
    case 'undated':
      return { status: 'open', from: '9999-01-01' }
  }
}
