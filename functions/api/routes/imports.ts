import * as z from 'zod'
import { notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { ImportId } from '../../../shared/identity/id.ts'
import { continueImport } from '../../../shared/import/continue-import.ts'
import {
  Import,
  type ImportFormat,
  LineOutcome,
  LineResult,
  lineResults,
} from '../../../shared/import/import.ts'
import { startImport } from '../../../shared/import/import-start.ts'
import {
  importItem,
  isKept,
  loadImport,
  loadWholeImport,
  resultsOf,
  StoredImport,
} from '../../../shared/import/import-store.ts'
import type { ImportParts } from '../../../shared/import/scope.ts'
import { sheetLimits } from '../../../shared/import/sheet.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import { Title } from '../../../shared/text/text.ts'
import { columnsOf } from '../import-columns.ts'
import { pageOf, pageOfSorted, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'
import { titleList } from '../title-list.ts'

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const formats: Readonly<Record<string, ImportFormat>> = {
  'text/csv': 'csv',
  'application/csv': 'csv',
  [spreadsheet]: 'xlsx',
  'application/json': 'json',
  'application/x-ndjson': 'json',
}

const flag = z.enum(['true', 'false']).default('false')

const Order = z.strictObject({
  dryRun: flag.meta({ description: 'Whether the lines are only looked at.' }),
  name: Title.optional().meta({ description: 'What the import is called, such as the name of the file.' }),
  kind: z.enum(['agreement', 'membership', 'commitment', 'organisation']).optional(),
  dates: z.enum(['day-first', 'month-first']).optional().meta({ description: 'How 03/04/2026 is meant.' }),
  createOrganisations: flag.meta({ description: 'Whether organisations that nobody has recorded are made.' }),
  onRefused: z
    .enum(['stop', 'skip'])
    .default('stop')
    .meta({ description: 'Where a line is refused: store nothing, or leave the line out.' }),
  columns: z
    .string()
    .max(8_000)
    .optional()
    .meta({ description: 'What columns hold, as JSON: {"Their header": "title", "Another": null}.' }),
})

/** So long a request works on an import before it answers; a function in AWS has 15 seconds. */
const requestSeconds = 8

export const importRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/imports',
    operationId: 'startImport',
    summary: 'Import a spreadsheet or an export; a dry run says what would become of each line',
    permission: 'write',
    query: Order,
    upload: { mediaTypes: Object.keys(formats), mostBytes: sheetLimits.bytes },
    answer: Import,
    status: 201,
    async run(call) {
      const { upload, query } = call
      if (upload === undefined) throw new Error('an import without its file')
      const { kind, dates, name = null, onRefused } = query
      const file = {
        bytes: upload.bytes,
        format: formats[upload.mediaType] ?? 'csv',
        charset: upload.charset,
        options: { kind, dates },
        columns: columnsOf(query.columns),
      }
      const order = {
        name,
        onRefused,
        dryRun: query.dryRun === 'true',
        createOrganisations: query.createOrganisations === 'true',
      }
      const { id } = await startImport(partsOf(call), file, order)
      return { ...(await goneOn(call, id)), status: 201, location: `/v1/imports/${id}`, writes: [] }
    },
  }),
  route({
    method: 'get',
    path: '/v1/imports',
    operationId: 'listImports',
    summary: 'List the imports that you have started, the newest first, and how far each is',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(Import),
    status: 200,
    run: (call) =>
      titleList(call, {
        name: 'imports',
        partition: indexPartitions.imports(call.identity.workspaceId),
        matches: () => true,
        load(item) {
          const { data } = StoredImport.parse(item)
          return data.createdBy === call.identity.personId && isKept(data, call.now) ? data : undefined
        },
      }),
  }),
  route({
    method: 'get',
    path: '/v1/imports/{importId}',
    operationId: 'readImport',
    summary: 'Read how far an import is, and what it has found',
    permission: 'read',
    query: noQuery,
    answer: Import,
    status: 200,
    run: async (call) => ({ status: 200, body: (await importOf(call)).data }),
  }),
  route({
    method: 'get',
    path: '/v1/imports/{importId}/lines',
    operationId: 'listImportLines',
    summary: 'List what became of each line, with all that is wrong with it',
    permission: 'read',
    query: z.strictObject({ ...pageQuery, outcome: LineOutcome.optional() }),
    answer: pageOf(LineResult),
    status: 200,
    async run(call) {
      const { id } = (await importOf(call)).data
      const whole = await loadWholeImport(call.table, call.identity.workspaceId, id)
      const { outcome } = call.query
      const lines = whole === undefined ? [] : lineResults(resultsOf(whole))
      const numbered = lines.map((line, index) => ({ line, at: String(index).padStart(8, '0') }))
      const wanted = numbered.filter(({ line }) => outcome === undefined || line.outcome === outcome)
      const page = await pageOfSorted(call, `lines of ${id}`, wanted, ({ at }) => at)
      return { ...page, body: { ...page.body, data: page.body.data.map(({ line }) => line) } }
    },
  }),
  route({
    method: 'post',
    path: '/v1/imports/{importId}/continue',
    operationId: 'continueImport',
    summary: 'Go on with an import now; without this it goes on by itself, more slowly',
    permission: 'write',
    query: noQuery,
    body: noBody,
    answer: Import,
    status: 200,
    async run(call) {
      parse(noBody, call.body)
      return goneOn(call, (await importOf(call)).data.id)
    },
  }),
  route({
    method: 'post',
    path: '/v1/imports/{importId}/carry-out',
    operationId: 'carryOutImport',
    summary: 'Store what a dry run has found; every line is looked at again first',
    permission: 'write',
    query: z.strictObject({ onRefused: z.enum(['stop', 'skip']).default('stop') }),
    body: noBody,
    answer: Import,
    status: 200,
    async run(call) {
      parse(noBody, call.body)
      const stored = await importOf(call)
      if (stored.data.createdBy !== call.identity.personId || stored.data.status !== 'checked')
        throw new Refusal('conflict', 'Only a dry run of your own that is finished can be carried out.')
      const { progress } = stored.data
      const data = {
        ...stored.data,
        dryRun: false,
        onRefused: call.query.onRefused,
        status: 'checking' as const,
        progress: { ...progress, checked: 0 },
        finishedAt: null,
      }
      const next = { ...stored, data, round: stored.round + 1, version: stored.version + 1 }
      const item = importItem(call.identity.workspaceId, next, call.now)
      await call.table.write([{ put: item, when: { version: { is: stored.version } } }])
      return goneOn(call, data.id)
    },
  }),
]

/** Works on the import for some seconds, and answers how far it is then. */
async function goneOn(call: Call, id: ImportId) {
  const end = Date.now() + requestSeconds * 1_000
  const body = await continueImport(
    {
      table: call.table,
      workspaceId: call.identity.workspaceId,
      now: () => call.now,
      hasTime: () => Date.now() < end,
    },
    id,
  )
  return { status: 200 as const, body }
}

/** An import is seen by whoever started it, and by administrators: its lines may be of what others must not see. */
async function importOf(call: Call): Promise<StoredImport> {
  const id = ImportId.safeParse(call.params.importId)
  const stored = id.success ? await loadImport(call.table, call.identity.workspaceId, id.data) : undefined
  if (stored === undefined || stored.data.createdBy !== call.identity.personId) throw notFound()
  return stored
}

function partsOf({ table, identity, now }: Call): ImportParts {
  const { workspaceId, personId, actor, permission } = identity
  return {
    table,
    workspaceId,
    personId,
    actor,
    now,
    mayWrite: true,
    mayAdminister: permission === 'administer',
  }
}
