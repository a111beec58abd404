import * as z from 'zod'
import { DeadlineKind, DeadlineStatus } from '../../../shared/deadline/deadline.ts'
import { invalid } from '../../../shared/errors/refusal.ts'
import { historyPart } from '../../../shared/export/history-entries.ts'
import { workspacePart } from '../../../shared/export/workspace-entries.ts'
import { OrganisationId, PersonId, RecordId } from '../../../shared/identity/id.ts'
import { RecordKind } from '../../../shared/record/record.ts'
import { Label } from '../../../shared/text/text.ts'
import { Day } from '../../../shared/time/day.ts'
import { deadlineSheet, recordSheet, type Sheet } from '../export-sheets.ts'
import { organisationBrief } from '../organisation-brief.ts'
import { pageQuery } from '../page.ts'
import { type Answer, type Call, noQuery, type Route, route } from '../route.ts'

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const Query = z.strictObject({
  view: z.enum(['workspace', 'history', 'records', 'deadlines']).default('workspace').meta({
    description: 'All facts, or the history of all; or the lines of a list, with its filters.',
  }),
  format: z.enum(['json', 'csv', 'xlsx']).default('json'),
  cursor: pageQuery.cursor,
  q: z.string().max(200).optional(),
  kind: z.union([RecordKind, DeadlineKind]).optional(),
  area: Label.optional(),
  status: z.union([z.enum(['active', 'archived']), DeadlineStatus]).optional(),
  from: Day.optional(),
  to: Day.optional(),
  ownerId: PersonId.optional(),
  organisationId: OrganisationId.optional(),
  recordId: RecordId.optional(),
})
export type ExportQuery = z.output<typeof Query>

export const exportRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/exports',
    operationId: 'exportAll',
    summary: 'Export everything, or a list; the parts that Link leads to, one after the other, are the file',
    permission: 'read',
    query: Query,
    answer: z.string(),
    files: ['application/x-ndjson', 'text/csv', spreadsheet],
    status: 200,
    async run(call) {
      const { view, format } = call.query
      if (view === 'workspace' || view === 'history') {
        if (format !== 'json') throw invalid('/format', `Of the ${view} there is JSON only.`)
        return jsonParts(call, view)
      }
      if (format === 'json') throw invalid('/format', `Of ${view} there is CSV and XLSX; as JSON, list them.`)
      return sheetFile(call, view === 'records' ? recordSheet : deadlineSheet)
    },
  }),
  route({
    method: 'get',
    path: '/v1/organisations/{organisationId}/brief',
    operationId: 'readOrganisationBrief',
    summary: 'A brief on an organisation to print: what is held there, what is owed, what comes next',
    permission: 'read',
    query: noQuery,
    answer: z.string(),
    files: ['text/html'],
    status: 200,
    async run(call) {
      const content = await organisationBrief(call)
      return { status: 200, body: null, file: { mediaType: 'text/html; charset=utf-8', name: null, content } }
    },
  }),
]

const parts = { workspace: workspacePart, history: historyPart } as const
/** One answer has about so much, and looks at so many parts. */
const answerCharacters = 500_000
const mostParts = 40

async function jsonParts(call: Call<ExportQuery>, view: keyof typeof parts): Promise<Answer> {
  const { workspaceId, personId, permission } = call.identity
  const mayAdminister = permission === 'administer'
  const name = `export of ${view} ${workspaceId} ${personId}`
  let next: string | undefined =
    call.query.cursor === undefined ? undefined : await call.cursors.read(name, call.query.cursor)
  let text = ''
  for (let n = 0; n < mostParts && text.length < answerCharacters; n += 1) {
    const part: { text: string; next: string | undefined } = await parts[view](
      { table: call.table, workspaceId, personId, mayAdminister },
      next,
    )
    text += part.text
    next = part.next
    if (next === undefined) break
  }
  const nextCursor = next === undefined ? null : await call.cursors.write(name, next)
  const file = { mediaType: 'application/x-ndjson', name: `${view}.jsonl`, content: text }
  return { status: 200, body: null, nextCursor, file }
}

/** Loaded where somebody exports a sheet: no other call waits for it. */
async function sheetFile(call: Call<ExportQuery>, sheet: Sheet): Promise<Answer> {
  const { view, format, cursor } = call.query
  const { csvText, xlsxFile } = await import('../../../shared/export/sheet-file.ts')
  const { lines, nextCursor } = await sheet.lines(call, format === 'csv' ? 1_000 : 5_000)
  if (format === 'csv') {
    const content = await csvText(cursor === undefined ? sheet.columns : undefined, lines)
    return {
      status: 200,
      body: null,
      nextCursor,
      file: { mediaType: 'text/csv; charset=utf-8', name: `${view}.csv`, content },
    }
  }
  if (nextCursor !== null)
    throw invalid('/format', 'These are more than 5,000 lines. Narrow them, or export CSV.')
  const content = await xlsxFile(sheet.columns, lines)
  return { status: 200, body: null, file: { mediaType: spreadsheet, name: `${view}.xlsx`, content } }
}
