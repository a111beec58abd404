import type { Item } from '../../shared/table/table.ts'

/** So many messages of one workspace are handed over by one sweep: another's are not to queue behind all of them. */
const mostOfOne = 500

/**
 * Hands over what rows of the index say, each message once, in the order of the rows. Answers with how many were taken
 * and the rows that may sleep: cut off before they do, they are handed over twice, never lost.
 */
export async function handOver<Message extends { readonly workspaceId: string }>(
  rows: readonly Item[],
  messageOf: (row: Item) => Message | undefined,
  publish: (messages: readonly Message[]) => Promise<readonly Message[]>,
): Promise<{ readonly taken: number; readonly rows: readonly Item[] }> {
  const groups = new Map<string, { message: Message; rows: Item[] }>()
  const counts = new Map<string, number>()
  for (const row of rows) {
    const message = messageOf(row)
    if (message === undefined) continue
    const key = JSON.stringify(message)
    const group = groups.get(key)
    const count = counts.get(message.workspaceId) ?? 0
    if (group !== undefined) group.rows.push(row)
    else if (count < mostOfOne) {
      groups.set(key, { message, rows: [row] })
      counts.set(message.workspaceId, count + 1)
    }
  }
  if (groups.size === 0) return { taken: 0, rows: [] }
  const messages = [...groups.values()].map(({ message }) => message)
  const taken = new Set((await publish(messages)).map((each) => JSON.stringify(each)))
  const slept = [...groups].filter(([key]) => taken.has(key)).flatMap(([, group]) => group.rows)
  return { taken: taken.size, rows: slept }
}
