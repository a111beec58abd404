import { createWriteStream, readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { type Operations, pages } from '../../client/client.ts'
import { type Call, type Command, textOf } from '../command.ts'
import { exitCodes, Failure, usage } from '../failure.ts'
import { problemText } from './deadlines.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

const types: Readonly<Record<string, string>> = {
  '.csv': 'application/csv',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
}
/** An import takes 4 MiB and 10,000 lines: a longer export goes in pieces, whose lines find each other by their keys. */
const pieceLines = 5_000
const pieceCharacters = 3_000_000

type Imported = Operations['readImport']['answer']

export const importFile: Command = {
  synopsis:
    'servanda import FILE [--dry-run] [--kind KIND] [--dates day-first|month-first] [--columns JSON] [--create-organisations] [--skip-refused] [--encoding NAME]',
  summary: 'Import a spreadsheet, or an export; a dry run says what would become of each line',
  examples: [
    'servanda import agreements.xlsx --kind agreement --dry-run',
    'servanda import agreements.xlsx --kind agreement',
    'servanda import workspace.jsonl',
  ],
  options: {
    'dry-run': flag,
    kind: text,
    dates: text,
    columns: text,
    'create-organisations': flag,
    'skip-refused': flag,
    encoding: text,
  },
  async run(call) {
    const [file] = call.words
    const type = file === undefined ? undefined : types[extname(file).toLowerCase()]
    if (file === undefined || type === undefined)
      throw usage('Name a file that ends in .csv, .xlsx, .json or .jsonl.')
    const results: Imported[] = []
    for (const piece of piecesOf(file)) {
      const result = await imported(call, file, type, piece)
      results.push(result)
      await report(call, result)
      if (result.status === 'refused') break
    }
    if (call.values.json === true) call.out.json(results)
    return results.some(({ status, counts }) => status === 'refused' || counts.refused > 0)
      ? exitCodes.failed
      : undefined
  },
}

function* piecesOf(file: string): Generator<Uint8Array> {
  const bytes = readFileSync(file)
  if (extname(file).toLowerCase() !== '.jsonl' || bytes.length < pieceCharacters) return yield bytes
  let piece: string[] = []
  let size = 0
  for (const line of bytes.toString('utf8').split('\n')) {
    if (piece.length >= pieceLines || size + line.length > pieceCharacters) {
      yield Buffer.from(piece.join('\n'))
      piece = []
      size = 0
    }
    piece.push(line)
    size += line.length
  }
  yield Buffer.from(piece.join('\n'))
}

async function imported(
  { connection, values, out }: Call,
  file: string,
  type: string,
  bytes: Uint8Array,
): Promise<Imported> {
  const query = new URLSearchParams({
    name: basename(file).slice(0, 200),
    dryRun: String(values['dry-run'] === true),
  })
  for (const name of ['kind', 'dates', 'columns']) {
    const value = textOf(values, name)
    if (value !== undefined) query.set(name, value)
  }
  if (values['create-organisations'] === true) query.set('createOrganisations', 'true')
  if (values['skip-refused'] === true) query.set('onRefused', 'skip')
  const encoding = textOf(values, 'encoding')
  const response = await connection.send(`/v1/imports?${query}`, {
    method: 'POST',
    headers: { 'content-type': encoding === undefined ? type : `${type}; charset=${encoding}` },
    body: new Uint8Array(bytes),
  })
  if (!response.ok) throw new Failure(await problemText(response))
  let current: Imported = JSON.parse(await response.text())
  while (current.status === 'checking' || current.status === 'storing') {
    const { steps, checked, stored } = current.progress
    out.tell(`${current.status === 'checking' ? `checked ${checked}` : `stored ${stored}`} of ${steps}`)
    current = (await connection.client('continueImport', { path: { importId: current.id }, body: {} })).body
  }
  return current
}

async function report(
  { connection, values, out }: Call,
  { id, status, counts, columns }: Imported,
): Promise<void> {
  if (values.json === true) return
  for (const { header, field, suggestions } of columns)
    if (field === null)
      out.tell(
        `column "${header}" is not read${suggestions.length === 0 ? '' : `; is it ${suggestions.join(' or ')}?`}`,
      )
  // Of an export, what was made may still need a secret.
  const told = columns.length === 0 ? (['refused', 'create'] as const) : (['refused'] as const)
  for (const outcome of told) {
    const lines = pages(connection.client, 'listImportLines', { path: { importId: id }, query: { outcome } })
    for await (const { line, label, faults } of lines)
      for (const { column, reason, remedy } of faults)
        out.line(
          `line ${line}${column === null ? '' : `, ${column}`}: ${outcome === 'create' ? `${label}: ` : ''}${reason} ${remedy}`,
        )
  }
  const verb =
    status === 'done'
      ? 'stored'
      : status === 'checked'
        ? 'would be stored'
        : 'nothing is stored, since lines are refused'
  out.line(
    `${verb}: ${counts.create} new, ${counts.update} changed, ${counts.unchanged} unchanged, ${counts.refused} refused`,
  )
}

export const exportFile: Command = {
  synopsis:
    'servanda export [--view workspace|history|records|deadlines] [--format json|csv|xlsx] [--output FILE]',
  summary: 'Export everything, or a list',
  examples: [
    'servanda export --output workspace.jsonl',
    'servanda export --view deadlines --format csv > deadlines.csv',
    'servanda export --view history --output history.jsonl',
  ],
  options: { view: text, format: text, output: text },
  async run({ connection, values, out }) {
    const file = textOf(values, 'output')
    if (textOf(values, 'format') === 'xlsx' && file === undefined && process.stdout.isTTY)
      throw usage('A spreadsheet goes into a file: --output FILE.')
    const to = file === undefined ? undefined : createWriteStream(file, { mode: 0o600 })
    const query = new URLSearchParams({
      view: textOf(values, 'view') ?? 'workspace',
      format: textOf(values, 'format') ?? 'json',
    })
    let path: string | undefined = `/v1/exports?${query}`
    let size = 0
    while (path !== undefined) {
      const response = await connection.send(path)
      if (!response.ok) throw new Failure(await problemText(response))
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (to === undefined) out.bytes(bytes)
      else
        await new Promise<void>((resolve, reject) =>
          to.write(bytes, (error) => (error ? reject(error) : resolve())),
        )
      size += bytes.length
      path = /<(.*?)>/.exec(response.headers.get('link') ?? '')?.[1]
      if (path !== undefined) out.tell(`${size} bytes`)
    }
    await new Promise<void>((resolve) => (to === undefined ? resolve() : to.end(resolve)))
    return undefined
  },
}
