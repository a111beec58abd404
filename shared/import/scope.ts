import { SurroundingsReader } from '../deadline/surroundings-store.ts'
import type { Actor } from '../history/history.ts'
import { derivedId, type PersonId, RecordId, type WorkspaceId } from '../identity/id.ts'
import { maySee } from '../record/may-see.ts'
import { RecordKind, type TrackedRecord } from '../record/record.ts'
import { loadRecord, StoredRecord, type WholeRecord } from '../record/record-store.ts'
import { keys, ranges } from '../table/keys.ts'
import { all, type Table } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { Directory } from './directory.ts'
import type { KeyedNoun } from './naming.ts'
import type { Step } from './step.ts'
import { canonicalKey, isIdOf, isNamed, nameOf, shown, tableKey } from './step-key.ts'

/** For whom an import runs, and in which workspace. */
export type ImportParts = {
  readonly table: Table
  readonly workspaceId: WorkspaceId
  readonly personId: PersonId
  readonly actor: Actor
  readonly mayWrite: boolean
  readonly mayAdminister: boolean
  readonly now: Instant
}

/** What a key stands for: an id, or what is wrong with it. */
export type Meaning = { readonly id: string } | { readonly reason: string; readonly remedy: string }

/**
 * In which the keys of an import mean something: what is there already, what the import itself will bring, and which id
 * each key stands for. A key stands for the same id in every run, so that a run that was cut off finds its own work.
 */
export class ImportScope {
  readonly parts: ImportParts
  readonly directory: Directory
  #reader: SurroundingsReader
  readonly #steps = new Map<string, Step>()
  readonly #refused = new Set<string>()
  readonly #known = new Map<string, Promise<string | undefined>>()
  readonly #existing = new Set<string>()

  constructor(parts: ImportParts, steps: readonly Step[]) {
    this.parts = parts
    this.directory = new Directory(parts.table, parts.workspaceId)
    this.#reader = new SurroundingsReader(parts.table)
    for (const each of steps) {
      const name = nameOf(each.noun, each.key)
      if (name !== undefined && !this.#steps.has(name)) this.#steps.set(name, each)
    }
  }

  get reader(): SurroundingsReader {
    return this.#reader
  }

  /** After a session, a calendar or the settings have changed, what was read of them is read again. */
  forgetSurroundings(): void {
    this.#reader = new SurroundingsReader(this.parts.table)
  }

  /** The line that has the key first; of a key that nothing has, undefined. */
  firstLineOf({ noun, key }: Step): number | undefined {
    const name = nameOf(noun, key)
    return name === undefined ? undefined : this.#steps.get(name)?.line
  }

  stepOf(noun: KeyedNoun, key: string): Step | undefined {
    return this.#steps.get(nameOf(noun, key) ?? '')
  }

  /** The name of an organisation that this import brings, by the id that it will have. */
  async pendingOrganisation(id: string): Promise<string | undefined> {
    for (const step of this.#steps.values())
      if (step.noun === 'organisation' && (await this.idOf(step)) === id) return String(step.body.name ?? '')
    return undefined
  }

  refuse({ noun, key }: Step): void {
    const name = nameOf(noun, key)
    if (name !== undefined) this.#refused.add(name)
  }

  /** What a key stands for, which a step of this import has, or something that is there. */
  async meaningOf(noun: KeyedNoun, key: string): Promise<Meaning> {
    const own = this.stepOf(noun, key)
    if (own !== undefined) {
      if (this.#refused.has(nameOf(noun, key) ?? ''))
        return {
          reason: `It refers to "${shown(key)}" of line ${own.line}, which is refused.`,
          remedy: `Mend line ${own.line} first.`,
        }
      return { id: await this.idOf(own) }
    }
    if (key.startsWith('name:')) return this.#byName(noun, key.slice(5))
    const person = noun === 'person' && key.includes('@') ? await this.directory.person(key) : undefined
    const [only] = person?.ids ?? []
    if (only !== undefined) return { id: only }
    const kinds = noun === 'record' ? RecordKind.options : [noun]
    for (const id of [
      key,
      ...(await Promise.all(kinds.map((kind) => derivedId(kind, this.parts.workspaceId, key)))),
    ])
      if (await this.exists(noun, id)) return { id }
    return {
      reason: `There is no ${noun} "${shown(key)}".`,
      remedy: 'Record it first, or bring it in with the same import.',
    }
  }

  async #byName(noun: KeyedNoun, name: string): Promise<Meaning> {
    const { ids, near } =
      noun === 'person' ? await this.directory.person(name) : await this.directory.organisation(name)
    const [id, other] = ids
    if (id === undefined) {
      const derived = await derivedId(
        noun === 'person' ? noun : 'organisation',
        this.parts.workspaceId,
        canonicalKey(`name:${name}`),
      )
      if (await this.exists(noun, derived)) return { id: derived }
      const meant = near === undefined ? '' : ` Did you mean "${near}"?`
      const create = noun === 'organisation' ? ', or import with createOrganisations=true' : ''
      return {
        reason: `There is no ${noun} "${name}".${meant}`,
        remedy: `Correct the name, record it first${create}.`,
      }
    }
    if (other === undefined) return { id }
    return {
      reason: `${ids.length} of the ${noun === 'person' ? 'team' : 'organisations'} have the name "${name}".`,
      remedy: 'Write the id, the short name or the e-mail address.',
    }
  }

  /** The id that a step's thing has, or will have. */
  async idOf(step: Step): Promise<string> {
    const name = nameOf(step.noun, step.key) ?? `${step.noun}:line ${step.line}`
    const known = this.#known.get(name) ?? this.#identify(step)
    this.#known.set(name, known)
    const id = await known
    if (id === undefined) throw new Error(`a step without an id: ${name}`)
    return id
  }

  async #identify(step: Step): Promise<string | undefined> {
    const { workspaceId } = this.parts
    const key = canonicalKey(step.key ?? `line ${step.line}`)
    if (step.noun === 'record') return (await this.#recordId(step, key)) ?? undefined
    if (step.noun === 'person') {
      const [found] = (await this.directory.person(String(step.body.email ?? ''))).ids
      if (found !== undefined) return found
    }
    if (step.noun === 'organisation' && key.startsWith('name:')) {
      const [found] = (await this.directory.organisation(key.slice(5))).ids
      if (found !== undefined) return found
    }
    const noun = isNamed(step.noun) ? step.noun : 'organisation'
    return isIdOf(noun, key) ? key : derivedId(noun, workspaceId, key)
  }

  /**
   * By the reference, else by the id that the key is, or stands for. What the importer may not see is not found: then
   * the record gets an id of another row, so that nothing tells that there was one.
   */
  async #recordId(step: Step, key: string): Promise<string | undefined> {
    const { workspaceId, personId, table } = this.parts
    const ref = step.body.externalRef
    if (typeof ref === 'string' && ref !== '')
      for await (const { sk } of all(table, ranges.externalRef(workspaceId, ref))) {
        const record = await this.#record(sk)
        if (record !== undefined && maySee(record, personId)) return sk
      }
    const noun = step.kind ?? 'commitment'
    const own = isIdOf('record', key) ? [key] : []
    const derived = [
      await derivedId(noun, workspaceId, key),
      await derivedId(noun, workspaceId, `${personId} ${key}`),
    ]
    for (const id of [...own, ...derived]) {
      const record = await this.#record(id)
      if (record === undefined || maySee(record, personId)) return id
    }
    return undefined
  }

  async #record(text: string): Promise<TrackedRecord | undefined> {
    const id = RecordId.safeParse(text)
    const item = id.success
      ? await this.parts.table.get(keys.record(this.parts.workspaceId, id.data))
      : undefined
    return item && StoredRecord.parse(item).data
  }

  /** As `visibleRecord`, cheaper where there is none. */
  async visibleRecordIfAny(id: string): Promise<WholeRecord | undefined> {
    return (await this.#record(id)) === undefined ? undefined : this.visibleRecord(id)
  }

  async visibleRecord(text: string): Promise<WholeRecord | undefined> {
    const id = RecordId.safeParse(text)
    if (!id.success) return undefined
    const whole = await loadRecord(this.parts.table, this.parts.workspaceId, id.data)
    return whole !== undefined && maySee(whole.record, this.parts.personId) ? whole : undefined
  }

  /** What the importer may not see is not there. */
  async exists(noun: KeyedNoun, id: string): Promise<boolean> {
    if (noun === 'record') {
      const record = await this.#record(id)
      return record !== undefined && maySee(record, this.parts.personId)
    }
    const key = tableKey(this.parts.workspaceId, noun, id)
    if (key === undefined) return false
    if (this.#existing.has(key.pk)) return true
    const item = await this.parts.table.get(key)
    if (item !== undefined) this.#existing.add(key.pk)
    return item !== undefined
  }
}
