import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import { loadEvents } from '../../shared/event/event-store.ts'
import { type Html, html } from '../../shared/mail/html.ts'
import type { TrackedRecord } from '../../shared/record/record.ts'
import { describeDueDate, dueDate } from '../../shared/time/imprecise-day.ts'
import { civilDay } from '../../shared/time/zone.ts'
import { listDeadlines } from './deadline-list.ts'
import type { DeadlineView } from './deadline-view.ts'
import { organisationOf } from './organisation-call.ts'
import { listRecords, RecordFilters } from './record-list.ts'
import type { Call } from './route.ts'

/** So many records and deadlines are on a brief; it says where there are more. */
const most = '100'

/** A page to print before a meeting: what is held with an organisation, what is owed there, and what has happened. */
export async function organisationBrief(call: Call): Promise<string> {
  const { stored, sessions } = await organisationOf(call)
  const { data: organisation } = stored
  const { workspaceId } = call.identity
  const { zone, name: workspace } = await new SurroundingsReader(call.table).workspace(workspaceId)
  const query = RecordFilters.parse({ organisationId: organisation.id, limit: most })
  const records = (await listRecords({ ...call, query }, undefined)).body
  const due = (
    await listDeadlines({
      ...call,
      query: { organisationId: organisation.id, status: undefined, limit: most },
    })
  ).body
  const events = await loadEvents(call.table, workspaceId, organisation.id)
  const today = civilDay(call.now, zone)
  const kind = (wanted: TrackedRecord['kind']) => records.data.filter((record) => record.kind === wanted)
  const open = due.data.filter(({ status }) => status === 'open' || status === 'overdue')
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${organisation.name}: brief</title>
<style>${styles}</style>
</head>
<body>
<header><p>${workspace}, ${describeDueDate(dueDate(today))}</p><h1>${organisation.name}</h1>
<p>${[organisation.shortName, organisation.kind.replaceAll('_', ' '), ...organisation.areas].filter((text) => text !== null).join(' · ')}</p>
${organisation.note === null ? html`` : html`<p>${organisation.note}</p>`}</header>
${section('What comes next', open.map(dueItem), due.nextCursor)}
${section(
  'Sessions',
  sessions
    .filter(({ closesOn, opensOn }) => (closesOn ?? opensOn) >= today)
    .map(
      ({ ordinal, opensOn, status }) =>
        html`<li>Session ${ordinal}: ${describeDueDate(opensOn)}, ${status}</li>`,
    ),
)}
${section('Memberships', kind('membership').map(titleItem), records.nextCursor)}
${section('Agreements', kind('agreement').map(titleItem), records.nextCursor)}
${section('Commitments', kind('commitment').map(titleItem), records.nextCursor)}
${section(
  'What has happened',
  events
    .toSorted((a, b) => ((a.on ?? '') < (b.on ?? '') ? 1 : -1))
    .slice(0, 20)
    .map(
      ({ on, kind, note }) =>
        html`<li>${on === null ? 'Undated' : describeDueDate(on)}: ${kind.replaceAll('_', ' ')}${note === null ? '' : `. ${note}`}</li>`,
    ),
)}
</body>
</html>
`
  return page.markup
}

/** Constant, so that nothing has to be encoded for a style sheet. */
const styles = html`body{font:11pt/1.45 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em;color:#111}h1{font-size:20pt;margin:.2em 0}h2{font-size:13pt;border-bottom:1px solid #999;margin-top:1.6em;break-after:avoid}li{break-inside:avoid;margin:.25em 0}time,.when{font-variant-numeric:tabular-nums}.overdue{font-weight:bold}@media print{body{margin:0;max-width:none}}`

function section(heading: string, items: readonly Html[], nextCursor: string | null = null): Html {
  if (items.length === 0) return html``
  const more = nextCursor === null ? html`` : html`<p>There are more than fit on a brief.</p>`
  return html`<section><h2>${heading}</h2><ul>${items}</ul>${more}</section>`
}

function dueItem({ dueOn, title, recordTitle, status }: DeadlineView): Html {
  const when = dueOn === null ? 'Postponed' : describeDueDate(dueOn)
  const what = title === recordTitle ? title : `${recordTitle}: ${title}`
  return html`<li class="${status}"><span class="when">${when}</span>: ${what}${status === 'overdue' ? ' (overdue)' : ''}</li>`
}

function titleItem(record: TrackedRecord): Html {
  const [term] = record.kind === 'commitment' ? [] : record.terms.slice(-1)
  const end =
    term?.endsOn === '..' ? ', open-ended' : term?.endsOn ? `, to ${describeDueDate(term.endsOn)}` : ''
  return html`<li>${record.title}${end}</li>`
}
