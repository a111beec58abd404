import type { WorkspaceId } from '../identity/id.ts'
import { loadPerson } from '../person/person-store.ts'
import { ConditionFailed, maxWritesPerTransaction, type Table } from '../table/table.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import { countsOf, type Import, isFinished, lineResults, type StepResult } from './import.ts'
import {
  checksWrite,
  importItem,
  loadWholeImport,
  resultsOf,
  resultWrite,
  type StoredImport,
  type WholeImport,
} from './import-store.ts'
import { lineByLine } from './line-by-line.ts'
import { ImportScope } from './scope.ts'
import type { Step } from './step.ts'
import type { StepAct } from './step-act.ts'
import { stepAct } from './step-acts.ts'

export type RunParts = {
  readonly table: Table
  readonly workspaceId: WorkspaceId
  readonly now: () => Instant
  /** Whether there is time for more; the rest is left to the next call. */
  readonly hasTime: () => boolean
}

/** Longer than any function that works on an import may run. */
export const leaseSeconds = 120
/** After so long an import that nobody goes on with is woken. */
const wakeSeconds = 15
const mostTries = 8

/** One worker's turn at an import that it has the lease of. */
export class ImportRun {
  readonly #parts: RunParts
  readonly #whole: WholeImport
  readonly #found: StepResult[][]
  readonly #results: Map<number, StepResult>
  readonly #steps: readonly Step[]
  #stored: StoredImport

  constructor(parts: RunParts, whole: WholeImport) {
    this.#parts = parts
    this.#whole = whole
    this.#stored = whole.stored
    this.#found = whole.checks.flatMap((piece) => (piece === undefined ? [] : [[...piece]]))
    this.#results = new Map(whole.results)
    this.#steps = whole.pieces.flat()
  }

  async go(): Promise<Import> {
    if (this.#stored.data.status === 'checking') await this.#check()
    if (this.#stored.data.status === 'storing') await this.#store()
    if (!isFinished(this.#stored.data)) await this.#save({}, [], null)
    return this.#stored.data
  }

  async #check(): Promise<void> {
    const scope = await this.#scope()
    for (const result of this.#found.flat()) this.#markRefused(scope, result)
    for (const [piece, steps] of this.#whole.pieces.entries()) {
      if (piece < this.#found.length) continue
      if (!this.#parts.hasTime()) return
      const found = await this.#checkPiece(scope, steps, this.#indexOf(piece))
      this.#found.push(found)
      const checked = this.#found.reduce((sum, each) => sum + each.length, 0)
      const isLast = this.#found.length === this.#whole.pieces.length
      const progress = { ...this.#stored.data.progress, checked }
      const writes = [checksWrite(this.#parts.workspaceId, this.#stored, piece, found)]
      await this.#save({ progress, counts: this.#counts(), ...(isLast ? this.#verdict() : {}) }, writes)
    }
    if (this.#whole.pieces.length === 0) await this.#save(this.#verdict(), [])
  }

  /** A line is one: where one of its steps is refused, none of them is stored. */
  async #checkPiece(scope: ImportScope, steps: readonly Step[], first: number): Promise<StepResult[]> {
    const found: StepResult[] = []
    await lineByLine(
      steps,
      () => true,
      async (line) => {
        const results: StepResult[] = []
        for (const { step, offset } of line)
          results.push(resultOf(first + offset, step, await stepAct(scope, step)))
        const isRefused = results.some(({ outcome }) => outcome === 'refused')
        for (const result of results) {
          const whole = isRefused ? { ...result, outcome: 'refused' as const } : result
          found.push(whole)
          this.#markRefused(scope, whole)
        }
      },
    )
    return found.toSorted((a, b) => a.index - b.index)
  }

  #verdict(): Partial<Import> {
    const { dryRun, onRefused } = this.#stored.data
    const finished = { finishedAt: this.#parts.now() }
    const isRefused = this.#counts().refused > 0 && onRefused === 'stop'
    if (dryRun) return { status: 'checked', ...finished }
    return isRefused ? { status: 'refused', ...finished } : { status: 'storing' }
  }

  async #store(): Promise<void> {
    const scope = await this.#scope()
    const found = this.#found.flat()
    for (const result of found) this.#markRefused(scope, result)
    const isOpen = (index: number) => {
      const outcome = found[index]?.outcome
      return !this.#results.has(index) && outcome !== 'refused' && outcome !== 'unchanged'
    }
    for (const [piece, steps] of this.#whole.pieces.entries()) {
      const first = this.#indexOf(piece)
      if (!steps.some((_, offset) => isOpen(first + offset))) continue
      const isWhole = await lineByLine(steps, this.#parts.hasTime, async (line) => {
        for (const { step, offset } of line.filter((each) => isOpen(first + each.offset))) {
          const result = await this.#storeStep(scope, step, first + offset)
          this.#results.set(first + offset, result)
          this.#markRefused(scope, result)
        }
      })
      if (!isWhole) return
      await this.#save({}, [])
    }
    await this.#save({ status: 'done', finishedAt: this.#parts.now(), counts: this.#counts() }, [])
  }

  /** Others write at the same time: then the step is looked at again on what is there by then. */
  async #storeStep(scope: ImportScope, step: Step, index: number): Promise<StepResult> {
    for (let tries = 1; ; tries += 1) {
      const act = await stepAct(scope, step)
      const result = resultOf(index, step, act)
      const writes = 'writes' in act ? act.writes : []
      if (writes.length >= maxWritesPerTransaction) throw new Error(`a step of ${writes.length} writes`)
      try {
        await this.#parts.table.write([
          ...writes,
          resultWrite(this.#parts.workspaceId, this.#stored.data, result),
        ])
        if (movesDates.has(step.noun)) scope.forgetSurroundings()
        return result
      } catch (error) {
        if (!(error instanceof ConditionFailed) || tries === mostTries) throw error
        const whole = await loadWholeImport(this.#parts.table, this.#parts.workspaceId, this.#stored.data.id)
        const done = whole?.results.get(index)
        if (done !== undefined) return done
      }
    }
  }

  async #scope(): Promise<ImportScope> {
    const { table, workspaceId, now } = this.#parts
    const { data, actor, mayAdminister } = this.#stored
    const person = await loadPerson(table, workspaceId, data.createdBy)
    const role = person?.data.status === 'active' ? person.data.role : 'viewer'
    return new ImportScope(
      {
        table,
        workspaceId,
        personId: data.createdBy,
        actor,
        now: now(),
        mayWrite: role !== 'viewer',
        mayAdminister: mayAdminister && role === 'administrator',
      },
      this.#steps,
    )
  }

  #markRefused(scope: ImportScope, { index, outcome }: StepResult): void {
    const step = outcome === 'refused' ? this.#steps[index] : undefined
    if (step !== undefined) scope.refuse(step)
  }

  #indexOf(piece: number): number {
    return this.#whole.pieces.slice(0, piece).reduce((sum, steps) => sum + steps.length, 0)
  }

  #counts() {
    const whole = { ...this.#whole, checks: this.#found, results: this.#results }
    return countsOf(lineResults(resultsOf(whole)))
  }

  /** Writes how far the import is, under the lease; with null the lease is given back. */
  async #save(
    changes: Partial<Import>,
    writes: Parameters<Table['write']>[0],
    given: null | undefined = undefined,
  ): Promise<void> {
    const { workspaceId, table, now } = this.#parts
    const progress = { ...(changes.progress ?? this.#stored.data.progress), stored: this.#results.size }
    const data = { ...this.#stored.data, ...changes, progress }
    const isDone = isFinished(data)
    const before = this.#stored.version
    const lease =
      isDone || given === null
        ? null
        : this.#stored.lease && { ...this.#stored.lease, until: plusSeconds(now(), leaseSeconds) }
    this.#stored = { ...this.#stored, data, lease, version: before + 1 }
    const wakeAt = isDone ? undefined : (lease?.until ?? plusSeconds(now(), wakeSeconds))
    await table.write([
      ...writes,
      { put: importItem(workspaceId, this.#stored, wakeAt), when: { version: { is: before } } },
    ])
  }
}

/** What moves the dates of other records, or what they are counted by. */
const movesDates: ReadonlySet<Step['noun']> = new Set(['organisation', 'session', 'calendar', 'settings'])

function resultOf(index: number, { line, noun, label }: Step, act: StepAct): StepResult {
  const { outcome } = act
  const id = act.outcome === 'refused' ? null : act.id
  const faults = act.outcome === 'refused' ? act.faults : 'notes' in act ? act.notes : []
  return { index, line, noun, label, outcome, id, faults: [...(faults ?? [])] }
}
