import { loadChannel } from '../channel/channel-store.ts'
import { ChannelId, PersonId, type WorkspaceId } from '../identity/id.ts'
import { loadPerson } from '../person/person-store.ts'
import { ranges } from '../table/keys.ts'
import { all, type Table } from '../table/table.ts'
import type { Surroundings } from './record-state.ts'

/** Reads which channels can be used and whose an address is, each once. It reads only what is asked for by name. */
export class ReachReader {
  readonly #table: Table
  readonly #channels = new Map<string, Promise<boolean>>()
  readonly #people = new Map<string, Promise<PersonId | undefined>>()
  readonly #addresses = new Map<string, Promise<string | undefined>>()

  constructor(table: Table) {
    this.#table = table
  }

  /**
   * @param named channels and addresses; anything else among them is passed over
   * @param told people who are told anyway: their own addresses are known, whatever the index says
   */
  async reachOf(
    workspaceId: WorkspaceId,
    named: readonly string[],
    told: readonly PersonId[],
  ): Promise<Pick<Surroundings, 'isUsable' | 'personAt'>> {
    const usable = new Set<string>()
    const people = new Map<string, PersonId | undefined>()
    for (const name of new Set(named)) {
      const channel = ChannelId.safeParse(name)
      if (channel.success && (await this.#isUsable(workspaceId, channel.data))) usable.add(name)
      else if (name.includes('@')) people.set(name, await this.#personAt(workspaceId, name, told))
    }
    return { isUsable: (id) => usable.has(id), personAt: (address) => people.get(address) }
  }

  #isUsable(workspaceId: WorkspaceId, id: ChannelId): Promise<boolean> {
    const key = `${workspaceId}#${id}`
    const read =
      this.#channels.get(key) ??
      loadChannel(this.#table, workspaceId, id).then((stored) => stored?.data.status.state === 'active')
    this.#channels.set(key, read)
    return read
  }

  async #personAt(
    workspaceId: WorkspaceId,
    address: string,
    told: readonly PersonId[],
  ): Promise<PersonId | undefined> {
    const key = `${workspaceId}#${address}`
    const read = this.#people.get(key) ?? this.#firstAt(workspaceId, address)
    this.#people.set(key, read)
    const found = await read
    if (found !== undefined) return found
    const addresses = await Promise.all(told.map((id) => this.#addressOf(workspaceId, id)))
    return told[addresses.indexOf(address.toLowerCase())]
  }

  #addressOf(workspaceId: WorkspaceId, id: PersonId): Promise<string | undefined> {
    const key = `${workspaceId}#${id}`
    const read =
      this.#addresses.get(key) ??
      loadPerson(this.#table, workspaceId, id).then((stored) => stored?.data.email.toLowerCase())
    this.#addresses.set(key, read)
    return read
  }

  async #firstAt(workspaceId: WorkspaceId, address: string): Promise<PersonId | undefined> {
    for await (const { sk } of all(this.#table, ranges.addresses(workspaceId, address)))
      return PersonId.parse(sk)
    return undefined
  }
}
