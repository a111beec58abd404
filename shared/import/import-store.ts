import * as z from 'zod'
import { Actor } from '../history/history.ts'
import type { ImportId, WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys, ranges, wake } from '../table/keys.ts'
import { all, type Item, type Table, type Write } from '../table/table.ts'
import { epochMs, Instant, plusSeconds } from '../time/instant.ts'
import { Import, StepResult } from './import.ts'
import { Step } from './step.ts'

/** An import is kept so long, then it goes; what it has stored stays. */
const keptDays = 30
/** The most of one piece: the table takes items of 400 KB, in its own encoding. */
const pieceBytes = 250_000
export const pieceSteps = 100

export const StoredImport = z.object({
  schema: z.literal(1),
  data: Import,
  actor: Actor,
  mayAdminister: z.boolean(),
  pieces: z.int(),
  /** Raised when everything is checked again: findings of another round count no more. */
  round: z.int().default(1),
  /** Raised by every write of this row. */
  version: z.int().min(1),
  /** Who is at work on it, and until when others leave it alone. */
  lease: z.object({ nonce: z.string(), until: Instant }).nullable(),
})
export type StoredImport = z.output<typeof StoredImport>

/** An import with all its steps, what they were found to be, and what has been stored of them. */
export type WholeImport = {
  readonly stored: StoredImport
  readonly pieces: readonly (readonly Step[])[]
  readonly checks: readonly (readonly StepResult[] | undefined)[]
  readonly results: ReadonlyMap<number, StepResult>
}

export async function loadImport(
  table: Table,
  workspaceId: WorkspaceId,
  id: ImportId,
): Promise<StoredImport | undefined> {
  const item = await table.get(keys.import(workspaceId, id))
  return item && StoredImport.parse(item)
}

export async function loadWholeImport(
  table: Table,
  workspaceId: WorkspaceId,
  id: ImportId,
): Promise<WholeImport | undefined> {
  let stored: StoredImport | undefined
  const pieces: Step[][] = []
  const checks: { round: number; found: StepResult[] }[] = []
  const results = new Map<number, StepResult>()
  for await (const item of all(table, ranges.import(workspaceId, id))) {
    if (item.sk === 'IMPORT') stored = StoredImport.parse(item)
    else if (item.sk.startsWith('STEPS#'))
      pieces[Number(item.sk.slice(6))] = z.array(Step).parse(packed(item))
    else if (item.sk.startsWith('CHECKS#'))
      checks[Number(item.sk.slice(7))] = {
        round: Number(item.round),
        found: z.array(StepResult).parse(packed(item)),
      }
    else if (item.sk.startsWith('RESULT#')) {
      const result = StepResult.parse(item.data)
      results.set(result.index, result)
    }
  }
  const ofRound = (piece: number) =>
    checks[piece]?.round === stored?.round ? checks[piece]?.found : undefined
  return stored && { stored, pieces, checks: pieces.map((_, piece) => ofRound(piece)), results }
}

/** The results as they are known: what was stored, else what was found. */
export function resultsOf({ checks, results }: WholeImport): StepResult[] {
  return checks.flatMap((piece) => piece ?? []).map((found) => results.get(found.index) ?? found)
}

/** An unfinished import is woken again at the given instant, should whoever works on it be gone. */
export function importItem(
  workspaceId: WorkspaceId,
  stored: StoredImport,
  wakeAt: Instant | undefined,
): Item {
  const key = keys.import(workspaceId, stored.data.id)
  return {
    ...key,
    ...stored,
    ...listed(workspaceId, stored.data),
    ...expiry(stored.data),
    ...(wakeAt === undefined ? {} : wake(key.pk, wakeAt)),
  }
}

/** Lists go from the lowest key on, and people look for what they have just begun. */
function listed(workspaceId: WorkspaceId, { id, createdAt }: Import) {
  const untilTheEnd = epochMs(lastInstant) - epochMs(createdAt)
  return {
    listOf: indexPartitions.imports(workspaceId),
    listKey: `${String(untilTheEnd).padStart(15, '0')}\t${id}`,
  }
}

const lastInstant = Instant.parse('9999-12-31T23:59:59Z')

/** Whether an import is still kept. The table takes away what has expired when it likes, or never. */
export function isKept({ createdAt }: Import, now: Instant): boolean {
  return now < plusSeconds(createdAt, keptDays * 86_400)
}

/** The steps in pieces that the table takes; the steps of one line stay together. */
export function inPieces(steps: readonly Step[]): Step[][] {
  const pieces: Step[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const [index, each] of steps.entries()) {
    const size = Buffer.byteLength(JSON.stringify(each))
    const last = pieces.at(-1)
    const isSameLine = each.line !== 0 && steps[index - 1]?.line === each.line
    if (last === undefined || (!isSameLine && (bytes + size > pieceBytes || last.length >= pieceSteps))) {
      pieces.push([each])
      bytes = size
    } else {
      last.push(each)
      bytes += size
    }
  }
  return pieces
}

export function stepsWrite(
  workspaceId: WorkspaceId,
  data: Import,
  piece: number,
  steps: readonly Step[],
): Write {
  return {
    put: { ...keys.importSteps(workspaceId, data.id, piece), ...expiry(data), packed: JSON.stringify(steps) },
  }
}

export function checksWrite(
  workspaceId: WorkspaceId,
  { data, round }: StoredImport,
  piece: number,
  found: readonly StepResult[],
): Write {
  return {
    put: {
      ...keys.importChecks(workspaceId, data.id, piece),
      ...expiry(data),
      round,
      packed: JSON.stringify(found),
    },
  }
}

/** In the transaction of what the step stores, and only once: a second run finds it, and leaves the step alone. */
export function resultWrite(workspaceId: WorkspaceId, data: Import, result: StepResult): Write {
  const key = keys.importResult(workspaceId, data.id, result.index)
  return { put: { ...key, ...expiry(data), data: result }, when: { pk: 'absent' } }
}

/** Text: numbers at their limits, and members in their order, come back as they were. */
function packed(item: Item): unknown {
  return JSON.parse(z.string().parse(item.packed))
}

function expiry({ createdAt }: Import) {
  return { expiresAt: epochMs(createdAt) / 1000 + keptDays * 86_400 }
}
