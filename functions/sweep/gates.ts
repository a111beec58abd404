import { WorkspaceId } from '../../shared/identity/workspace-id.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { type Gate, gateOf } from '../../shared/workspace/sending.ts'

/** Whether each workspace may send, asked once in a sweep. What cannot be asked is reported and holds up nobody else. */
export class Gates {
  readonly #table: Table
  readonly #tableId: string
  readonly #report: (fault: { readonly key: string; readonly error: unknown }) => void
  readonly #known = new Map<string, Promise<Gate>>()

  constructor(
    parts: {
      readonly table: Table
      readonly report: (fault: { readonly key: string; readonly error: unknown }) => void
    },
    tableId: string,
  ) {
    this.#table = parts.table
    this.#report = parts.report
    this.#tableId = tableId
  }

  /** Those rows whose workspaces may send. */
  async open(rows: readonly Item[]): Promise<Item[]> {
    const owners = [...new Set(rows.map(ownerOf))]
    const gates = await Promise.all(owners.map((owner) => this.of(owner)))
    const open = new Set(owners.filter((_, n) => gates[n]?.isOpen === true))
    return rows.filter((row) => open.has(ownerOf(row)))
  }

  of(owner: string): Promise<Gate> {
    const known = this.#known.get(owner) ?? this.#ask(owner)
    this.#known.set(owner, known)
    return known
  }

  async #ask(owner: string): Promise<Gate> {
    try {
      return await gateOf(this.#table, WorkspaceId.parse(owner), this.#tableId)
    } catch (error) {
      this.#report({ key: owner, error })
      return { isOpen: false }
    }
  }
}

/** The workspace that a row of the wake index belongs to. */
export function ownerOf({ pk }: Item): string {
  return pk.split('#')[1] ?? ''
}
