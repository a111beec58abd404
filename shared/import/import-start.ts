import { ImportId, newId } from '../identity/id.ts'
import type { Instant } from '../time/instant.ts'
import { fileSteps, type ImportFile, missingOrganisations } from './file-steps.ts'
import type { Import } from './import.ts'
import { importItem, inPieces, stepsWrite } from './import-store.ts'
import { type ImportParts, ImportScope } from './scope.ts'

export type ImportOrder = Pick<Import, 'name' | 'dryRun' | 'onRefused'> & {
  readonly createOrganisations: boolean
}

/**
 * Keeps what a file is to bring about, in pieces, and last the import itself: cut off before that, there is none, and
 * the pieces expire.
 */
export async function startImport(parts: ImportParts, file: ImportFile, order: ImportOrder): Promise<Import> {
  const { steps: read, columns } = await fileSteps(file)
  const missing = order.createOrganisations
    ? await missingOrganisations(new ImportScope(parts, read), read)
    : []
  const steps = [...missing, ...read]
  const data: Import = {
    id: ImportId.parse(newId('import')),
    name: order.name,
    format: file.format,
    dryRun: order.dryRun,
    status: 'checking',
    onRefused: order.onRefused,
    columns,
    counts: { create: 0, update: 0, unchanged: 0, refused: 0 },
    progress: { steps: steps.length, checked: 0, stored: 0 },
    createdBy: parts.personId,
    createdAt: parts.now,
    finishedAt: null,
  }
  const pieces = inPieces(steps)
  for (const [piece, each] of pieces.entries())
    await parts.table.write([stepsWrite(parts.workspaceId, data, piece, each)])
  await parts.table.write([{ put: itemOf(parts, data, pieces.length, parts.now), when: { pk: 'absent' } }])
  return data
}

function itemOf(
  { workspaceId, actor, mayAdminister }: ImportParts,
  data: Import,
  pieces: number,
  wakeAt: Instant,
) {
  const stored = { schema: 1 as const, data, actor, mayAdminister, pieces, round: 1, version: 1, lease: null }
  return importItem(workspaceId, stored, wakeAt)
}
